import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";

/** A station reports a critical security event (security whitepaper, A04). */
export const securityEventNotification = action("SecurityEventNotification", {
  request: z.strictObject({
    type: text(50),
    timestamp,
    techInfo: text(255).optional(),
  }),
  response: z.strictObject({}),
});
