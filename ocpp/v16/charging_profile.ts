import { z } from "zod";
import { timestamp } from "../time.ts";
import { tenths } from "./types.ts";

/** Amperes per phase or watts in all (1.6 §7.12). */
export const chargingRateUnit = z.enum(["A", "W"]);

/** What a profile is for (1.6 §7.10). */
export const chargingProfilePurpose = z.enum([
  "ChargePointMaxProfile",
  "TxDefaultProfile",
  "TxProfile",
]);

/** A limit from `startPeriod` seconds into the schedule on (1.6 §7.14). */
const chargingSchedulePeriod = z.strictObject({
  startPeriod: z.int(),
  limit: tenths,
  numberPhases: z.int().optional(),
});

/** Limits over time; `duration` in seconds (1.6 §7.13). */
export const chargingSchedule = z.strictObject({
  duration: z.int().optional(),
  startSchedule: timestamp.optional(),
  chargingRateUnit,
  chargingSchedulePeriod: z.array(chargingSchedulePeriod),
  minChargingRate: tenths.optional(),
});

/** A schedule with what it is for and when it holds (1.6 §7.8). */
export const chargingProfile = z.strictObject({
  chargingProfileId: z.int(),
  transactionId: z.int().optional(),
  stackLevel: z.int(),
  chargingProfilePurpose,
  chargingProfileKind: z.enum(["Absolute", "Recurring", "Relative"]),
  recurrencyKind: z.enum(["Daily", "Weekly"]).optional(),
  validFrom: timestamp.optional(),
  validTo: timestamp.optional(),
  chargingSchedule,
});
