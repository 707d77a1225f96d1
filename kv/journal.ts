import { decodeTime, monotonicFactory } from "ulid";
import type { Event } from "../csms/events.ts";
import { sealed } from "./envelope.ts";

const name = "journal";

/** Gives events their time and their ids, which ascend across restarts too. */
export interface Journal {
  /** Must have resolved before the first `stamp`. */
  ready(): Promise<void>;
  stamp(event: Event): Event;
  /** Telemetry has a time but no id. */
  time(event: Event): Event;
  write(event: Event): Deno.KvMutation;
}

/** Opens the journal of a store; events are kept for `days`. */
export function journal(kv: Deno.Kv, now: () => Date, days: number): Journal {
  const next = monotonicFactory();
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
    write(event) {
      const at = now().getTime();
      return sealed([name, event.id!], event, at + days * 86_400_000, at);
    },
  };
}
