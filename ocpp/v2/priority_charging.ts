import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
import { statusInfo } from "./status_info.ts";

/** The station puts a transaction first, or back (K21). */
export const usePriorityCharging = action("UsePriorityCharging", {
  since: "2.1",
  request: object({ transactionId: text(36), activate: z.boolean() }),
  response: object({
    status: z.enum(["Accepted", "Rejected", "NoProfile"]),
    statusInfo: statusInfo.optional(),
  }),
}).answered(async ({ transactionId, activate: active }, { status }, context) => {
  if (status !== "Accepted") return;
  const { csms, station, change } = context;
  const said = { active, by: "operator" as const };
  await csms.charging.sessions.prioritized(change, station, transactionId, said);
}).does("prioritize", {
  encode: ({ transaction, active }) => ({ transactionId: transaction, activate: active }),
  decode: outcome,
});

/** A station says that a driver put a transaction first, or back (K22). */
export const notifyPriorityCharging = action("NotifyPriorityCharging", {
  since: "2.1",
  request: object({ transactionId: text(36), activated: z.boolean() }),
  response: object({}),
}).handle(async ({ transactionId, activated: active }, { csms, station, change }) => {
  const said = { active, by: "station" as const };
  await csms.charging.sessions.prioritized(change, station, transactionId, said);
  return {};
});
