import { z } from "zod";
import { action } from "../action.ts";
import { timestamp } from "../time.ts";
import { meterValue } from "./meter_values.ts";
import { idTag, idTagInfo } from "./types.ts";

/** A station says that a transaction began, and is given its id (1.6 §4.8). */
export const startTransaction = action("StartTransaction", {
  request: z.strictObject({
    connectorId: z.int(),
    idTag,
    meterStart: z.int(),
    reservationId: z.int().optional(),
    timestamp,
  }),
  response: z.strictObject({ idTagInfo, transactionId: z.int() }),
});

/** A station says that a transaction ended (1.6 §4.10). */
export const stopTransaction = action("StopTransaction", {
  request: z.strictObject({
    idTag: idTag.optional(),
    meterStop: z.int(),
    timestamp,
    transactionId: z.int(),
    reason: z.enum([
      "EmergencyStop",
      "EVDisconnected",
      "HardReset",
      "Local",
      "Other",
      "PowerLoss",
      "Reboot",
      "Remote",
      "SoftReset",
      "UnlockCommand",
      "DeAuthorized",
    ]).optional(),
    transactionData: z.array(meterValue).optional(),
  }),
  response: z.strictObject({ idTagInfo: idTagInfo.optional() }),
});
