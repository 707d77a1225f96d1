import { z } from "zod";
import { action } from "../action.ts";
import { timestamp } from "../time.ts";
import {
  chargingProfile,
  chargingProfilePurpose,
  chargingRateUnit,
  chargingSchedule,
} from "./charging_profile.ts";
import { accepted } from "./types.ts";

/** The station takes a charging profile (1.6 §5.16). */
export const setChargingProfile = action("SetChargingProfile", {
  request: z.strictObject({ connectorId: z.int(), csChargingProfiles: chargingProfile }),
  response: z.strictObject({ status: z.enum(["Accepted", "Rejected", "NotSupported"]) }),
});

/** The station drops the profiles that match all the fields given (1.6 §5.5). */
export const clearChargingProfile = action("ClearChargingProfile", {
  request: z.strictObject({
    id: z.int().optional(),
    connectorId: z.int().optional(),
    chargingProfilePurpose: chargingProfilePurpose.optional(),
    stackLevel: z.int().optional(),
  }),
  response: z.strictObject({ status: z.enum(["Accepted", "Unknown"]) }),
});

/** The station tells the limits it will keep in the next `duration` seconds (1.6 §5.7). */
export const getCompositeSchedule = action("GetCompositeSchedule", {
  request: z.strictObject({
    connectorId: z.int(),
    duration: z.int(),
    chargingRateUnit: chargingRateUnit.optional(),
  }),
  response: z.strictObject({
    status: accepted,
    connectorId: z.int().optional(),
    scheduleStart: timestamp.optional(),
    chargingSchedule: chargingSchedule.optional(),
  }),
});
