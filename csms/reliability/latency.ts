import type { Measured } from "./measures.ts";

/** Up to how many ms each count of answers is for; the last one is the longest time-out. */
const BOUNDS = [25, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 86_400_000];

/** One answer that took so long, in ms. */
export function took(ms: number): Measured {
  return { [`took ${BOUNDS.find((bound) => ms <= bound) ?? BOUNDS.at(-1)}`]: 1 };
}

/** How many answers came. */
export function answersIn(measured: Measured): number {
  return BOUNDS.reduce((sum, bound) => sum + (measured[`took ${bound}`] ?? 0), 0);
}

/** Within how many ms a share of the answers came, 0 to 1; undefined where there were none. */
export function percentile(measured: Measured, share: number): number | undefined {
  const answers = answersIn(measured);
  let seen = 0;
  return BOUNDS.find((bound) => {
    seen += measured[`took ${bound}`] ?? 0;
    return answers > 0 && seen >= share * answers;
  });
}
