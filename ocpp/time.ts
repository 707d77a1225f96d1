import { z } from "zod";

const strict =
  /^(\d{4})-(\d\d)-(\d\d)t(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** An RFC 3339 date-time with its zone; a leap second at 23:59:60 is one, in whatever zone. */
export const timestamp = z.string().check(({ value, issues }) => {
  if (isTimestamp(value)) return;
  issues.push({ code: "invalid_format", format: "datetime", input: value });
}).meta({ format: "date-time" });

/** What nearly everybody writes, the last days of months apart: read at once, since each answer has one. */
const plain =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;

function isTimestamp(value: string): boolean {
  if (plain.test(value)) return true;
  const match = strict.exec(value);
  if (!match) return false;
  const [, year, month, day, hour, minute, second] = match;
  return isDay(Number(year), Number(month), Number(day)) &&
    isClock(Number(hour), Number(minute), Number(second));
}

type Six = [number, number, number, number, number, number];

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  if (day <= 28) return true;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const short = month === 4 || month === 6 || month === 9 || month === 11;
  return day <= (month === 2 ? (leap ? 29 : 28) : short ? 30 : 31);
}

function isClock(hour: number, minute: number, second: number): boolean {
  if (second === 60) return hour === 23 && minute === 59;
  return hour <= 23 && minute <= 59 && second <= 59;
}

/**
 * The one form of time that every station reads: UTC in whole seconds, `2024-05-01T12:00:00Z`.
 * Throws RangeError for a date that is none or lies outside the years 0 to 9999.
 */
export function wireTime(date: Date): string {
  const second = Math.floor(date.getTime() / 1000);
  if (second === latest.second) return latest.text;
  const iso = Number.isNaN(second) ? "Invalid Date" : date.toISOString();
  if (iso.length !== 24) throw new RangeError(`no time of the years 0 to 9999: ${iso}`);
  latest = { second, text: `${iso.slice(0, 19)}Z` };
  return latest.text;
}

/** Heartbeats of many stations are answered in the same second. */
let latest = { second: NaN, text: "" };

const written =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:t|\s+)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s*(z|utc|gmt|[+-]\d{1,2}(?::?\d\d)?)?$/i;
const epoch = /^\d+(?:\.\d+)?$/;
/** What nearly every station writes, and the engine reads by itself. */
const usual = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;

/**
 * The time that a station meant: no zone is UTC, a bare number is seconds or milliseconds since 1970.
 * `undefined` where nothing plain can be read; never throws.
 */
export function readTime(text: unknown): Date | undefined {
  if (typeof text === "number") return readEpoch(text);
  if (typeof text !== "string") return undefined;
  if (usual.test(text)) {
    const date = new Date(text);
    // The engine takes 30 February for 1 March; 24:00 and leap seconds are read below.
    if (date.getUTCDate() === Number(text.slice(8, 10))) return date;
  }
  const value = text.trim();
  if (epoch.test(value)) return readEpoch(Number(value));
  const match = written.exec(value);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) =>
    Number(part ?? 0)
  ) as Six;
  const midnight = hour === 24 && minute === 0 && second === 0;
  const clock = isClock(hour, minute, second === 60 ? 59 : second);
  if (!isDay(year, month, day) || !(midnight || clock)) return undefined;
  const zone = readZone(match[8]);
  // A date followed by an offset is no form of ISO 8601, and could as well be a range.
  if (zone === undefined || (match[4] === undefined && zone !== 0)) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(
    hour,
    minute - zone,
    second,
    Number((match[7] ?? "").slice(0, 3).padEnd(3, "0")),
  );
  return date;
}

/** Minutes east of UTC. */
function readZone(zone: string | undefined): number | undefined {
  const match = /^([+-])(\d{1,2})(?::?(\d\d))?$/.exec(zone ?? "");
  if (!match) return 0;
  const [hours, minutes] = [Number(match[2]), Number(match[3] ?? 0)];
  if (hours > 23 || minutes > 59) return undefined;
  return (match[1] === "-" ? -1 : 1) * (hours * 60 + minutes);
}

/** Seconds from 1973 on, milliseconds likewise; less is an uptime or a date without dashes. */
function readEpoch(value: number): Date | undefined {
  if (value >= 1e8 && value < 1e11) return new Date(Math.round(value * 1000));
  if (value >= 1e11 && value < 1e14) return new Date(Math.round(value));
  return undefined;
}
