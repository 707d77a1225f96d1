import type { Context } from "./context.ts";
import { readTime } from "./time.ts";

/** Stands in for a time that is missing; no station writes it, as its zone says that none is known (RFC 3339 §4.3). */
export const NO_TIME = "1970-01-01T00:00:00-00:00";

/** Clocks that have not been set since power-up start in 1970 or at the firmware's build (quirk 27). */
const EARLIEST = Date.parse("2010-01-01T00:00:00Z");
/** More than this in the future a clock is plainly wrong. */
const AHEAD_MS = 60_000;

/** The time that a station gave, or that of arrival where it cannot be right; its clock is watched. */
export function toldAt(time: string, { csms, station, receivedAt, finding }: Context): Date {
  const told = readTime(time);
  if (!told || told.getTime() < EARLIEST) {
    if (time !== NO_TIME) {
      finding("clock-unset", "A message carries a time that cannot be; its arrival counts.", time);
    }
    return receivedAt;
  }
  const driftMs = told.getTime() - receivedAt.getTime();
  csms.stations.drift.saw(station, driftMs);
  if (driftMs > AHEAD_MS) {
    finding("clock-ahead", "The station's clock is ahead by more than a minute.", time);
  }
  return told;
}

/** Whether `toldAt` gave the time of arrival in place of the station's own. */
export function isArrival(at: Date, { receivedAt }: Context): boolean {
  return at === receivedAt;
}
