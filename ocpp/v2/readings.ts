import type { z } from "zod";
import { sampledValue as neutral } from "../../csms/metering/units.ts";
import type { MeterReading, SampledValue } from "../../csms/model.ts";
import type { Context } from "../context.ts";
import { toldAt } from "../told.ts";
import type { meterValue, sampledValue } from "./meter_value.ts";

type Sampled = z.output<typeof sampledValue>;

/** Values of 2.x in neutral form: the power of ten counted in, what is signed kept whole beside (quirk 52). */
export function readingsOf(
  values: readonly z.output<typeof meterValue>[],
  context: Context,
): MeterReading[] {
  return values.map(({ timestamp, sampledValue }) => ({
    at: toldAt(timestamp, context).toISOString(),
    values: sampledValue.flatMap(valuesOf),
  })).filter(({ values }) => values.length > 0);
}

function valuesOf(sampled: Sampled): SampledValue[] {
  const { value, unitOfMeasure, signedMeterValue, ...rest } = sampled;
  const multiplier = unitOfMeasure?.multiplier ?? 0;
  const { phase, location, context, measurand } = rest;
  const plain = neutral({
    ...{ phase, location, context, measurand },
    value: scaled(value, multiplier),
    unit: unitOfMeasure?.unit,
  });
  if (!signedMeterValue) return [plain];
  const signed = {
    ...plain,
    value: null,
    raw: JSON.stringify(signedMeterValue),
    format: "SignedData",
  };
  return [plain, signed];
}

/** A value times a power of ten, without what binary fractions add to it. */
function scaled(value: number, multiplier: number): number {
  return multiplier === 0 ? value : Number(`${value}e${multiplier}`);
}
