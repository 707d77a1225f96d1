import { type Clock, systemClock } from "../csms/clock.ts";

/** A clock that starts now and runs `factor` times as fast, so that a night's charge takes minutes. */
export function scaledClock(factor: number, real: Clock = systemClock): Clock {
  const start = real.now().getTime();
  return {
    now: () => new Date(start + (real.now().getTime() - start) * factor),
    after: (ms, task) => real.after(ms / factor, task),
  };
}
