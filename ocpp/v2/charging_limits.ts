import { z } from "zod";
import { action } from "../action.ts";
import { chargingLimitSource } from "./charging_profile.ts";
import { chargingSchedule } from "./charging_schedule.ts";
import { object } from "./object.ts";
import { since21 } from "./since.ts";
import { unsigned } from "./types.ts";

/** Who limits, and whether the grid is in danger (ChargingLimitType). */
export const chargingLimit = object({
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
});

/** A station says that a limit of somebody else is gone (K13). */
export const clearedChargingLimit = action("ClearedChargingLimit", {
  request: object({ chargingLimitSource, evseId: unsigned.optional() }),
  response: object({}),
});
