import type { Rotation } from "../model/identity.ts";

/** The clocks of instances differ by less. */
const SKEW_MS = 5 * 60_000;

/** Whether the hour in which a station may show either key is not over; a clock that went back gives no longer one. */
export function isGraceful(
  { startedAt, until }: Pick<Rotation, "startedAt" | "until">,
  now: Date,
): boolean {
  const time = now.getTime();
  return time < Date.parse(until) && time >= Date.parse(startedAt) - SKEW_MS;
}
