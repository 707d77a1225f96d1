import type { Span } from "../model/rollup.ts";
import { dayOf, firstDay, monthOf, quarterOf, QUARTERS, yearOf } from "./quarter.ts";

/** Slots of one rollup: those from `from` up to `to`, which is not among them. */
export interface Piece {
  readonly of: Span;
  /** The day since 1970, or the month or the year since the year 0. */
  readonly span: number;
  readonly from: number;
  readonly to: number;
}

/** The time between two beginnings of quarters in as few rollups as it takes: at most two days and two months. */
export function* cover(start: number, end: number): Generator<Piece> {
  const until = quarterOf(end);
  const lastDay = dayOf(until).day;
  const lastMonth = monthOf(lastDay).month;
  for (let at = quarterOf(start); at < until;) {
    const { day, slot } = dayOf(at);
    const { month, date } = monthOf(day);
    if (slot > 0 || day === lastDay) {
      const next = Math.min(until, (day + 1) * QUARTERS);
      yield { of: "day", span: day, from: slot, to: slot + next - at };
      at = next;
    } else if (date > 1 || month === lastMonth) {
      const next = Math.min(lastDay, firstDay(month + 1));
      yield { of: "month", span: month, from: date, to: date + next - day };
      at = next * QUARTERS;
    } else {
      const { year, place } = yearOf(month);
      const next = Math.min(lastMonth, (year + 1) * 12);
      yield { of: "year", span: year, from: place, to: place + next - month };
      at = firstDay(next) * QUARTERS;
    }
  }
}
