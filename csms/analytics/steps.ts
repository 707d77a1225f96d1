import type { Column, RollupKind, Span, Tally, TallyChange } from "../model/rollup.ts";
import { peakSlot } from "./peaks.ts";
import { dayOf, monthOf, quarterOf, yearOf } from "./quarter.ts";
import { partsOf, subjectsOf } from "./tally.ts";

/** Which rollup: of a day counted since 1970, of a month or a year counted since the year 0. */
export type RollupId = [kind: RollupKind, span: number, name: string];

/** One number that one rollup has to take. */
export interface Step {
  readonly of: Span;
  readonly id: RollupId;
  readonly column: Column;
  readonly slot: number;
  readonly amount: number;
}

/** All that a change does to rollups; the order in which changes are made is of no matter. */
function* stepsOf({ minus, plus }: TallyChange): Generator<Step> {
  if (minus) yield* stepsFor(minus, -1);
  if (plus) yield* stepsFor(plus, 1);
}

function* stepsFor(tally: Tally, sign: 1 | -1): Generator<Step> {
  const subjects = subjectsOf(tally);
  for (const [quarter, column, unsigned] of partsOf(tally)) {
    const amount = sign * unsigned;
    const { day, slot } = dayOf(quarter);
    const { month, date } = monthOf(day);
    const { year, place } = yearOf(month);
    for (const [kind, name] of subjects) {
      yield { of: "day", id: [kind, day, name], column, slot, amount };
      yield { of: "month", id: [kind, month, name], column, slot: date, amount };
      yield { of: "year", id: [kind, year, name], column, slot: place, amount };
    }
  }
  if (tally.peakW === 0) return;
  const { day, slot } = dayOf(quarterOf(tally.to));
  const id: RollupId = ["station", day, tally.station];
  yield { of: "day", id, column: "peaks", slot: peakSlot(slot, tally.peakW), amount: sign };
}

/** Names a rollup as a string; what may hold a blank stands last. */
const nameOf = ({ of, id: [kind, span, name] }: Step): string => `${of} ${kind} ${span} ${name}`;

/**
 * The steps of changes by the rollup they are of: as many whole changes as touch so many of them and, with what
 * they touch, come to so many keys; one at least.
 */
export function planned<E extends { readonly value: TallyChange }>(
  entries: readonly E[],
  most: { readonly rollups: number; readonly keys: number },
): { taken: readonly E[]; rollups: readonly (readonly Step[])[] } {
  const rollups = new Map<string, Step[]>();
  const taken: E[] = [];
  for (const entry of entries) {
    const own = Map.groupBy(stepsOf(entry.value), nameOf);
    const more = [...own.keys()].filter((key) => !rollups.has(key)).length;
    const size = rollups.size + more;
    const fits = size <= most.rollups && size + taken.length < most.keys;
    if (taken.length > 0 && !fits) break;
    for (const [key, steps] of own) {
      const earlier = rollups.get(key);
      if (earlier) earlier.push(...steps);
      else rollups.set(key, steps);
    }
    taken.push(entry);
  }
  return { taken, rollups: [...rollups.values()] };
}
