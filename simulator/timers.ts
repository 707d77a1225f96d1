import type { Clock } from "../csms/clock.ts";

/** A clock whose pending tasks can all be cancelled at once, when the power goes. */
export interface Timers extends Clock {
  cancelAll(): void;
}

/** Remembers what was scheduled on `clock`. */
export function timers(clock: Clock): Timers {
  const pending = new Set<() => void>();
  return {
    now: () => clock.now(),
    after(ms, task) {
      const cancel = clock.after(ms, () => {
        pending.delete(cancel);
        task();
      });
      pending.add(cancel);
      return () => {
        pending.delete(cancel);
        cancel();
      };
    },
    cancelAll() {
      for (const cancel of pending) cancel();
      pending.clear();
    },
  };
}
