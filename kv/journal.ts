import type { Event } from "../csms/events.ts";
import { sealed } from "./envelope.ts";
import type { Ids } from "./ids.ts";
import { parts } from "./parts.ts";

/** The name of its collection. */
export const journalName = "journal";

/** Gives events their time and their ids, which ascend across restarts too. */
export interface Journal {
  stamp(event: Event): Event;
  /** Telemetry has a time but no id. */
  time(event: Event): Event;
  /** The records of what a batch tells, each under the id of its last event: a key costs more than what it holds. */
  records(batch: readonly Told[]): Deno.KvMutation[];
}

/** The stamped events of one change, with the bytes of each. */
interface Told {
  readonly events: readonly Event[];
  readonly eventBytes: readonly number[];
}

/** Opens the journal of a store; events are kept for `days`. */
export function journal(ids: Ids, now: () => Date, days: number): Journal {
  let latest = { ms: NaN, text: "" };
  /** The time as text, made once for all that happens in one millisecond. */
  function at(): string {
    const time = now();
    if (time.getTime() !== latest.ms) latest = { ms: time.getTime(), text: time.toISOString() };
    return latest.text;
  }

  const time = (event: Event): Event => event.at === "" ? { ...event, at: at() } : event;

  return {
    stamp: (event) => ({ id: ids.next(), ...time(event) }),
    time,
    records(batch) {
      const at = now().getTime();
      const bytes = batch.flatMap(({ eventBytes }) => eventBytes);
      return parts(batch.flatMap(({ events }) => events), (_, i) => bytes[i]!).map((events) =>
        sealed([journalName, events.at(-1)!.id!], events, at + days * 86_400_000, at)
      );
    },
  };
}
