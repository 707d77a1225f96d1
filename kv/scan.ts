import type { Entry, Page } from "./collection.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { within } from "./deadline.ts";
import { isTooLong } from "./key.ts";
import type { Lists } from "./lists.ts";
import type { Source } from "./source.ts";

type Found = Deno.KvEntry<unknown>;
type Open<T> = (found: Found) => Entry<T> | null;

/** Which part of a list; `from` (included) and `to` (excluded) bound the key part after the prefix. */
export interface PageOptions {
  /** At least one. */
  readonly limit: number;
  readonly cursor?: string;
  /** Newest first; true by default. */
  readonly reverse?: boolean;
  readonly from?: Deno.KvKeyPart;
  readonly to?: Deno.KvKeyPart;
}

/** How many entries `scan` reads at a time. */
const chunk = 500;

/**
 * Reads one page, skipping what `open` refuses; it costs the same at any length of the list. The first page of a
 * `listed` one is of what is remembered, where the whole list is.
 */
export async function scanPage<T>(
  source: Source,
  prefix: Deno.KvKey,
  options: PageOptions,
  open: Open<T>,
  listed: boolean,
): Promise<Page<Entry<T>>> {
  const { limit, from, to, cursor } = options;
  if (!Number.isInteger(limit) || limit < 1) {
    throw new RangeError(`a page has at least one entry, asked for ${limit}`);
  }
  const reverse = options.reverse ?? true;
  const selector = select(prefix, options, reverse);
  if (isTooLong(prefix)) return { items: [], next: null };
  const plain = (from ?? to ?? cursor) === undefined;
  const lists = listed && plain && isRemembered(prefix) ? source.lists : null;
  if (lists) {
    const [found, more] = await chunkOf(source, prefix, lists, undefined);
    if (!more) return pageOf(prefix, found, limit, reverse, open);
  }
  const items: Entry<T>[] = [];
  // One more than asked for, so that `next` is null when nothing follows.
  const list = source.kv.list<unknown>(selector, { reverse, batchSize: Math.min(limit + 1, 500) });
  const more = await within(fill(list, items, limit, open), source.timeoutMs, "read of a page");
  return { items, next: more ? writeCursor(prefix, items.at(-1)!.key) : null };
}

/** Only whole lists are remembered: those under a name and the first part of an id. */
const isRemembered = (prefix: Deno.KvKey): boolean => prefix.length === 2;

function pageOf<T>(
  prefix: Deno.KvKey,
  found: readonly Found[],
  limit: number,
  reverse: boolean,
  open: Open<T>,
): Page<Entry<T>> {
  const entries = found.map(open).filter((entry) => entry !== null);
  const items = (reverse ? entries.reverse() : entries).slice(0, limit);
  const more = items.length < entries.length;
  return { items, next: more ? writeCursor(prefix, items.at(-1)!.key) : null };
}

async function fill<T>(
  list: AsyncIterable<Found>,
  items: Entry<T>[],
  limit: number,
  open: Open<T>,
): Promise<boolean> {
  try {
    for await (const found of list) {
      const entry = open(found);
      if (!entry) continue;
      if (items.length === limit) return true;
      items.push(entry);
    }
  } catch (error) {
    // A cursor may lie outside bounds that have moved since: nothing is left between them.
    if (!(error instanceof TypeError && /greater than end/.test(error.message))) throw error;
  }
  return false;
}

/** Reads a whole list in key order, skipping what `open` refuses; a `listed` one is remembered. */
export async function* scan<T>(
  source: Source,
  prefix: Deno.KvKey,
  open: Open<T>,
  listed: boolean,
): AsyncGenerator<Entry<T>> {
  if (isTooLong(prefix)) return;
  const lists = listed && isRemembered(prefix) ? source.lists : null;
  let cursor: string | undefined;
  do {
    let found: readonly Found[];
    [found, cursor] = await chunkOf(source, prefix, lists, cursor);
    for (const each of found) {
      const entry = open(each);
      if (entry) yield entry;
    }
  } while (cursor);
}

async function chunkOf(
  source: Source,
  prefix: Deno.KvKey,
  lists: Lists | null,
  cursor: string | undefined,
): Promise<[found: readonly Found[], cursor: string | undefined]> {
  const known = lists?.get(prefix);
  if (known && !cursor) return [known, undefined];
  const done = cursor ? undefined : lists?.reading(prefix);
  let whole: readonly Found[] | undefined;
  try {
    const list = source.kv.list<unknown>({ prefix }, { limit: chunk, batchSize: chunk, cursor });
    const found = await within(Array.fromAsync(list), source.timeoutMs, "scan");
    if (found.length === chunk) return [found, list.cursor];
    whole = found;
    return [found, undefined];
  } finally {
    done?.(whole);
  }
}

function select(prefix: Deno.KvKey, options: PageOptions, reverse: boolean): Deno.KvListSelector {
  let start = options.from === undefined ? undefined : [...prefix, options.from];
  let end = options.to === undefined ? undefined : [...prefix, options.to];
  if (options.cursor !== undefined) {
    const last = readCursor(prefix, options.cursor);
    if (reverse) end = [...last];
    // The least key after the last one: an empty byte string sorts before every other part.
    else start = [...last, new Uint8Array()];
  }
  if (start && end) return { start, end };
  if (start) return { prefix, start };
  if (end) return { prefix, end };
  return { prefix };
}
