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
  "PriorityCharging",
  "LocalGeneration",
]);
const kind = z.enum(["Absolute", "Recurring", "Relative", "Dynamic"]);
const recurrency = z.enum(["Daily", "Weekly"]);

/** What OCPP 2.x has beside, by its own names: setpoints, discharge limits, `operationMode`, tariffs. */
const details = z.record(z.string(), z.unknown());

const schedule = z.strictObject({
  id: maybe(z.int()),
  unit: rateUnit,
  duration: maybe(z.int()),
  startSchedule: maybe(time),
  minChargingRate: maybe(z.number()),
  periods: z.array(z.strictObject({
    startPeriod: z.int(),
    limit: maybe(z.number()),
    numberPhases: maybe(z.int()),
    phaseToUse: maybe(z.int()),
    details: maybe(details),
  })).min(1),
  details: maybe(details),
});

/** A profile as it is sent to a station; limits in A per phase or W in total, times in seconds. */
export const profile = z.strictObject({
  stackLevel: z.int().min(0).default(0),
  purpose,
  kind,
  recurrency: maybe(recurrency),
  transaction: maybe(z.string()),
  validFrom: maybe(time),
  validTo: maybe(time),
  schedule,
  alternatives: maybe(z.array(schedule)),
  details: maybe(details),
});

/** A period of a schedule as kvolt computes it. */
export const period = z.strictObject({
  startPeriod: z.int(),
  limit: z.number(),
  numberPhases: z.int().nullable(),
}).openapi("SchedulePeriod");

/** A period of a schedule as it was set or told. */
export const toldPeriod = z.strictObject({
  startPeriod: z.int(),
  limit: z.number().nullable(),
  numberPhases: z.int().nullable(),
  phaseToUse: z.int().nullable(),
  details: details.nullable(),
}).openapi("ToldPeriod");

/** A schedule as it was set or told. */
export const toldSchedule = z.strictObject({
  id: z.int().nullable(),
  unit: rateUnit,
  duration: z.int().nullable(),
  startSchedule: time.nullable(),
  minChargingRate: z.number().nullable(),
  periods: z.array(toldPeriod).readonly(),
  details: details.nullable(),
});

/** What a profile says, whoever has it. */
export const toldProfile = {
  id: z.int(),
  evse: evseOrAll,
  stackLevel: z.int(),
  purpose,
  kind,
  recurrency: recurrency.nullable(),
  transaction: z.string().nullable(),
  validFrom: time.nullable(),
  validTo: time.nullable(),
  schedule: toldSchedule,
  alternatives: z.array(toldSchedule).readonly().nullable(),
  details: details.nullable(),
};

/** A profile that a station accepted. */
export const installedProfile = z.strictObject({ ...toldProfile, installedAt: time })
  .openapi("InstalledProfile");
