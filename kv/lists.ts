import { Cache } from "./cache.ts";

type Found = Deno.KvEntry<unknown>;

/** Entries of one list that are remembered at most. */
const longest = 100;

/**
 * Remembers short lists whole, the empty ones above all: what stands under a name and the first part of an id.
 * A list that is known is kept up with each commit; right only where one process alone writes the store.
 */
export class Lists {
  /** Each list as one value, under its prefix. */
  readonly #lists: Cache;
  readonly #names = new Set<Deno.KvKeyPart>();

  constructor(limit: number) {
    this.#lists = new Cache(limit);
  }

  /** Declares that lists of keys which begin with this part are kept here. */
  cover(name: string): void {
    this.#names.add(name);
    this.#lists.cover(name);
  }

  /** Gives the list under a prefix of two parts, `undefined` where it is not remembered. */
  get(prefix: Deno.KvKey): readonly Found[] | undefined {
    return this.#lists.get(prefix)?.value as readonly Found[] | undefined;
  }

  /** Opens a read of a whole list; the function it gives takes what was read, `undefined` where it failed. */
  reading(prefix: Deno.KvKey): (found: readonly Found[] | undefined) => void {
    const done = this.#lists.reading(prefix);
    return (found) => {
      const kept = found && found.length <= longest;
      done(kept ? { key: prefix, value: found, versionstamp: "" } : undefined);
    };
  }

  /** Takes over what a commit has written. */
  wrote(mutation: Deno.KvMutation, versionstamp: string): void {
    const { key } = mutation;
    if (!this.#names.has(key[0]!)) return;
    const prefix = prefixOf(key);
    const next = after(this.get(prefix), mutation, versionstamp);
    if (next) this.#lists.wrote({ type: "set", key: prefix, value: next }, versionstamp);
    else this.#lists.evict(prefix);
  }

  /** Forgets the list that a key is in. */
  evict(key: Deno.KvKey): void {
    this.#lists.evict(prefixOf(key));
  }

  /** Remembers nothing of these keys' lists until the outcome of a commit is known; call what it gives then. */
  doubt(keys: readonly Deno.KvKey[]): () => void {
    return this.#lists.doubt(keys.map(prefixOf));
  }
}

function prefixOf(key: Deno.KvKey): Deno.KvKey {
  return key.slice(0, 2);
}

/** The list after a change of one key; `undefined` where its place in the order is not plain. */
function after(
  list: readonly Found[] | undefined,
  mutation: Deno.KvMutation,
  versionstamp: string,
): readonly Found[] | undefined {
  if (!list) return undefined;
  const { key } = mutation;
  const at = list.findIndex((each) => each.key.every((part, i) => part === key[i]));
  if (mutation.type !== "set") return at < 0 ? list : list.toSpliced(at, 1);
  const entry: Found = { key, value: mutation.value, versionstamp };
  if (at >= 0) return list.with(at, entry);
  return list.length === 0 ? [entry] : undefined;
}
