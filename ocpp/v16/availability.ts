import { z } from "zod";
import { action } from "../action.ts";

/** A connector, or with connector 0 all of them, is put in or out of service (1.6 §5.2). */
export const changeAvailability = action("ChangeAvailability", {
  request: z.strictObject({
    connectorId: z.int(),
    type: z.enum(["Inoperative", "Operative"]),
  }),
  response: z.strictObject({ status: z.enum(["Accepted", "Rejected", "Scheduled"]) }),
}).does("availability", {
  encode: ({ evse, operative }) => ({
    connectorId: evse,
    type: operative ? "Operative" : "Inoperative",
  }),
  // Scheduled: it will be done when the running transaction ends.
  decode: ({ status }) => ({ accepted: status !== "Rejected", status }),
});
