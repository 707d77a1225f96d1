import type { Clock } from "./clock.ts";

const DAY_MS = 86_400_000;

/** The time, in ms, at which something kept for so many days is forgotten. */
export function expiry(clock: Clock, days: number): number {
  return clock.now().getTime() + days * DAY_MS;
}
