import { z } from "zod";
import { action } from "../action.ts";
import { timestamp } from "../time.ts";
import { accepted, idTag } from "./types.ts";

/** A connector is kept for a tag until `expiryDate`; connector 0 is any of them (1.6 §5.13). */
export const reserveNow = action("ReserveNow", {
  request: z.strictObject({
    connectorId: z.int(),
    expiryDate: timestamp,
    idTag,
    parentIdTag: idTag.optional(),
    reservationId: z.int(),
  }),
  response: z.strictObject({
    status: z.enum(["Accepted", "Faulted", "Occupied", "Rejected", "Unavailable"]),
  }),
});

/** A reservation is given up (1.6 §5.1). */
export const cancelReservation = action("CancelReservation", {
  request: z.strictObject({ reservationId: z.int() }),
  response: z.strictObject({ status: accepted }),
});
