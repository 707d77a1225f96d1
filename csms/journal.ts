import { getLogger } from "@logtape/logtape";
import type { Page } from "../kv/collection.ts";
import type { Store } from "../kv/mod.ts";
import type { Event } from "./events.ts";

const log = getLogger(["kvolt", "journal"]);
/** Events that one listener may be behind; the oldest is dropped beyond that. */
const BEHIND = 1_000;
/** Records read at once; each has the events of one commit. */
const RECORDS = 10;

/** Where one listener stands: an endless series of events, until it is returned or aborted. */
interface Listening extends AsyncIterable<Event> {
  /** Events that were dropped because the listener did not keep up. */
  readonly dropped: number;
}

/**
 * Everything that happens: facts replayed from a cursor and then live, telemetry live only. A slow
 * listener loses its oldest events and holds up nobody.
 */
export function journal(store: Store) {
  const listeners = new Set<(event: Event) => void>();
  store.onCommitted((events) => {
    for (const event of events) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          log.error("a listener failed on {type}: {error}", { type: event.type, error });
        }
      }
    }
  });

  /** Facts after `cursor`, the id of an event, in the order of their commits. */
  async function* since(cursor: string): AsyncGenerator<Event> {
    // A record stands under the id of its last event, so that the one which `cursor` is in is among these.
    for await (const events of records({ reverse: false, from: cursor })) {
      for (const event of events) if (event.id! > cursor) yield event;
    }
  }

  /** Facts before `cursor`, the newest first; all of them where there is none. */
  async function* before(cursor?: string): AsyncGenerator<Event> {
    if (cursor !== undefined) {
      const around = { limit: 1, reverse: false, from: cursor };
      const { items: [record] } = await store.journal.page([], around);
      const events = record?.value.filter(({ id }) => id! < cursor) ?? [];
      yield* events.reverse();
    }
    const to = cursor === undefined ? {} : { to: cursor };
    for await (const events of records({ reverse: true, ...to })) yield* events.toReversed();
  }

  async function* records(
    options: { reverse: boolean; from?: string; to?: string },
  ): AsyncGenerator<readonly Event[]> {
    let cursor: string | undefined;
    do {
      const { items, next } = await store.journal.page([], {
        ...{ ...options, limit: RECORDS },
        ...(cursor ? { cursor } : {}),
      });
      for (const { value } of items) yield value;
      cursor = next ?? undefined;
    } while (cursor);
  }

  /** Part of all facts, the newest first; a cursor is the id of an event. */
  async function page({ limit, cursor }: { limit: number; cursor?: string }): Promise<
    Page<{ readonly value: Event }>
  > {
    const items: { value: Event }[] = [];
    for await (const value of before(cursor)) {
      if (items.length === limit) return { items, next: items.at(-1)!.value.id! };
      items.push({ value });
    }
    return { items, next: null };
  }

  return {
    since,
    page,
    /** Calls `listener` with each event once it is committed; the returned function ends that. */
    subscribe(listener: (event: Event) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Events from now on, after those since `cursor` where one is given. */
    listen(signal: AbortSignal, cursor?: string): Listening {
      const waiting: Event[] = [];
      let dropped = 0;
      let wake = () => {};
      const listener = (event: Event) => {
        waiting.push(event);
        if (waiting.length > BEHIND) {
          waiting.shift();
          dropped++;
        }
        wake();
      };
      listeners.add(listener);
      const stop = () => {
        listeners.delete(listener);
        wake();
      };
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });

      async function* events(): AsyncGenerator<Event> {
        try {
          let last = cursor;
          if (cursor !== undefined) {
            for await (const event of since(cursor)) {
              last = event.id;
              yield event;
            }
          }
          while (!signal.aborted) {
            const event = waiting.shift();
            if (!event) await new Promise<void>((resolve) => wake = resolve);
            // What was committed while the replay ran is in both.
            else if (!event.id || last === undefined || event.id > last) yield event;
          }
        } finally {
          signal.removeEventListener("abort", stop);
          stop();
        }
      }
      return {
        get dropped() {
          return dropped;
        },
        [Symbol.asyncIterator]: events,
      };
    },
  };
}

export type Journal = ReturnType<typeof journal>;
