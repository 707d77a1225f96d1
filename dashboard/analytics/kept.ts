import type { Csms } from "../../csms/mod.ts";
import type { AskedPeriod } from "./period.ts";

/** Lists that are kept of one kind, and for how long. */
const MOST = 8;
const KEPT_MS = 600_000;

/** A list as it was at a time, in ms. */
export interface Kept<T> {
  readonly at: number;
  readonly rows: readonly T[];
}

/**
 * A list as it was when its first rows were asked for: the rest of it then fits to them, and is not computed
 * again for each part. `at` says which of those that are kept is meant; without it, or where that one is gone,
 * it is read anew.
 */
export function kept<T>(
  { now }: Pick<Csms, "now">,
  read: (period: AskedPeriod) => Promise<readonly T[]>,
) {
  const lists = new Map<string, Kept<T>>();
  let last = 0;
  return async function listOf(period: AskedPeriod, at?: number): Promise<Kept<T>> {
    const { by: _, ...days } = period;
    const keyOf = (at: number) => JSON.stringify([days, at]);
    const time = () => now().getTime();
    const list = at === undefined ? undefined : lists.get(keyOf(at));
    if (list && time() - list.at < KEPT_MS) {
      // Whoever is read goes last of all.
      lists.delete(keyOf(list.at));
      lists.set(keyOf(list.at), list);
      return list;
    }
    const rows = await read(period);
    // No two are of the same time.
    last = Math.max(time(), last + 1);
    const anew = { at: last, rows };
    lists.set(keyOf(last), anew);
    if (lists.size > MOST) lists.delete(lists.keys().next().value!);
    return anew;
  };
}
