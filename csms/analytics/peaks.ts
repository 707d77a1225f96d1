import type { Rollup } from "../model/rollup.ts";

/** More than a plug carries, in W. */
const MOST_W = 10_000_000;

/** The quarter of a day and the power that a transaction drew at most as a slot of `peaks`. */
export const peakSlot = (quarter: number, watts: number): number =>
  quarter * MOST_W + Math.min(watts, MOST_W - 1);

/** The power of a slot of `peaks`, in W. */
export const wattsOf = (slot: number): number => slot % MOST_W;

/** The highest peak of a day's quarters, `to` not among them, in W; 0 where there is none. */
export function peakWithin({ peaks = {} }: Rollup, from: number, to: number): number {
  let highest = 0;
  for (const [slot, count] of Object.entries(peaks)) {
    const quarter = Math.floor(Number(slot) / MOST_W);
    if (count > 0 && from <= quarter && quarter < to) {
      highest = Math.max(highest, wattsOf(Number(slot)));
    }
  }
  return highest;
}
