import type { Store } from "../../kv/mod.ts";

/** Numbers taken from the counter at once; those unused at a stop are skipped. */
const BLOCK = 100;
/** A 1.6 transaction id is a signed 32-bit integer for many stations; 0 they take for none (quirk 34). */
const HIGHEST = 2 ** 31 - 1;

/**
 * Hands out numbers of one kind: positive, ascending, unique over all instances on one store. Some are skipped:
 * the rest of a block at a stop, and those of work that ran again on fresh values.
 */
export function numbers(store: Store, kind: "transaction" | "remoteStart"): () => Promise<number> {
  let next = 1;
  let last = 0;
  let refill: Promise<void> | undefined;

  async function take(): Promise<void> {
    const first = await store.apply(async (change) => {
      const counter = await store.counters.get(kind);
      const start = counter ? counter.value + 1 : 1;
      const first = start + BLOCK > HIGHEST ? 1 : start;
      if (counter) store.counters.replace(change, counter, first + BLOCK - 1);
      else store.counters.create(change, [kind], first + BLOCK - 1);
      return first;
    });
    next = first;
    last = first + BLOCK - 1;
  }

  return async () => {
    while (next > last) await (refill ??= take().finally(() => refill = undefined));
    return next++;
  };
}

export type NextNumber = ReturnType<typeof numbers>;
