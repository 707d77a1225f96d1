import { type Clock, systemClock } from "../../csms/clock.ts";

/** A clock that runs as that of the machine does, from another time on, and can be moved ahead. */
export interface MovedClock extends Clock {
  /** Moves it to a time that is to come (ms since 1970); what waits goes on waiting. */
  moveTo(ms: number): void;
}

export function movedClock(start: number): MovedClock {
  let ahead = start - Date.now();
  const now = () => Date.now() + ahead;
  return {
    now: () => new Date(now()),
    after: systemClock.after,
    moveTo: (ms) => ahead += Math.max(0, ms - now()),
  };
}
