import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { NO_TIME, toldAt } from "../told.ts";

/** A station reports a critical security event (security whitepaper, A04). */
export const securityEventNotification = action("SecurityEventNotification", {
  request: z.strictObject({
    type: text(50),
    timestamp,
    techInfo: text(255).optional(),
  }),
  response: z.strictObject({}),
}).reads({ fill: { timestamp: () => NO_TIME } }).handle((event, context) => {
  const { csms, station, change } = context;
  csms.devices.reports.security(change, station, {
    type: event.type,
    at: toldAt(event.timestamp, context),
    ...(event.techInfo === undefined ? {} : { techInfo: event.techInfo }),
  });
  return {};
});
