import { z } from "zod";
import { action } from "../action.ts";
import { limitOf, noteNoLimit } from "../no_limit.ts";
import { timestamp } from "../time.ts";
import {
  chargingProfile,
  chargingProfilePurpose,
  chargingRateUnit,
  chargingSchedule,
} from "./charging_profile.ts";
import { accepted } from "./types.ts";
import { outcome } from "./outcome.ts";
import { fromWire, purposeFrom, purposeTo, toWire } from "./profile_codec.ts";

/** The station takes a charging profile (1.6 §5.16). */
export const setChargingProfile = action("SetChargingProfile", {
  request: z.strictObject({ connectorId: z.int(), csChargingProfiles: chargingProfile }),
  response: z.strictObject({ status: z.enum(["Accepted", "Rejected", "NotSupported"]) }),
}).answered(async (asked, { status }, { csms, station, change }) => {
  if (status !== "Accepted") return;
  const profile = fromWire(asked.csChargingProfiles);
  await csms.charging.installed(change, station, asked.connectorId, profile);
}).does("setProfile", {
  encode: ({ evse, profile }) => ({ connectorId: evse, csChargingProfiles: toWire(profile) }),
  decode: outcome,
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
}).answered(async (asked, { status }, { csms, station, change }) => {
  // Unknown says that it has none of these: what is kept of them is wrong.
  if (status !== "Accepted" && status !== "Unknown") return;
  await csms.charging.cleared(change, station, {
    id: asked.id,
    evse: asked.connectorId,
    ...(asked.chargingProfilePurpose ? { purpose: purposeFrom(asked.chargingProfilePurpose) } : {}),
    stackLevel: asked.stackLevel,
  });
}).does("clearProfile", {
  encode: ({ id, evse, purpose, stackLevel }) => ({
    ...(id === undefined ? {} : { id }),
    ...(evse === undefined ? {} : { connectorId: evse }),
    ...(purpose === undefined ? {} : { chargingProfilePurpose: purposeTo(purpose) }),
    ...(stackLevel === undefined ? {} : { stackLevel }),
  }),
  decode: outcome,
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
}).answered(async (_, { status, chargingSchedule }, { csms, station, change, finding }) => {
  noteNoLimit(chargingSchedule?.chargingSchedulePeriod ?? [], finding);
  // Who computes schedules has the feature, whether its configuration names it or not (quirk 22).
  if (status === "Accepted") await csms.stations.showsFeature(change, station, "SmartCharging");
}).does("composite", {
  encode: ({ evse, duration, unit }) => ({
    connectorId: evse,
    duration,
    ...(unit ? { chargingRateUnit: unit } : {}),
  }),
  decode: ({ status, scheduleStart, chargingSchedule }) => ({
    accepted: status === "Accepted",
    status,
    ...(scheduleStart ? { start: scheduleStart } : {}),
    ...(chargingSchedule && {
      unit: chargingSchedule.chargingRateUnit,
      periods: chargingSchedule.chargingSchedulePeriod.map(({ limit, ...period }) => ({
        ...{ ...period, ...limitOf({ limit }) },
      })),
    }),
  }),
});
