import { z } from "@hono/zod-openapi";
import { cost } from "./cost.ts";
import { time } from "./names.ts";

/** A charging session; energy and meter values in Wh, power in W. */
export const transaction = z.strictObject({
  id: z.string(),
  station: z.string(),
  evse: z.int(),
  connector: z.int(),
  token: z.string(),
  startedAt: time,
  stoppedAt: time.nullable(),
  meterStart: z.number(),
  meterStop: z.number().nullable(),
  energyWh: z.number().openapi({ description: "Resets and units of the register taken out" }),
  state: z.enum(["open", "closed"]),
  reason: z.string().nullable(),
  flags: z.array(z.string()).readonly(),
  powerW: z.number().nullable(),
  peakW: z.number(),
  lastSampleAt: time.nullable(),
  presented: z.string().nullable().openapi({ description: "The token as the station sent it" }),
  stopToken: z.string().nullable(),
  reservation: z.int().nullable(),
  cost: cost.nullable().openapi({ description: "So far; null where no tariff holds" }),
  costDetails: z.unknown().openapi({ description: "The station's own calculation, as it came" }),
}).openapi("Transaction");

/** All values that a meter had at one time. */
export const sample = z.strictObject({
  at: time,
  receivedAt: time,
  values: z.array(z.strictObject({
    value: z.number().nullable().openapi({ description: "null where it cannot be read; see raw" }),
    raw: z.string().nullable(),
    measurand: z.string(),
    unit: z.string().nullable(),
    phase: z.string().nullable(),
    location: z.string().nullable(),
    context: z.string().nullable(),
    format: z.string().nullable(),
  })).readonly(),
}).openapi("Sample");
