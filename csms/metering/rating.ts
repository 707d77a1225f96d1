/** More than any connector delivers (MCS ends at 3.75 MW), so that it must be a misreading. */
const IMPOSSIBLE_W = 4_000_000;

/**
 * The power rating in W that a sample of `powerW` W makes of the one known before, to three digits;
 * undefined where it would change by 1 % or less. One sample raises it by at most a quarter and 2 kW, so that a
 * spike moves it little; what `heldW`, the sample before, shows as well counts at once.
 */
export function ratingOf(
  previousW: number | undefined,
  powerW: number,
  heldW = 0,
): number | undefined {
  if (!Number.isFinite(powerW) || powerW > IMPOSSIBLE_W) return undefined;
  const known = previousW !== undefined && previousW > 0 ? previousW : 0;
  const rating = Number(Math.min(powerW, Math.max(known * 1.25 + 2000, heldW)).toPrecision(3));
  // Below 100 W nothing charges.
  return rating >= 100 && rating > known * 1.01 ? rating : undefined;
}
