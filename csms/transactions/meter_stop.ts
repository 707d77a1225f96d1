import type { Level } from "./level.ts";
import { likely, possible } from "./plausible.ts";

/** How much lower than the last sample a meterStop may be that was rounded in another way. */
const ROUNDING_WH = 100;

interface Meaning {
  readonly extraWh: number;
  readonly remark?: string;
}

/**
 * What a meterStop adds to the Wh counted: of the ways in which it can be meant, the one nearest to what
 * the samples say. It may go on from the last sample, from meterStart, or count this session alone.
 */
export function meterStopExtra(
  stop: number,
  level: Level,
  energyWh: number,
  at: number,
  startedAt: number | undefined,
): Meaning | undefined {
  const whole = startedAt === undefined ? undefined : at - startedAt;
  const { baseWh, rateW } = level;
  // Samples jumped, yet the two that frame them make a likely charge: the register was only late.
  if (level.jumped && baseWh !== undefined && stop - baseWh >= energyWh) {
    if (likely(stop - baseWh, whole, rateW)) return { extraWh: stop - baseWh - energyWh };
  }
  const quiet = level.changedAt === undefined ? undefined : at - level.changedAt;
  const ways: Meaning[] = [];
  const weigh = (extraWh: number, ms: number | undefined, low: number, remark?: string) => {
    if (extraWh >= -low && possible(extraWh, ms)) ways.push({ extraWh, remark });
  };
  weigh(stop - (level.wh ?? NaN), quiet, ROUNDING_WH);
  weigh(stop - (baseWh ?? NaN) - energyWh, whole, ROUNDING_WH);
  if (ways.length === 0 && stop >= 100) {
    weigh(stop * 1000 - (level.wh ?? NaN), quiet, 1000 + ROUNDING_WH, "meter-in-kwh");
    weigh(stop * 1000 - (baseWh ?? NaN) - energyWh, whole, 1000 + ROUNDING_WH, "meter-in-kwh");
  }
  if (stop < (baseWh ?? Infinity) && likely(stop, whole, rateW)) {
    weigh(stop - energyWh, whole, ROUNDING_WH, "session-register");
  }
  const [nearest] = ways.sort((a, b) => a.extraWh - b.extraWh);
  return nearest && { ...nearest, extraWh: Math.max(0, nearest.extraWh) };
}
