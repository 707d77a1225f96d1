import { z } from "zod";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { chargingSchedule } from "./charging_schedule.ts";
import { object } from "./object.ts";
import { changed, since21, words } from "./since.ts";
import { unsigned } from "./types.ts";

/** Who set a limit or profile; a list that others extend since 2.1 (ChargingLimitSourceEnumType). */
export const chargingLimitSource = changed(text(20), {
  was: z.enum(["EMS", "Other", "SO", "CSO"]),
});

/** What a profile is for (ChargingProfilePurposeEnumType). */
export const chargingProfilePurpose = words([
  "ChargingStationExternalConstraints",
  "ChargingStationMaxProfile",
  "TxDefaultProfile",
  "TxProfile",
], { since21: ["PriorityCharging", "LocalGeneration"] });

/** A schedule with what it is for and when it holds (ChargingProfileType). */
export const chargingProfile = object({
  id: z.int(),
  stackLevel: unsigned,
  chargingProfilePurpose,
  chargingProfileKind: words(["Absolute", "Recurring", "Relative"], { since21: ["Dynamic"] }),
  recurrencyKind: z.enum(["Daily", "Weekly"]).optional(),
  validFrom: timestamp.optional(),
  validTo: timestamp.optional(),
  transactionId: text(36).optional(),
  maxOfflineDuration: since21(z.int()),
  chargingSchedule: z.array(chargingSchedule).min(1).max(3),
  invalidAfterOfflineDuration: since21(z.boolean()),
  dynUpdateInterval: since21(z.int()),
  dynUpdateTime: since21(timestamp),
  priceScheduleSignature: since21(text(256)),
});
