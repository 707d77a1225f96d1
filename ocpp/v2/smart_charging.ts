import { z } from "zod";
import { action } from "../action.ts";
import { timestamp } from "../time.ts";
import {
  chargingLimitSource,
  chargingProfile,
  chargingProfilePurpose,
} from "./charging_profile.ts";
import { chargingRateUnit, chargingSchedulePeriod } from "./charging_schedule.ts";
import { object } from "./object.ts";
import { statusInfo } from "./status_info.ts";
import { accepted, unsigned } from "./types.ts";

/** The station takes a charging profile (K01). */
export const setChargingProfile = action("SetChargingProfile", {
  request: object({ evseId: unsigned, chargingProfile }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
});

/** Which profiles are meant: those that meet all that is given (ChargingProfileCriterionType). */
export const chargingProfileCriterion = object({
  chargingProfilePurpose: chargingProfilePurpose.optional(),
  stackLevel: unsigned.optional(),
  chargingProfileId: z.array(z.int()).min(1).optional(),
  chargingLimitSource: z.array(chargingLimitSource).min(1).max(4).optional(),
});

/** The station is to report the profiles that meet criteria (K09). */
export const getChargingProfiles = action("GetChargingProfiles", {
  request: object({
    requestId: z.int(),
    evseId: unsigned.optional(),
    chargingProfile: chargingProfileCriterion,
  }),
  response: object({
    status: z.enum(["Accepted", "NoProfiles"]),
    statusInfo: statusInfo.optional(),
  }),
});

/** A station reports profiles; `tbc` says that more follow (K09). */
export const reportChargingProfiles = action("ReportChargingProfiles", {
  request: object({
    requestId: z.int(),
    chargingLimitSource,
    chargingProfile: z.array(chargingProfile).min(1),
    tbc: z.boolean().optional(),
    evseId: unsigned,
  }),
  response: object({}),
});

/** Which profiles are to go (ClearChargingProfileType). */
export const clearCriteria = object({
  evseId: unsigned.optional(),
  chargingProfilePurpose: chargingProfilePurpose.optional(),
  stackLevel: unsigned.optional(),
});

/** The station drops one profile, or those that meet criteria (K10). */
export const clearChargingProfile = action("ClearChargingProfile", {
  request: object({
    chargingProfileId: z.int().optional(),
    chargingProfileCriteria: clearCriteria.optional(),
  }),
  response: object({ status: z.enum(["Accepted", "Unknown"]), statusInfo: statusInfo.optional() }),
});

/** The limits that hold when all profiles are merged (CompositeScheduleType). */
export const compositeSchedule = object({
  evseId: unsigned,
  duration: z.int(),
  scheduleStart: timestamp,
  chargingRateUnit,
  chargingSchedulePeriod: z.array(chargingSchedulePeriod).min(1),
});

/** The station tells the limits it will keep in the next `duration` seconds (K08). */
export const getCompositeSchedule = action("GetCompositeSchedule", {
  request: object({
    duration: z.int(),
    chargingRateUnit: chargingRateUnit.optional(),
    evseId: unsigned,
  }),
  response: object({
    status: accepted,
    statusInfo: statusInfo.optional(),
    schedule: compositeSchedule.optional(),
  }),
});
