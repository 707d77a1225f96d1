import { getLogger } from "@logtape/logtape";
import type { Store } from "../kv/mod.ts";
import type { Event } from "./events.ts";

const log = getLogger(["kvolt", "journal"]);
/** Events that one listener may be behind; the oldest is dropped beyond that. */
const BEHIND = 1_000;
const PAGE = 100;

/** Where one listener stands: an endless series of events, until it is returned or aborted. */
export interface Listening extends AsyncIterable<Event> {
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
    let page: string | undefined;
    do {
      const { items, next } = await store.journal.page([], {
        limit: PAGE,
        reverse: false,
        from: cursor,
        ...(page ? { cursor: page } : {}),
      });
      for (const { value } of items) if (value.id! > cursor) yield value;
      page = next ?? undefined;
    } while (page);
  }

  return {
    since,
    page: (options: { limit: number; cursor?: string }) => store.journal.page([], options),
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
