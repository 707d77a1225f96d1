import { getLogger } from "@logtape/logtape";
import type { Event } from "../csms/events.ts";

type Listener = (events: readonly Event[]) => void;

/** Hands events to whoever listens, in order; a listener that throws is logged and harms no other. */
export function publisher() {
  const listeners = new Set<Listener>();
  return {
    publish(events: readonly Event[]): void {
      if (events.length === 0) return;
      for (const listener of listeners) {
        try {
          listener(events);
        } catch (error) {
          getLogger(["kvolt", "kv"]).error("a listener to committed events threw: {error}", {
            error,
          });
        }
      }
    },
    /** Gives the function that ends it. */
    subscribe(listener: Listener): () => void {
      const own: Listener = (events) => listener(events);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
