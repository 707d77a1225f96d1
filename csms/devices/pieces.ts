import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";

/** Something to be written, on the change that it is given. */
export type Deferred = (change: Change) => Promise<void>;

/** Pieces of work in one change; a commit ends at 1000 mutations. */
const AT_ONCE = 100;

/** Writes more than one change can hold: all but the last of it at once, the last with `change`. */
export async function writtenInPieces(
  store: Store,
  change: Change,
  work: readonly Deferred[],
): Promise<void> {
  const run = async (change: Change, part: readonly Deferred[]) => {
    for (const piece of part) await piece(change);
  };
  const rest = work.length % AT_ONCE || Math.min(work.length, AT_ONCE);
  for (let from = 0; from < work.length - rest; from += AT_ONCE) {
    await store.apply((change) => run(change, work.slice(from, from + AT_ONCE)));
  }
  await run(change, work.slice(work.length - rest));
}
