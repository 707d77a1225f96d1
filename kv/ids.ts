import { decodeTime, monotonicFactory } from "ulid";
import type { Envelope } from "./envelope.ts";

/** Gives ulids that ascend, across restarts too. */
export interface Ids {
  /** Must have resolved before the first `next`. */
  ready(): Promise<void>;
  next(): string;
}

/** Opens the ids of a store, above the last that stands in each of these collections, and the one under `mark`. */
export function ids(
  kv: Deno.Kv,
  now: () => Date,
  names: readonly string[],
  mark: Deno.KvKey,
): Ids {
  // Ids are unique, no secret: without the cryptographic source they cost a third.
  const next = monotonicFactory(Math.random);
  let seeded: Promise<void> | undefined;

  /** A clock set back while we were down must not give ids below those that readers have seen. */
  async function seed(): Promise<void> {
    let latest = 0;
    for (const name of names) {
      for await (const { key } of kv.list({ prefix: [name] }, { reverse: true, limit: 1 })) {
        latest = Math.max(latest, decodeTime(key[1] as string) + 1);
      }
    }
    const { value } = await kv.get<Envelope<string>>(mark);
    if (value) latest = Math.max(latest, decodeTime(value.value) + 1);
    if (latest > 0) next(latest);
  }

  return {
    ready() {
      seeded ??= seed().catch((error) => {
        seeded = undefined;
        throw error;
      });
      return seeded;
    },
    next: () => next(now().getTime()),
  };
}
