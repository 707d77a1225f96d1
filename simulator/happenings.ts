/** What a charge point tells whoever watches it, by name. */
export interface Happenings {
  open: { url: string };
  closed: { code: number; reason: string };
  retry: { inMs: number; reason: string };
  boot: { status: "Accepted" | "Pending" | "Rejected"; intervalS: number };
  status: { connector: number; status: string; errorCode: string };
  started: { connector: number; tag: string };
  stopped: { connector: number; reason: string; energyWh: number };
  /** A request of the CSMS that has been answered. */
  request: { action: string; payload: unknown };
  frame: { direction: "in" | "out"; text: string };
  warning: { text: string };
}

export type Happening = keyof Happenings;

/** Listeners by name, and requests kept until somebody asks for them. */
export interface Watch {
  emit<H extends Happening>(name: H, what: Happenings[H]): void;
  /** The returned function ends it. */
  on<H extends Happening>(name: H, listener: (what: Happenings[H]) => void): () => void;
  /** The oldest request of this action that nobody asked for yet, or the next one to come. */
  received(action: string): Promise<unknown>;
  /** Rejects whoever still waits. */
  end(): void;
}

/** Requests of one action that are kept for whoever asks later. */
const KEPT = 100;

export function watch(): Watch {
  const listeners = new Map<Happening, Set<(what: never) => void>>();
  const kept = new Map<string, unknown[]>();
  const waiting = new Map<string, PromiseWithResolvers<unknown>[]>();
  return {
    emit(name, what) {
      if (name === "request") {
        const { action, payload } = what as Happenings["request"];
        const waiter = waiting.get(action)?.shift();
        if (waiter) waiter.resolve(payload);
        else kept.set(action, [...(kept.get(action) ?? []).slice(1 - KEPT), payload]);
      }
      for (const listener of listeners.get(name) ?? []) listener(what as never);
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    received(action) {
      const queue = kept.get(action);
      if (queue?.length) return Promise.resolve(queue.shift());
      const waiter = Promise.withResolvers<unknown>();
      waiting.set(action, [...(waiting.get(action) ?? []), waiter]);
      return waiter.promise;
    },
    end() {
      for (const [action, waiters] of waiting) {
        for (const { reject } of waiters) reject(new Error(`closed before a ${action} came`));
      }
      waiting.clear();
    },
  };
}
