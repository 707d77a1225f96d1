import { daysIn, MOST_DAYS, type Period } from "../../csms/analytics/period.ts";
import { type Day, dayIn, later } from "../../csms/analytics/zone.ts";
import type { Asked } from "../page.tsx";
import { isDay } from "../parts/days.tsx";
import { zoneOf } from "../zone.ts";

/** Days that are drawn one by one; of a longer period its months are. */
const MOST_BARS = 92;

/** What is asked for. */
export interface AskedPeriod extends Period {
  readonly by: "day" | "month";
}

/** The period of an address; the last 30 days where it names none that can be. */
export function periodOf({ context, query, csms }: Asked): AskedPeriod {
  const zone = zoneOf(context);
  const to = isDay(query.to) ? query.to : dayIn(csms.now().getTime(), zone);
  const from = isDay(query.from) && query.from <= to ? query.from : later(to, -29);
  const period = { from, to, zone };
  const days = daysIn(period);
  const by = query.by === "day" || query.by === "month"
    ? query.by
    : days > MOST_BARS
    ? "month"
    : "day";
  return { ...period, by, ...(days > MOST_DAYS ? { from: later(to, 1 - MOST_DAYS) } : {}) };
}

/** Periods up to today that people ask for most. */
export function quickChoices(now: Date, zone: string): { name: string; from: Day; to: Day }[] {
  const to = dayIn(now.getTime(), zone);
  const sinceMonday = (new Date(to).getUTCDay() + 6) % 7;
  const yearAgo = new Date(Date.parse(to));
  yearAgo.setUTCFullYear(yearAgo.getUTCFullYear() - 1);
  const dayOfYearAgo = yearAgo.toISOString().slice(0, 10);
  return [
    { name: "This week", from: later(to, -sinceMonday), to },
    { name: "This month", from: `${to.slice(0, 8)}01`, to },
    { name: "This year", from: `${to.slice(0, 5)}01-01`, to },
    { name: "Last 12 months", from: later(dayOfYearAgo, 1), to },
  ];
}

/** A period as the query of an address. */
export const queryOf = (period: Partial<AskedPeriod>): string =>
  String(new URLSearchParams(period as Record<string, string>));
