/** Numbers of parts that came, as ranges without gaps, in order; first and last included. */
export type Ranges = readonly (readonly [first: number, last: number])[];

/** Ranges that are kept; a report with more gaps is beyond counting. */
const MOST = 100;
/** Stations number their parts from 0, 1 or 2 (quirk 50). */
const LATEST_START = 2;

/** The ranges with one number more. */
export function withPart(ranges: Ranges, part: number): Ranges {
  const sorted = [...ranges, [part, part] as const].sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [first, last] of sorted) {
    const before = joined.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined.slice(-MOST);
}

/** Whether a number is among them. */
export function hasPart(ranges: Ranges, part: number): boolean {
  return ranges.some(([first, last]) => first <= part && part <= last);
}

/** The numbers that are missing up to the latest; at most `most` of them are named. */
export function missingParts(ranges: Ranges, most = 100): number[] {
  const missing: number[] = [];
  const start = ranges[0]?.[0] ?? 0;
  let next = start > LATEST_START ? 0 : start;
  for (const [first, last] of ranges) {
    for (; next < first && missing.length < most; next++) missing.push(next);
    next = last + 1;
  }
  return missing;
}

/** How many parts came. */
export function countParts(ranges: Ranges): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}
