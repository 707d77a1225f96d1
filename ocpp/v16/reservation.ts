import { z } from "zod";
import { action } from "../action.ts";
import { timestamp, wireTime } from "../time.ts";
import { accepted, idTag } from "./types.ts";
import { outcome } from "./outcome.ts";

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
}).answered((asked, { status }, { csms, station, change }) => {
  if (status !== "Accepted") return;
  csms.reservations.reserved(change, {
    id: asked.reservationId,
    station,
    evse: asked.connectorId,
    token: asked.idTag,
    ...(asked.parentIdTag ? { group: asked.parentIdTag } : {}),
    expiresAt: asked.expiryDate,
  });
}).does("reserve", {
  encode: ({ id, evse, token, group, expiresAt }) => ({
    connectorId: evse,
    expiryDate: wireTime(new Date(expiresAt)),
    idTag: token,
    ...(group ? { parentIdTag: group } : {}),
    reservationId: id,
  }),
  decode: outcome,
});

/** A reservation is given up (1.6 §5.1). */
export const cancelReservation = action("CancelReservation", {
  request: z.strictObject({ reservationId: z.int() }),
  response: z.strictObject({ status: accepted }),
}).answered(async ({ reservationId }, { status }, { csms, station, change }) => {
  if (status === "Accepted") await csms.reservations.cancelled(change, station, reservationId);
}).does("cancelReservation", {
  encode: ({ id }) => ({ reservationId: id }),
  decode: outcome,
});
