import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
import { statusInfo } from "./status_info.ts";

/** What the specification has no message for, in either direction (P01, P02). */
export const dataTransfer = action("DataTransfer", {
  request: object({
    messageId: text(50).optional(),
    data: z.unknown().optional(),
    vendorId: text(255),
  }),
  response: object({
    status: z.enum(["Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId"]),
    statusInfo: statusInfo.optional(),
    data: z.unknown().optional(),
  }),
}).handle(async ({ data, vendorId, messageId }, { csms, station, change }) => {
  const transfer = { station, vendorId, messageId, ...textOf(data) };
  const answer = await csms.devices.transfers.received(change, transfer);
  // A handler that gives back what it was given gives it back as it came.
  const same = answer.data !== undefined && answer.data === transfer.data;
  return same ? { ...answer, data } : answer;
}).answered(({ data, vendorId, messageId }, answer, { csms, station, change }) => {
  const transfer = { station, vendorId, messageId, ...textOf(data) };
  const { status, data: given } = answer;
  csms.devices.transfers.audit(change, "out", transfer, { status, ...textOf(given) });
}).does("dataTransfer", {
  encode: (transfer) => transfer,
  decode: (said) => ({ ...outcome(said), ...textOf(said.data) }),
});

/** Data of any shape as text: JSON, where it is not text already. */
function textOf(data: unknown): { data?: string } {
  if (data === undefined || data === null) return {};
  return { data: typeof data === "string" ? data : JSON.stringify(data) };
}
