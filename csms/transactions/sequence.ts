import type { Progress } from "../model/progress.ts";

type Ranges = Progress["seen"];

/** Numbers that are named as missing; beyond that it is plain that many are. */
const MOST = 100;

/** Whether a number has come already. */
export function hasSeen(seen: Ranges, n: number): boolean {
  return seen.some(([from, to]) => from <= n && n <= to);
}

/** The ranges with one more number in them, in order, those that touch made one. */
export function withSeen(seen: Ranges, n: number): Ranges {
  const latest = seen.at(-1);
  // Mostly it is the next one.
  if (latest && n === latest[1] + 1) return [...seen.slice(0, -1), [latest[0], n]];
  const merged: [number, number][] = [];
  for (const [from, to] of [...seen, [n, n] as const].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** What is missing between the first number and the last; before the first only where the start has not come. */
export function missingIn(seen: Ranges, started: boolean): number[] {
  const missing: number[] = [];
  let next = started ? seen[0]?.[0] ?? 0 : 0;
  for (const [from, to] of seen) {
    for (; next < from && missing.length < MOST; next++) missing.push(next);
    next = to + 1;
  }
  return missing;
}
