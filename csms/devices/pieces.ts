import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";

/** Something to be written, on the change that it is given. */
export type Deferred = (change: Change) => Promise<void>;

/** Pieces of work in one change, each with a check perhaps; KV Connect takes ten of those, SQLite a hundred. */
const atOnce = ({ exclusive }: Store): number => exclusive ? 50 : 5;

/** Writes more than one change can hold: all but the last of it at once, the last with `change`. */
export async function writtenInPieces(
  store: Store,
  change: Change,
  work: readonly Deferred[],
): Promise<void> {
  const run = async (change: Change, part: readonly Deferred[]) => {
    for (const piece of part) await piece(change);
  };
  const most = atOnce(store);
  const rest = work.length % most || Math.min(work.length, most);
  for (let from = 0; from < work.length - rest; from += most) {
    await store.apply((change) => run(change, work.slice(from, from + most)));
  }
  await run(change, work.slice(work.length - rest));
}
