import { z } from "zod";
import { action } from "../action.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
import { statusInfo } from "./status_info.ts";
import { accepted } from "./types.ts";

/** The new values of a dynamic profile (ChargingScheduleUpdateType). */
const chargingScheduleUpdate = object({
  limit: z.number().optional(),
  limit_L2: z.number().optional(),
  limit_L3: z.number().optional(),
  dischargeLimit: z.number().max(0).optional(),
  dischargeLimit_L2: z.number().max(0).optional(),
  dischargeLimit_L3: z.number().max(0).optional(),
  setpoint: z.number().optional(),
  setpoint_L2: z.number().optional(),
  setpoint_L3: z.number().optional(),
  setpointReactive: z.number().optional(),
  setpointReactive_L2: z.number().optional(),
  setpointReactive_L3: z.number().optional(),
});

/** The station takes new values for a dynamic profile (K28). */
export const updateDynamicSchedule = action("UpdateDynamicSchedule", {
  since: "2.1",
  request: object({ chargingProfileId: z.int(), scheduleUpdate: chargingScheduleUpdate }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
}).answered(async ({ chargingProfileId, scheduleUpdate }, { status }, context) => {
  if (status !== "Accepted") return;
  const { csms, station, change } = context;
  await csms.charging.dynamic.took(change, station, chargingProfileId, scheduleUpdate);
}).does("updateProfile", {
  encode: ({ id, values }) => ({ chargingProfileId: id, scheduleUpdate: values }),
  decode: outcome,
});

/** A station asks for new values of a dynamic profile (K28). */
export const pullDynamicScheduleUpdate = action("PullDynamicScheduleUpdate", {
  since: "2.1",
  request: object({ chargingProfileId: z.int() }),
  response: object({
    scheduleUpdate: chargingScheduleUpdate.optional(),
    status: accepted,
    statusInfo: statusInfo.optional(),
  }),
}).handle(async ({ chargingProfileId }, { csms, station, change }) => {
  const values = await csms.charging.dynamic.pulled(change, station, chargingProfileId);
  return values
    ? { status: "Accepted" as const, scheduleUpdate: values }
    : { status: "Rejected" as const, statusInfo: { reasonCode: "NotFound" } };
});
