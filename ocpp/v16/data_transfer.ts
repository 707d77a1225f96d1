import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";

/** What the specification has no message for, in either direction (1.6 §4.3, §5.6). */
export const dataTransfer = action("DataTransfer", {
  request: z.strictObject({
    vendorId: text(255),
    messageId: text(50).optional(),
    data: z.string().optional(),
  }),
  response: z.strictObject({
    status: z.enum(["Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId"]),
    data: z.string().optional(),
  }),
}).handle((transfer, { csms, station, change }) =>
  csms.devices.transfers.received(change, { ...transfer, station })
).answered((transfer, answer, { csms, station, change }) =>
  csms.devices.transfers.audit(change, "out", { ...transfer, station }, answer)
).does("dataTransfer", {
  encode: (transfer) => transfer,
  decode: ({ status, data }) => ({
    accepted: status === "Accepted",
    status,
    ...(data === undefined ? {} : { data }),
  }),
});
