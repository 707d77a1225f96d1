import { type Day, later, startOfDay } from "./zone.ts";

/** The days from one to another, both of them in it, as a zone has them. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
  readonly zone: string;
}

/** The longest period that may be asked for, in days: ten years. */
export const MOST_DAYS = 3_653;

/** How many days a period has; less than one where it ends before it begins. */
export function daysIn({ from, to }: Period): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

/** When a period begins and when it is over, in ms. */
export function boundsOf({ from, to, zone }: Period): { start: number; end: number } {
  return { start: startOfDay(from, zone), end: startOfDay(later(to, 1), zone) };
}

/** One step of a series: its name, and when it begins and is over, in ms. */
export interface Bin {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A period in its days, or in its months, of which the first and the last may be parts. */
export function binsOf({ from, to, zone }: Period, by: "day" | "month"): Bin[] {
  const bins: Bin[] = [];
  let start = startOfDay(from, zone);
  for (let day = from; day <= to; day = later(day, 1)) {
    const end = startOfDay(later(day, 1), zone);
    const name = by === "day" ? day : day.slice(0, 7);
    const last = bins.at(-1);
    if (last?.name === name) bins[bins.length - 1] = { ...last, end };
    else bins.push({ name, start, end });
    start = end;
  }
  return bins;
}
