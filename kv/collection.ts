import type { Change } from "./change.ts";
import { type Envelope, isPast, sealed } from "./envelope.ts";
import { keyText } from "./key.ts";
import { readMany, readOne } from "./read.ts";
import { type PageOptions, scan, scanPage } from "./scan.ts";
import type { Source } from "./source.ts";
import { watching } from "./watch.ts";

/** One value as it was read; treat it as immutable, others may have been given the same object. */
export interface Entry<T> {
  readonly key: Deno.KvKey;
  readonly value: T;
  readonly versionstamp: string;
  /** Ms since 1970; absent where it never expires. */
  readonly expiresAt?: number;
}

/** Part of a list; `next` is the cursor of the rest, null at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Values of one type under one name; an id is the key after that name. */
export interface Collection<Id extends readonly Deno.KvKeyPart[], T> {
  /** Reads one; null where there is none or it has expired. Throws StoreTimeout. */
  get(...id: Id): Promise<Entry<T> | null>;
  /**
   * Reads one that will be created where there is none: what is not remembered is taken for absent, without a
   * look, until a Conflict has shown that it is not. Give it the change that `create` is given.
   */
  expect(change: Change, ...id: Id): Promise<Entry<T> | null>;
  /** Reads any number, in the order of the ids. */
  getMany(ids: readonly Id[]): Promise<(Entry<T> | null)[]>;
  /** Reads part of a list, newest (highest key) first; throws BadCursor for a cursor of another list. */
  page(within: readonly Deno.KvKeyPart[], options: PageOptions): Promise<Page<Entry<T>>>;
  /** Reads a whole list in key order, a few hundred at a time. */
  each(within: readonly Deno.KvKeyPart[]): AsyncIterable<Entry<T>>;
  /** Writes a new one; Conflict where one stands there. `expiresAt` is ms since 1970. */
  create(change: Change, id: Id, value: T, expiresAt?: number): void;
  /** Writes over the one that was read; Conflict where it has changed since. */
  replace(change: Change, entry: Entry<T>, value: T, expiresAt?: number): void;
  /**
   * Has only one change at a time build on an entry that none of them alters: the others wait until it is over or,
   * where other processes write the store too, are begun anew. What depends on it is read after this.
   */
  claim(change: Change, entry: Entry<T>): Promise<void>;
  /** Writes whatever stands there. */
  put(change: Change, id: Id, value: T, expiresAt?: number): void;
  /** Removes whatever stands there. */
  remove(change: Change, id: Id): void;
  /** Removes the one that was read; Conflict where it has changed since. */
  removeEntry(change: Change, entry: Entry<T>): void;
  /** Writes nothing; Conflict where something stands there. */
  absent(change: Change, id: Id): void;
  /** Calls back soon after one is written, by whichever process, and once at the start; gives its end. */
  watch(id: Id, changed: () => void): () => void;
}

/** What is special about a collection. */
interface Traits {
  /** Its values may be given a time after which nobody reads them and the store drops them. */
  readonly expiring?: boolean;
  /** It is read through the cache where the store has one. */
  readonly cached?: boolean;
  /** Its short lists, those under the first part of an id, are remembered where the store has a cache. */
  readonly listed?: boolean;
}

/** Declares a collection by the first part of its keys. */
export function collection<Id extends readonly Deno.KvKeyPart[], T>(
  source: Source,
  name: string,
  { expiring = false, cached = false, listed = false }: Traits = {},
): Collection<Id, T> {
  if (expiring) source.expiring.add(name);
  if (cached) source.cache?.cover(name);
  if (listed) source.lists?.cover(name);
  const root: Deno.KvKey = [name];
  // Not by spreading: that leaves room for sixteen parts more, and the cache keeps tens of thousands of keys.
  const key = (id: readonly Deno.KvKeyPart[]): Deno.KvKey => root.concat(id);
  const nameText = keyText(root);

  function remembered(id: Id): Deno.KvEntryMaybe<unknown> | undefined {
    return cached ? source.cache?.find(nameText + keyText(id)) : undefined;
  }

  function opened(found: Deno.KvEntryMaybe<unknown>): Entry<T> | null {
    if (found.versionstamp === null) return null;
    if (!expiring) return found as Entry<T>;
    const envelope = found.value as Envelope<T>;
    if (isPast(envelope, source.now().getTime())) return null;
    const { value, expiresAt } = envelope;
    const { key, versionstamp } = found;
    return { key, value, versionstamp, ...(expiresAt === undefined ? {} : { expiresAt }) };
  }

  function write(change: Change, at: Deno.KvKey, value: T, expiresAt?: number): void {
    if (expiring) {
      change.mutations.push(sealed(at, value, expiresAt, source.now().getTime()));
    } else if (expiresAt === undefined) {
      change.mutations.push({ type: "set", key: at, value });
    } else {
      throw new TypeError(`${name} does not expire, yet was given the time ${expiresAt}`);
    }
  }

  return {
    async get(...id) {
      return opened(remembered(id) ?? await readOne(source, key(id), cached));
    },
    async expect(change, ...id) {
      if (change.again || !cached || !source.cache) return await this.get(...id);
      const known = remembered(id);
      return known ? opened(known) : null;
    },
    getMany: async (ids) => (await readMany(source, ids.map(key), cached)).map(opened),
    page: (within, options) => scanPage(source, key(within), options, opened, listed),
    each: (within) => scan(source, key(within), opened, listed),
    create(change, id, value, expiresAt) {
      this.absent(change, id);
      write(change, key(id), value, expiresAt);
    },
    replace(change, entry, value, expiresAt) {
      change.checks.push({ key: entry.key, versionstamp: entry.versionstamp });
      write(change, entry.key, value, expiresAt);
    },
    async claim(change, entry) {
      if (!source.turns) return this.replace(change, entry, entry.value, entry.expiresAt);
      change.checks.push({ key: entry.key, versionstamp: entry.versionstamp });
      await change.take(source.turns, keyText(entry.key));
    },
    put: (change, id, value, expiresAt) => write(change, key(id), value, expiresAt),
    remove(change, id) {
      change.mutations.push({ type: "delete", key: key(id) });
    },
    removeEntry(change, entry) {
      change.checks.push({ key: entry.key, versionstamp: entry.versionstamp });
      change.mutations.push({ type: "delete", key: entry.key });
    },
    absent(change, id) {
      change.checks.push({ key: key(id), versionstamp: null });
    },
    watch: (id, changed) => watching(source.kv, key(id), changed),
  };
}
