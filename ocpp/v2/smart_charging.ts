import { z } from "zod";
import { action } from "../action.ts";
import { noteNoLimit } from "../no_limit.ts";
import { timestamp } from "../time.ts";
import {
  chargingLimitSource,
  chargingProfile,
  chargingProfilePurpose,
} from "./charging_profile.ts";
import { chargingRateUnit, chargingSchedulePeriod } from "./charging_schedule.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
import { fromWire, periodFrom, toWire } from "./profile_codec.ts";
import { statusInfo } from "./status_info.ts";
import { accepted, unsigned } from "./types.ts";

/** The station takes a charging profile (K01). */
export const setChargingProfile = action("SetChargingProfile", {
  request: object({ evseId: unsigned, chargingProfile }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
}).answered(async ({ evseId, chargingProfile }, { status }, { csms, station, change }) => {
  if (status !== "Accepted") return;
  const profile = fromWire(chargingProfile);
  await csms.charging.installed(change, station, evseId, profile, { coexist: true });
}).does("setProfile", {
  encode: ({ evse, profile }) => ({ evseId: evse, chargingProfile: toWire(profile) }),
  decode: outcome,
});

/** Which profiles are meant: those that meet all that is given (ChargingProfileCriterionType). */
const chargingProfileCriterion = object({
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
}).answered(async (asked, { status }, { csms, station, change }) => {
  const { chargingProfilePurpose, stackLevel, chargingProfileId, chargingLimitSource } =
    asked.chargingProfile;
  const criteria = {
    ...(asked.evseId === undefined ? {} : { evse: asked.evseId }),
    ...(chargingProfilePurpose ? { purpose: chargingProfilePurpose } : {}),
    ...(stackLevel === undefined ? {} : { stackLevel }),
    ...(chargingProfileId ? { ids: chargingProfileId } : {}),
    ...(chargingLimitSource ? { sources: chargingLimitSource } : {}),
  };
  const comes = status === "Accepted";
  if (!comes && status !== "NoProfiles") return;
  await csms.charging.reported.asked(change, station, {
    ...{ request: asked.requestId, criteria, comes },
  });
}).does("reportProfiles", {
  encode: ({ request, evse, purpose, stackLevel, ids, sources }) => ({
    requestId: request,
    ...(evse === undefined ? {} : { evseId: evse }),
    chargingProfile: {
      ...(purpose ? { chargingProfilePurpose: purpose } : {}),
      ...(stackLevel === undefined ? {} : { stackLevel }),
      ...(ids ? { chargingProfileId: [...ids] } : {}),
      ...(sources ? { chargingLimitSource: [...sources] } : {}),
    },
  }),
  decode: outcome,
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
}).handle(async (said, { csms, station, change, finding }) => {
  const schedules = said.chargingProfile.flatMap(({ chargingSchedule }) => chargingSchedule);
  noteNoLimit(schedules.flatMap((each) => each.chargingSchedulePeriod), finding);
  const left = await csms.charging.reported.part(change, station, {
    ...{ request: said.requestId, evse: said.evseId, source: said.chargingLimitSource },
    ...{ profiles: said.chargingProfile.map(fromWire), more: said.tbc === true },
  });
  if (left > 0) {
    finding("long-report", `A message reports more charging profiles than are kept: ${left} more.`);
  }
  return {};
});

/** Which profiles are to go (ClearChargingProfileType). */
const clearCriteria = object({
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
}).answered(async (asked, { status }, { csms, station, change }) => {
  // Unknown says that it has none of these: what is kept of them is wrong.
  if (status !== "Accepted" && status !== "Unknown") return;
  const { evseId, chargingProfilePurpose, stackLevel } = asked.chargingProfileCriteria ?? {};
  await csms.charging.cleared(change, station, {
    ...{ id: asked.chargingProfileId, evse: evseId, stackLevel, purpose: chargingProfilePurpose },
  });
}).does("clearProfile", {
  encode({ id, evse, purpose, stackLevel }) {
    // K10.FR.02: an id goes alone; K10.FR.03: what stands for all of them is a criterion.
    if (id !== undefined) return { chargingProfileId: id };
    return {
      chargingProfileCriteria: {
        ...(evse === undefined ? {} : { evseId: evse }),
        ...(purpose === undefined ? {} : { chargingProfilePurpose: purpose }),
        ...(stackLevel === undefined ? {} : { stackLevel }),
      },
    };
  },
  decode: outcome,
});

/** The limits that hold when all profiles are merged (CompositeScheduleType). */
const compositeSchedule = object({
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
}).answered((_, { schedule }, { finding }) => {
  noteNoLimit(schedule?.chargingSchedulePeriod ?? [], finding);
}).does("composite", {
  encode: ({ evse, duration, unit }) => ({
    evseId: evse,
    duration,
    ...(unit ? { chargingRateUnit: unit } : {}),
  }),
  decode: ({ schedule, ...said }) => ({
    ...outcome(said),
    ...(schedule && {
      start: schedule.scheduleStart,
      unit: schedule.chargingRateUnit,
      periods: schedule.chargingSchedulePeriod.map(periodFrom),
    }),
  }),
});
