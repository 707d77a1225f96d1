import type { Event } from "../../csms/events.ts";
import type { Csms } from "../../csms/mod.ts";

/** Resolves with the first event from now on that is meant; ask for it before what makes it happen. */
export function happens(csms: Csms, meant: (event: Event) => boolean): Promise<Event> {
  return new Promise((resolve) => {
    const end = csms.journal.subscribe((event) => {
      if (!meant(event)) return;
      end();
      resolve(event);
    });
  });
}

/** Tries again until `check` no longer throws, for what happens after an answer; 30 s at most. */
export async function soon<T>(check: () => T | Promise<T>): Promise<T> {
  const end = performance.now() + 30_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      const { promise, resolve } = Promise.withResolvers<void>();
      setTimeout(resolve, 2);
      await promise;
    }
  }
}
