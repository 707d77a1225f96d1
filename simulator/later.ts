import type { Clock } from "../csms/clock.ts";

/** As far as setTimeout sees: it counts in 31 bits. */
const FARTHEST = 2_000_000_000;

/** Runs a task at a time, however far; at once where that is over. Returns what calls it off. */
export function later(clock: Clock, at: string, task: () => void): () => void {
  const left = Math.max(0, Date.parse(at) - clock.now().getTime());
  let cancel = clock.after(Math.min(left, FARTHEST), () => {
    if (left <= FARTHEST) return task();
    cancel = later(clock, at, task);
  });
  return () => cancel();
}
