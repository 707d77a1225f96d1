/** A clock this far ahead of ours, in ms, is wrong and may be put right at any time. */
const AHEAD_MS = 60_000;

/**
 * Whether `at` comes after what a station told before. What it told while its clock was ahead is
 * older than anything that it says once the clock has been put right (quirk 27).
 */
export function isNewer(at: Date, before: { told: string; receivedAt: string }, now: Date) {
  const told = Date.parse(before.told);
  const wasAhead = told > Date.parse(before.receivedAt) + AHEAD_MS;
  return at.getTime() >= told || (wasAhead && at <= now);
}
