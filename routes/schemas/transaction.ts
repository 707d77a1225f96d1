import { z } from "@hono/zod-openapi";
import { cost } from "./cost.ts";
import { time } from "./names.ts";

/** A charging session; energy and meter values in Wh, power in W. */
export const transaction = z.strictObject({
  id: z.string().openapi({
    description: "A number that ascends and is given once; some are skipped, as at a restart",
  }),
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
  remoteId: z.string().nullable().openapi({ description: "What its station calls it, on 2.x" }),
  remoteStartId: z.int().nullable().openapi({ description: "The remote start that it came of" }),
  chargingState: z.string().nullable(),
  missing: z.array(z.int()).readonly().nullable().openapi({
    description: "Sequence numbers of its events that have not come, on 2.x",
  }),
  cost: cost.nullable().openapi({ description: "So far; null where no tariff holds" }),
  costDetails: z.unknown().openapi({ description: "The station's own calculation, as it came" }),
}).openapi("Transaction");

/** One event of a transaction, as a station of 2.x told it. */
export const transactionEvent = z.strictObject({
  type: z.enum(["started", "updated", "ended"]),
  seqNo: z.int(),
  at: time,
  receivedAt: time,
  trigger: z.string(),
  chargingState: z.string().nullable(),
  offline: z.boolean(),
  token: z.string().nullable(),
}).openapi("TransactionEvent");

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
