import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { object } from "./object.ts";
import { statusInfo } from "./status_info.ts";

/** The station puts a transaction first, or back (K21). */
export const usePriorityCharging = action("UsePriorityCharging", {
  since: "2.1",
  request: object({ transactionId: text(36), activate: z.boolean() }),
  response: object({
    status: z.enum(["Accepted", "Rejected", "NoProfile"]),
    statusInfo: statusInfo.optional(),
  }),
});

/** A station says that a driver put a transaction first, or back (K22). */
export const notifyPriorityCharging = action("NotifyPriorityCharging", {
  since: "2.1",
  request: object({ transactionId: text(36), activated: z.boolean() }),
  response: object({}),
});
