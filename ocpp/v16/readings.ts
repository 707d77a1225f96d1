import type { z } from "zod";
import { sampledValue } from "../../csms/metering/units.ts";
import type { MeterReading } from "../../csms/model.ts";
import type { Context } from "../context.ts";
import { toldAt } from "../told.ts";
import type { meterValue } from "./meter_values.ts";

/** Names that stations use for others (quirk 41). */
export const meterAliases = { values: "value", sampledValues: "sampledValue" };

/** Meter values in neutral form; those without a single value are left out. */
export function readingsOf(
  values: readonly z.output<typeof meterValue>[],
  context: Context,
): MeterReading[] {
  return values.filter((value) => value.sampledValue.length > 0).map((value) => ({
    at: toldAt(value.timestamp, context).toISOString(),
    values: value.sampledValue.map(sampledValue),
  }));
}
