import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";
import { counting } from "./outbox.ts";

const log = getLogger(["kvolt", "analytics"]);
/** Transactions looked at in one commit; each that is counted is a check, of which KV Connect takes ten. */
const AT_ONCE = { exclusive: 90, shared: 8 };
/** What stands for the end of the list. */
const DONE = { done: true };

/**
 * Counts the transactions that ended before there were rollups, in the background. What is counted says so
 * itself, so that it may be cut short anywhere, and goes on from its last commit.
 */
export async function backfill({ store, settle, signal }: {
  store: Store;
  settle: () => Promise<void>;
  signal: AbortSignal;
}): Promise<void> {
  const counted = counting(store);
  let total = 0;

  /** Counts some; how many, and whether there is more. */
  const some = (): Promise<{ count: number; more: boolean }> =>
    store.apply(async (change) => {
      const at = await store.meta.get("backfill");
      if (typeof at?.value === "object") return { count: 0, more: false };
      const cursor = at?.value as string | undefined;
      const limit = store.exclusive ? AT_ONCE.exclusive : AT_ONCE.shared;
      const options = { limit, reverse: false, ...(cursor ? { cursor } : {}) };
      const { items, next } = await store.transactions.page([], options);
      const missing = items.filter(({ value }) => value.state === "closed" && !value.counted);
      for (const entry of missing) {
        store.transactions.replace(change, entry, counted(change, undefined, entry.value));
      }
      if (at) store.meta.replace(change, at, next ?? DONE);
      else store.meta.create(change, ["backfill"], next ?? DONE);
      return { count: missing.length, more: next !== null };
    });

  while (!signal.aborted) {
    const { count, more } = await some();
    total += count;
    await settle();
    if (!more) break;
  }
  if (total > 0) log.info("{total} transactions of before were counted", { total });
}
