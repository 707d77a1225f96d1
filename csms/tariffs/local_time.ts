import type { Weekday } from "../model/tariff.ts";

/** Zones differ from UTC, and change that, at multiples of a quarter of an hour. */
export const QUARTER_MS = 15 * 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    const parts = { weekday: "short", hour: "2-digit", minute: "2-digit" } as const;
    format = new Intl.DateTimeFormat("en-GB", { ...parts, timeZone, hourCycle: "h23" });
    formats.set(timeZone, format);
  }
  return format;
}

/** The weekday and the minute of the day that clocks show in a zone; throws RangeError on an unknown one. */
export function localTime(ms: number, timeZone: string): { day: Weekday; minute: number } {
  const parts = formatOf(timeZone).formatToParts(ms);
  const part = (type: string) => parts.find((part) => part.type === type)!.value;
  return {
    day: part("weekday") as Weekday,
    minute: Number(part("hour")) * 60 + Number(part("minute")),
  };
}

/** `HH:MM` as the minute of the day; 24:00 is its end. */
export function minuteOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return hours! * 60 + minutes!;
}
