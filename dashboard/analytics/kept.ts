import type { Csms } from "../../csms/mod.ts";
import type { AskedPeriod } from "./period.ts";

/** Lists that are kept of one kind, and for how long. */
const MOST = 4;
const KEPT_MS = 600_000;

interface Kept<T> {
  readonly at: number;
  readonly rows: Promise<readonly T[]>;
}

/**
 * A list as it was when its first rows were asked for: the rest of it then fits to them, and is not computed
 * again for each part.
 */
export function kept<T>(
  { now }: Pick<Csms, "now">,
  read: (period: AskedPeriod) => Promise<readonly T[]>,
) {
  const lists = new Map<string, Kept<T>>();
  return function rowsOf(period: AskedPeriod, from: number): Promise<readonly T[]> {
    const { by: _, ...days } = period;
    const key = JSON.stringify(days);
    const at = now().getTime();
    const list = lists.get(key);
    if (from > 0 && list && at - list.at < KEPT_MS) return list.rows;
    const rows = read(period);
    lists.delete(key);
    lists.set(key, { at, rows });
    rows.catch(() => lists.delete(key));
    if (lists.size > MOST) lists.delete(lists.keys().next().value!);
    return rows;
  };
}
