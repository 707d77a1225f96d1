import type { Measure, Reliability } from "../model/reliability.ts";

/** One value of each measure that there is one of. */
export type Measured = Readonly<Partial<Record<Measure, number>>>;

/** Two values of one measure as one. */
function both(measure: Measure, one: number, other: number): number {
  if (measure === "silenceMs" || measure === "driftMaxMs") return Math.max(one, other);
  if (measure === "driftMinMs") return Math.min(one, other);
  return one + other;
}

/** Adds values to those that were measured before. */
export function added(before: Measured, more: Measured): Measured {
  const sum: Partial<Record<Measure, number>> = { ...before };
  for (const measure in more) add(sum, measure as Measure, more[measure as Measure]!);
  return sum;
}

function add(sum: Partial<Record<Measure, number>>, measure: Measure, value: number): void {
  const known = sum[measure];
  sum[measure] = known === undefined ? value : both(measure, known, value);
}

/** What slots from `from` up to `to`, which is not among them, have together. */
export function within(kept: Reliability, from: number, to: number): Measured {
  const sum: Partial<Record<Measure, number>> = {};
  for (const name in kept) {
    const measure = name as Measure;
    const slots = kept[measure]!;
    for (const slot in slots) {
      const at = Number(slot);
      if (from <= at && at < to) add(sum, measure, slots[at]!);
    }
  }
  return sum;
}

/** What is kept, with more in one slot. */
export function keptWith(kept: Reliability, slot: number, more: Measured): Reliability {
  const all = added(within(kept, slot, slot + 1), more);
  const columns = Object.entries(all).map(([measure, value]) =>
    [measure, { ...kept[measure as Measure], [slot]: value }] as const
  );
  return { ...kept, ...Object.fromEntries(columns) };
}
