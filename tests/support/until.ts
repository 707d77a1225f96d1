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

/** Asks until what it is told holds, and gives that; a condition that never holds ends with the last answer. */
export async function eventually<T>(
  ask: () => Promise<T>,
  holds: (told: T) => boolean,
): Promise<T> {
  const until = performance.now() + 5_000;
  for (;;) {
    const told = await ask();
    if (holds(told) || performance.now() > until) return told;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
