import type { Event } from "../csms/events.ts";
import type { Item } from "./batch.ts";
import type { Cache } from "./cache.ts";
import { ChangeRefused } from "./errors.ts";
import type { Journal } from "./journal.ts";
import type { MessageLog } from "./message_log.ts";

/** A change that can be sent: its events and frames have their ids. */
export interface Ready extends Item {
  events: readonly Event[];
  checks: readonly Deno.AtomicCheck[];
}

/** A batch as one atomic commit, with its records of the journal and the log; throws ChangeRefused. */
export function atomicOf(kv: Deno.Kv, batch: readonly Ready[], { cache, journal, messages }: {
  cache: Cache | null;
  journal: Journal;
  messages: MessageLog;
}): Deno.AtomicOperation {
  const atomic = kv.atomic();
  const made = new Set<string>();
  try {
    for (const { checks, checked, change } of batch) {
      checks.forEach((check, i) => {
        // Nobody else writes where there is a cache, so that what it knows need not be asked.
        if (cache?.holds(checked[i]!, check.versionstamp)) return;
        const text = `${check.versionstamp} ${checked[i]}`;
        if (made.has(text)) return;
        made.add(text);
        atomic.check(check);
      });
      for (const mutation of change.mutations) atomic.mutate(mutation);
    }
    for (const record of journal.records(batch)) atomic.mutate(record);
    for (const record of messages.records(batch)) atomic.mutate(record);
  } catch (cause) {
    // A value that cannot be cloned, or too deep: thrown before anything is sent.
    throw new ChangeRefused("cannot be serialised", { cause });
  }
  return atomic;
}

/** Whether a change has events or frames. */
export function needsIds({ change }: Ready): boolean {
  return change.events.length + change.messages.length > 0;
}

/** The keys that a batch writes. */
export function keysOf(batch: readonly Ready[]): Deno.KvKey[] {
  return batch.flatMap(({ change }) => change.mutations.map(({ key }) => key));
}
