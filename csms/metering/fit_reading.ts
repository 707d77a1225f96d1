import { fit } from "../fit.ts";
import type { MeterReading, SampledValue } from "../model.ts";

/** Characters of one reading that are kept; see fit.ts. */
const LONGEST = 24_000;
/** What the names and numbers of one value take beside its texts. */
const OTHERWISE = 80;

function lengthOf(value: SampledValue): number {
  const { raw, measurand, unit, phase, location, context, format } = value;
  let length = OTHERWISE;
  for (const text of [raw, measurand, unit, phase, location, context, format]) {
    length += text?.length ?? 0;
  }
  return length;
}

/** A reading short enough to be stored: long raw values are cut, then the last values left out. */
export function fitReading(reading: MeterReading): MeterReading {
  const { values } = reading;
  const total = values.reduce((sum, value) => sum + lengthOf(value), 0);
  if (total <= LONGEST) return reading;
  const share = Math.max(100, Math.floor(LONGEST / values.length) - 2 * OTHERWISE);
  let left = LONGEST;
  const kept: SampledValue[] = [];
  for (const value of values) {
    const short = value.raw === undefined ? value : { ...value, raw: fit(value.raw, share) };
    left -= lengthOf(short);
    if (left < 0) break;
    kept.push(short);
  }
  return { ...reading, values: kept };
}
