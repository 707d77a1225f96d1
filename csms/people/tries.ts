import type { Tries } from "../model/people.ts";

/** How a kind of tries is slowed down; times in ms. */
interface Rule {
  /** So many may fail without a wait. */
  readonly free: number;
  /** The longest wait there is. */
  readonly longest: number;
}

/** Failures are forgotten so long after the last one. */
export const FORGOTTEN_MS = 3_600_000;

/** What was tried before now and still counts; a clock that went back makes nobody wait for its old time. */
export function counting(tries: Tries | undefined, now: number): Tries {
  if (!tries || now - tries.at > FORGOTTEN_MS) return { count: 0, at: now };
  return { count: tries.count, at: Math.min(tries.at, now) };
}

/** How long the next try has to wait: nothing at first, then 1 s, 2 s, 4 s and so on. */
export function waitMs({ count, at }: Tries, now: number, { free, longest }: Rule): number {
  if (count < free) return 0;
  return Math.max(0, at + Math.min(longest, 1_000 * 2 ** (count - free)) - now);
}
