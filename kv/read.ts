import { within } from "./deadline.ts";
import { isTooLong } from "./key.ts";
import type { Source } from "./source.ts";

type Found = Deno.KvEntryMaybe<unknown>;

/** The most keys that Deno KV reads in one call. */
const batch = 10;

/** Reads one key from the store; the cache remembers it where the collection is cached and there is one. */
export async function readOne(source: Source, key: Deno.KvKey, cached: boolean): Promise<Found> {
  // A station may ask for an id of any length: nothing stands there, and asking would throw.
  if (isTooLong(key)) return nothing(key);
  const done = cached ? source.cache?.reading(key) : undefined;
  let found: Found | undefined;
  try {
    found = await within(source.kv.get(key), source.timeoutMs, "read");
    return found;
  } finally {
    done?.(found);
  }
}

/** Reads any number of keys, ten in a call. */
export async function readMany(
  source: Source,
  keys: readonly Deno.KvKey[],
  cached: boolean,
): Promise<Found[]> {
  const results: Found[] = [];
  const missing: number[] = [];
  keys.forEach((key, index) => {
    const known = cached ? source.cache?.get(key) : undefined;
    if (known) results[index] = known;
    else if (isTooLong(key)) results[index] = nothing(key);
    else missing.push(index);
  });
  const calls: Promise<void>[] = [];
  for (let i = 0; i < missing.length; i += batch) {
    calls.push(fill(source, keys, missing.slice(i, i + batch), cached, results));
  }
  await Promise.all(calls);
  return results;
}

async function fill(
  source: Source,
  keys: readonly Deno.KvKey[],
  indices: readonly number[],
  cached: boolean,
  results: Found[],
): Promise<void> {
  const wanted = indices.map((index) => keys[index]!);
  const done = cached ? wanted.map((key) => source.cache?.reading(key)) : [];
  let found: Found[] = [];
  try {
    found = await within(source.kv.getMany<unknown[]>(wanted), source.timeoutMs, "read");
    indices.forEach((index, i) => results[index] = found[i]!);
  } finally {
    done.forEach((finish, i) => finish?.(found[i]));
  }
}

function nothing(key: Deno.KvKey): Found {
  return { key, value: null, versionstamp: null };
}
