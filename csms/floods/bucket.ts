/** So many at once, and so many anew in every `seconds`. */
export interface Limit {
  readonly count: number;
  readonly seconds: number;
}

/**
 * What may still be done under a limit; full at first. It is told the time in ms, and where that jumps it
 * is none the worse: back, it waits no longer than it would have; forth, it is full, which is the most.
 */
export class Bucket {
  readonly #count: number;
  readonly #perMs: number;
  #level: number;
  #seen = -Infinity;

  constructor({ count, seconds }: Limit) {
    this.#count = count;
    this.#perMs = count / (seconds * 1000);
    this.#level = count;
  }

  /** Takes so much, or nothing where there is less. */
  take(now: number, cost = 1): boolean {
    this.#fill(now);
    if (this.#level < cost) return false;
    this.#level -= cost;
    return true;
  }

  /** Takes so much in any case; gives the ms after which it would have been there. */
  owe(now: number, cost = 1): number {
    this.#fill(now);
    this.#level -= cost;
    return this.#level >= 0 ? 0 : -this.#level / this.#perMs;
  }

  /** The ms after which so much will be there. */
  wait(now: number, cost = 1): number {
    this.#fill(now);
    return Math.max(0, cost - this.#level) / this.#perMs;
  }

  #fill(now: number): void {
    const passed = now - this.#seen;
    this.#seen = now;
    if (passed > 0) this.#level = Math.min(this.#count, this.#level + passed * this.#perMs);
  }
}
