import { decodeTime, monotonicFactory } from "ulid";
import type { Event } from "../csms/events.ts";
import { sealed } from "./envelope.ts";

const name = "journal";
/** Bytes of the events in one record, counted as if a character took one: two may be needed, and a value ends at 64 KiB. */
const recordBytes = 30_000;

/** Gives events their time and their ids, which ascend across restarts too. */
export interface Journal {
  /** Must have resolved before the first `stamp`. */
  ready(): Promise<void>;
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
export function journal(kv: Deno.Kv, now: () => Date, days: number): Journal {
  // Ids are unique, no secret: without the cryptographic source they cost a third.
  const next = monotonicFactory(Math.random);
  let seeded: Promise<void> | undefined;

  /** A clock set back while we were down must not give ids below those that readers have seen. */
  async function seed(): Promise<void> {
    for await (const { key } of kv.list({ prefix: [name] }, { reverse: true, limit: 1 })) {
      next(decodeTime(key[1] as string) + 1);
    }
  }

  let latest = { ms: NaN, text: "" };
  /** The time as text, made once for all that happens in one millisecond. */
  function at(): string {
    const time = now();
    if (time.getTime() !== latest.ms) latest = { ms: time.getTime(), text: time.toISOString() };
    return latest.text;
  }

  const time = (event: Event): Event => event.at === "" ? { ...event, at: at() } : event;

  return {
    ready() {
      seeded ??= seed().catch((error) => {
        seeded = undefined;
        throw error;
      });
      return seeded;
    },
    stamp: (event) => ({ id: next(now().getTime()), ...time(event) }),
    time,
    records(batch) {
      const at = now().getTime();
      return parts(batch).map((events) =>
        sealed([name, events.at(-1)!.id!], events, at + days * 86_400_000, at)
      );
    },
  };
}

/** The events of a batch in their order, cut where a record is full. */
function parts(batch: readonly Told[]): Event[][] {
  const found: Event[][] = [];
  let bytes = Infinity;
  for (const { events, eventBytes } of batch) {
    events.forEach((event, i) => {
      bytes += eventBytes[i]!;
      if (bytes > recordBytes) {
        bytes = eventBytes[i]!;
        found.push([]);
      }
      found.at(-1)!.push(event);
    });
  }
  return found;
}
