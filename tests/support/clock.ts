import type { Clock } from "../../csms/clock.ts";

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves time on by `ms`, running what falls due, in order. */
  advance(ms: number): void;
}

export function fakeClock(start = "2026-01-01T00:00:00Z"): FakeClock {
  let now = Date.parse(start);
  let nextId = 0;
  const timers = new Map<number, { at: number; task: () => void }>();
  const due = (until: number) =>
    [...timers].filter(([, timer]) => timer.at <= until)
      .sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
  return {
    now: () => new Date(now),
    after(ms, task) {
      const id = nextId++;
      timers.set(id, { at: now + ms, task });
      return () => timers.delete(id);
    },
    advance(ms) {
      const until = now + ms;
      for (let next = due(until); next; next = due(until)) {
        timers.delete(next[0]);
        now = next[1].at;
        next[1].task();
      }
      now = until;
    },
  };
}
