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
