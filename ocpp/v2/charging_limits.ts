import { z } from "zod";
import { action } from "../action.ts";
import { noteNoLimit } from "../no_limit.ts";
import { chargingLimitSource } from "./charging_profile.ts";
import { chargingSchedule } from "./charging_schedule.ts";
import { object } from "./object.ts";
import { scheduleFrom } from "./profile_codec.ts";
import { since21 } from "./since.ts";
import { unsigned } from "./types.ts";

/** Who limits, and whether the grid is in danger (ChargingLimitType). */
const chargingLimit = object({
  chargingLimitSource,
  isLocalGeneration: since21(z.boolean()),
  isGridCritical: z.boolean().optional(),
});

/** A station says that somebody else limits it (K11, K12). */
export const notifyChargingLimit = action("NotifyChargingLimit", {
  request: object({
    chargingSchedule: z.array(chargingSchedule).min(1).optional(),
    evseId: unsigned.optional(),
    chargingLimit,
  }),
  response: object({}),
}).handle(async (said, { csms, station, change, finding }) => {
  const { chargingLimitSource, isGridCritical, isLocalGeneration } = said.chargingLimit;
  const { chargingSchedule: schedules = [] } = said;
  noteNoLimit(schedules.flatMap((each) => each.chargingSchedulePeriod), finding);
  const kept = await csms.charging.external.said(change, station, {
    evse: said.evseId ?? 0,
    source: chargingLimitSource,
    ...(isGridCritical === undefined ? {} : { gridCritical: isGridCritical }),
    ...(isLocalGeneration === undefined ? {} : { localGeneration: isLocalGeneration }),
    schedules: schedules.map(scheduleFrom),
  });
  if (!kept) finding("many-limits", "It tells of more external limits than are kept.");
  return {};
});

/** A station says that a limit of somebody else is gone (K13). */
export const clearedChargingLimit = action("ClearedChargingLimit", {
  request: object({ chargingLimitSource, evseId: unsigned.optional() }),
  response: object({}),
}).handle(async ({ chargingLimitSource, evseId }, { csms, station, change }) => {
  await csms.charging.external.cleared(change, station, chargingLimitSource, evseId);
  return {};
});
