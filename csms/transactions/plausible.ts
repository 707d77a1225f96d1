const HOUR = 3_600_000;
/** Nothing on the road takes more in one charge. */
const MOST_WH = 1_000_000;
const MOST_W = 1_000_000;
/** A register in whole kWh moves by this at once. */
const STEP_WH = 1000;

/** Whether a charger could at all deliver this many Wh in so many ms; an unknown time counts as an hour. */
export function possible(wh: number, ms = HOUR): boolean {
  return wh <= Math.min(MOST_WH, MOST_W * hours(ms) + STEP_WH);
}

/** Whether this many Wh in so many ms are what one expects: up to 50 kW, or thrice the fastest seen. */
export function likely(wh: number, ms = HOUR, rateW = 0): boolean {
  return wh <= Math.min(MOST_WH, Math.max(50_000, 3 * rateW) * hours(ms) + 100);
}

/** W that a rise means; times under 10 s say more about the clock than about the charge. */
export function rate(wh: number, ms: number): number {
  return Math.min(MOST_W, wh / hours(Math.max(ms, 10_000)));
}

function hours(ms: number): number {
  return Math.max(0, ms) / HOUR;
}
