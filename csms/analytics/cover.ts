import { dayOf, monthOf, quarterOf, QUARTERS } from "./quarter.ts";

/** Slots of one rollup: those from `from` up to `to`, which is not among them. */
export interface Piece {
  readonly of: "day" | "month";
  /** The day since 1970, or the month since the year 0. */
  readonly span: number;
  readonly from: number;
  readonly to: number;
}

/** The time between two quarters' beginnings in as few rollups as it takes: at most two days are read in parts. */
export function cover(start: number, end: number): Piece[] {
  const [first, last] = [dayOf(quarterOf(start)), dayOf(quarterOf(end))];
  if (quarterOf(start) >= quarterOf(end)) return [];
  if (first.day === last.day) {
    return [{ of: "day", span: first.day, from: first.slot, to: last.slot }];
  }
  const pieces: Piece[] = [];
  let day = first.day;
  if (first.slot > 0) pieces.push({ of: "day", span: day++, from: first.slot, to: QUARTERS });
  while (day < last.day) {
    const { month, date } = monthOf(day);
    const next = Math.min(last.day, firstDay(month + 1));
    pieces.push({ of: "month", span: month, from: date, to: date + next - day });
    day = next;
  }
  if (last.slot > 0) pieces.push({ of: "day", span: last.day, from: 0, to: last.slot });
  return pieces;
}

/** The first day of a month, counted since 1970. */
function firstDay(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12) / 86_400_000;
}
