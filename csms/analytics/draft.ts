import type { Column, Rollup, Slots } from "../model/rollup.ts";
import { wattsOf } from "./peaks.ts";
import type { Step } from "./steps.ts";

/** So many different peaks of one station's day are kept, the highest: a value ends at 64 KiB. */
const MOST_PEAKS = 1_000;

/** A rollup after steps of its own. */
export function stepped(rollup: Rollup, steps: readonly Step[]): Rollup {
  const columns: Partial<Record<Column, Record<number, number>>> = {};
  for (const { column, slot, amount } of steps) {
    const slots = columns[column] ??= { ...rollup[column] };
    slots[slot] = (slots[slot] ?? 0) + amount;
  }
  if (columns.peaks) columns.peaks = highest(columns.peaks);
  return tidy({ ...rollup, ...columns });
}

/** A rollup with one value of it put in its place. */
export function withValue(rollup: Rollup, column: Column, slot: number, value: number): Rollup {
  return tidy({ ...rollup, [column]: { ...rollup[column], [slot]: value } });
}

/** Nothing is left of what has come to 0, so that what was taken back is as if it had never been. */
function tidy(rollup: Rollup): Rollup {
  const columns = Object.entries(rollup as Readonly<Record<string, Slots>>).map(([name, slots]) => {
    const left = Object.entries(slots).filter(([, value]) => value !== 0);
    return [name, Object.fromEntries(left)] as const;
  });
  return Object.fromEntries(columns.filter(([, slots]) => Object.keys(slots).length > 0));
}

function highest(peaks: Record<number, number>): Record<number, number> {
  const slots = Object.keys(peaks).map(Number);
  if (slots.length <= MOST_PEAKS) return peaks;
  slots.sort((a, b) => wattsOf(b) - wattsOf(a));
  return Object.fromEntries(slots.slice(0, MOST_PEAKS).map((slot) => [slot, peaks[slot]!]));
}
