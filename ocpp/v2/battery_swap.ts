import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { idToken } from "./id_token.ts";
import { object } from "./object.ts";
import { statusInfo } from "./status_info.ts";
import { accepted } from "./types.ts";

/** A battery in a slot; charge and health in percent (BatteryDataType). */
export const batteryData = object({
  evseId: z.int().min(0),
  serialNumber: text(50),
  soC: z.number().min(0).max(100),
  soH: z.number().min(0).max(100),
  productionDate: timestamp.optional(),
  vendorInfo: text(500).optional(),
});

/** A station says that batteries came in or went out (S03). */
export const batterySwap = action("BatterySwap", {
  since: "2.1",
  request: object({
    batteryData: z.array(batteryData).min(1),
    eventType: z.enum(["BatteryIn", "BatteryOut", "BatteryOutTimeout"]),
    idToken,
    requestId: z.int(),
  }),
  response: object({}),
});

/** The station is to swap batteries for a token (S02). */
export const requestBatterySwap = action("RequestBatterySwap", {
  since: "2.1",
  request: object({ idToken, requestId: z.int() }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
});
