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

/** Whom frames go to, by which limits. */
interface Way<T> {
  readonly clock: Clock;
  readonly own: Bucket;
  readonly shared: Bucket;
  readonly backlog: Backlog;
  deliver(frame: T): void;
  /** Is told of each frame that has to wait, and whether that is for others at the same address. */
  held(forOthers: boolean): void;
  /** Is told that more would wait than may; ends the connection. */
  overflow(): void;
}

interface Held<T> {
  readonly frame: T;
  readonly length: number;
}

/**
 * The frames of one connection on their way to who reads them. It lets them through as their limits allow, in order.
 * Who sends more is kept waiting, unread, and loses nothing: a station may send one request at a time (1.6J §4.1.1,
 * 2.x part 4 §4.1.1), so that a late answer slows down what it sends next. A frame that is dropped would be a
 * transaction that is lost after a few attempts. Only who goes on sending without waiting for answers is closed, and
 * may dial and send again.
 */
export class Flow<T> {
  readonly #way: Way<T>;
  readonly #waiting: Held<T>[] = [];
  #length = 0;
  #stopped = false;
  #cancel: (() => void) | undefined;

  constructor(way: Way<T>) {
    this.#way = way;
  }

  /** Takes a frame as it came; `length` in characters, `now` in ms. */
  take(frame: T, length: number, now: number): void {
    if (this.#stopped) return;
    let forOthers = false;
    if (this.#waiting.length === 0) {
      const { own, shared, clock } = this.#way;
      const cost = costOf(length);
      const ownWait = own.owe(now, cost);
      const wait = Math.max(ownWait, shared.owe(now, cost));
      if (wait === 0) return this.#way.deliver(frame);
      forOthers = wait > ownWait;
      this.#cancel = clock.after(wait, () => this.#pass());
    }
    this.#way.held(forOthers);
    this.#keep({ frame, length });
  }

  /** Forgets what waits: the connection has ended. */
  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    this.#way.backlog.length -= this.#length;
    this.#length = 0;
    this.#waiting.length = 0;
  }

  #keep(one: Held<T>): void {
    const { backlog } = this.#way;
    const full = this.#waiting.length >= MOST_WAITING ||
      this.#length + one.length > LONGEST_WAITING || backlog.length + one.length > LONGEST_OF_ALL;
    if (full) {
      this.stop();
      return this.#way.overflow();
    }
    this.#waiting.push(one);
    this.#length += one.length;
    backlog.length += one.length;
  }

  /** The first of those that wait may pass, and who may pass with it. */
  #pass(): void {
    const { clock, own, shared, backlog } = this.#way;
    for (;;) {
      const first = this.#waiting.shift()!;
      this.#length -= first.length;
      backlog.length -= first.length;
      this.#way.deliver(first.frame);
      const next = this.#waiting[0];
      if (this.#stopped || !next) return;
      const now = clock.now().getTime();
      const cost = costOf(next.length);
      const wait = Math.max(own.owe(now, cost), shared.owe(now, cost));
      if (wait > 0) {
        this.#cancel = clock.after(wait, () => this.#pass());
        return;
      }
    }
  }
}

const costOf = (length: number): number => 1 + Math.floor(length / LENGTH_OF_ONE);
