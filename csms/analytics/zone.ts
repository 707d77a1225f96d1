import { QUARTER_MS } from "../tariffs/local_time.ts";

/** A day of a calendar, `YYYY-MM-DD`. */
export type Day = string;

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether a zone is known, by its IANA name. */
export function isZone(timeZone: string): boolean {
  try {
    return formatOf(timeZone) !== undefined;
  } catch {
    return false;
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    const two = "2-digit";
    const parts = { year: "numeric", month: two, day: two, hour: two, minute: two } as const;
    format = new Intl.DateTimeFormat("en-GB", { ...parts, timeZone, hourCycle: "h23" });
    formats.set(timeZone, format);
  }
  return format;
}

/** What clocks in a zone show, as if that were UTC, to the minute. */
function shownAt(ms: number, timeZone: string): number {
  const of: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(ms)) of[type] = Number(value);
  return Date.UTC(of.year!, of.month! - 1, of.day!, of.hour!, of.minute!);
}

/** The day that a calendar in a zone shows. */
export function dayIn(ms: number, timeZone: string): Day {
  return new Date(shownAt(ms, timeZone)).toISOString().slice(0, 10);
}

/** The day so many days later. */
export function later(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** When a day begins in a zone, in ms: mostly at 00:00, which some turns of the clock leave out or show twice. */
export function startOfDay(day: Day, timeZone: string): number {
  const midnight = Date.parse(day);
  const offsets = [-DAY_MS, DAY_MS].map((ms) => shownAt(midnight + ms, timeZone) - midnight - ms);
  const [before, after] = offsets as [number, number];
  let at = midnight - Math.max(before, after);
  // Zones turn at multiples of a quarter of an hour.
  if (before !== after) { while (shownAt(at, timeZone) < midnight) at += QUARTER_MS; }
  return at;
}
