import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { object } from "./object.ts";
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
});
