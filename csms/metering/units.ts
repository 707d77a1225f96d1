import type { SampledValue } from "../model.ts";

/** A sampled value as it is on the wire of 1.6; fields may be absent, null or of the wrong type. */
export interface RawSample {
  readonly value?: unknown;
  /** Some stations write `values` for `value`. */
  readonly values?: unknown;
  readonly measurand?: string | null;
  readonly unit?: string | null;
  readonly phase?: string | null;
  readonly context?: string | null;
  readonly location?: string | null;
  readonly format?: string | null;
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number in a string as stations write them: padded, with a comma, with an exponent; else null. */
function numberIn(text: string): number | null {
  let digits = text.trim();
  const comma = digits.lastIndexOf(",");
  // The last separator is the decimal one: 1.234,5 and 1,234.5 are both seen.
  if (comma > digits.lastIndexOf(".")) digits = digits.replace(/[.]/g, "").replace(",", ".");
  else if (comma >= 0) digits = digits.replace(/,/g, "");
  const value = DECIMAL.test(digits) ? Number(digits) : NaN;
  return Number.isFinite(value) ? value : null;
}

/** The neutral form of a sample, with the defaults of OCPP 1.6 §7.43; `raw` is kept where no number can be read. */
export function sampledValue(sample: RawSample): SampledValue {
  const given = sample.value ?? sample.values;
  const isNumber = typeof given === "number" && Number.isFinite(given);
  const raw = given === undefined || given === null
    ? ""
    : typeof given === "object"
    ? JSON.stringify(given)
    : String(given);
  const measurand = sample.measurand?.trim() || "Energy.Active.Import.Register";
  const unit = sample.unit?.trim() || (measurand.startsWith("Energy.") ? "Wh" : undefined);
  // Signed data is hex or text of the meter's own and may look like a number by chance.
  const value = signed(sample.format) ? null : isNumber ? given : numberIn(raw);
  return {
    value,
    ...(value === null && { raw }),
    measurand,
    ...(unit && { unit }),
    ...(sample.phase && { phase: sample.phase }),
    ...(sample.location && { location: sample.location }),
    ...(sample.context && { context: sample.context }),
    ...(sample.format && { format: sample.format }),
  };
}

function signed(format: string | null | undefined): boolean {
  return format?.trim().toLowerCase() === "signeddata";
}

/** A sample in base units: Wh, W, A, V, %, °C; undefined where it has no number or is signed data. */
export function baseValue(sample: SampledValue): number | undefined {
  const { value } = sample;
  if (value === null || !Number.isFinite(value) || signed(sample.format)) return undefined;
  const unit = (sample.unit ?? "").replace(/\s/g, "").toLowerCase();
  if (unit === "k" || unit === "kelvin") return value - 273.15;
  if (unit === "fahrenheit" || unit === "f") return (value - 32) / 1.8;
  // Whatever follows the k: stations write kW on energy too.
  const base = unit.startsWith("k") ? value * 1000 : value;
  return Number.isFinite(base) ? base : undefined;
}
