import { z } from "@hono/zod-openapi";
import { evseOrAll, time } from "./names.ts";

/** Null counts as absent, so that what was read can be sent back. */
export const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

export const rateUnit = z.enum(["A", "W"]);
export const purpose = z.enum([
  "ChargingStationMaxProfile",
  "ChargingStationExternalConstraints",
  "TxDefaultProfile",
  "TxProfile",
]);
const kind = z.enum(["Absolute", "Recurring", "Relative"]);
const recurrency = z.enum(["Daily", "Weekly"]);

/** A profile as it is sent to a station; limits in A per phase or W in total, times in seconds. */
export const profile = z.strictObject({
  stackLevel: z.int().min(0).default(0),
  purpose,
  kind,
  recurrency: maybe(recurrency),
  transaction: maybe(z.string()),
  validFrom: maybe(time),
  validTo: maybe(time),
  schedule: z.strictObject({
    unit: rateUnit,
    duration: maybe(z.int()),
    startSchedule: maybe(time),
    minChargingRate: maybe(z.number()),
    periods: z.array(z.strictObject({
      startPeriod: z.int(),
      limit: z.number(),
      numberPhases: maybe(z.int()),
    })).min(1),
  }),
});

/** A period of a schedule as it is shown. */
export const period = z.strictObject({
  startPeriod: z.int(),
  limit: z.number(),
  numberPhases: z.int().nullable(),
}).openapi("SchedulePeriod");

/** A profile that a station accepted. */
export const installedProfile = z.strictObject({
  id: z.int(),
  evse: evseOrAll,
  installedAt: time,
  stackLevel: z.int(),
  purpose,
  kind,
  recurrency: recurrency.nullable(),
  transaction: z.string().nullable(),
  validFrom: time.nullable(),
  validTo: time.nullable(),
  schedule: z.strictObject({
    unit: rateUnit,
    duration: z.int().nullable(),
    startSchedule: time.nullable(),
    minChargingRate: z.number().nullable(),
    periods: z.array(period).readonly(),
  }),
}).openapi("InstalledProfile");
