import type { Clock } from "../clock.ts";
import type { Bucket } from "./bucket.ts";

/** A longer frame counts as several, one for each so many characters: what it costs is reading it. */
const LENGTH_OF_ONE = 16_384;
/** Frames of one connection that may wait, and their characters in all. */
export const MOST_WAITING = 5_000;
const LONGEST_WAITING = 1 << 20;
/** Characters that may wait on all connections. */
const LONGEST_OF_ALL = 1 << 26;

/** What waits on all connections together. */
export interface Backlog {
  length: number;
}

/** The frames of one connection on their way to who reads them. */
export interface Flow<T> {
  /** Takes a frame as it came; `length` in characters, `now` in ms. */
  take(frame: T, length: number, now: number): void;
  /** Forgets what waits: the connection has ended. */
  stop(): void;
}

/**
 * Lets frames through as their limits allow, in order. Who sends more is kept waiting, unread, and loses
 * nothing: a station may send one request at a time (1.6J §4.1.1, 2.x part 4 §4.1.1), so that a late answer
 * slows down what it sends next. A frame that is dropped would be a transaction that is lost after a few
 * attempts. Only who goes on sending without waiting for answers is closed, and may dial and send again.
 */
export function flow<T>({ clock, own, shared, backlog, deliver, held, overflow }: {
  clock: Clock;
  own: Bucket;
  shared: Bucket;
  backlog: Backlog;
  deliver: (frame: T) => void;
  /** Is told of each frame that has to wait, and whether that is for others at the same address. */
  held: (forOthers: boolean) => void;
  /** Is told that more would wait than may; ends the connection. */
  overflow: () => void;
}): Flow<T> {
  const waiting: { readonly frame: T; readonly length: number }[] = [];
  let length = 0;
  let stopped = false;
  let cancel: (() => void) | undefined;

  function keep(frame: T, more: number): void {
    const full = waiting.length >= MOST_WAITING || length + more > LONGEST_WAITING ||
      backlog.length + more > LONGEST_OF_ALL;
    if (full) {
      stop();
      return overflow();
    }
    waiting.push({ frame, length: more });
    length += more;
    backlog.length += more;
  }

  /** The first of those that wait may pass, and who may pass with it. */
  function pass(): void {
    for (;;) {
      const first = waiting.shift()!;
      length -= first.length;
      backlog.length -= first.length;
      deliver(first.frame);
      const next = waiting[0];
      if (stopped || !next) return;
      const now = clock.now().getTime();
      const cost = costOf(next.length);
      const wait = Math.max(own.owe(now, cost), shared.owe(now, cost));
      if (wait > 0) return void (cancel = clock.after(wait, pass));
    }
  }

  function stop(): void {
    stopped = true;
    cancel?.();
    backlog.length -= length;
    length = 0;
    waiting.length = 0;
  }

  return {
    take(frame, more, now) {
      if (stopped) return;
      let forOthers = false;
      if (waiting.length === 0) {
        const cost = costOf(more);
        const ownWait = own.owe(now, cost);
        const wait = Math.max(ownWait, shared.owe(now, cost));
        if (wait === 0) return deliver(frame);
        forOthers = wait > ownWait;
        cancel = clock.after(wait, pass);
      }
      held(forOthers);
      keep(frame, more);
    },
    stop,
  };
}

const costOf = (length: number): number => 1 + Math.floor(length / LENGTH_OF_ONE);
