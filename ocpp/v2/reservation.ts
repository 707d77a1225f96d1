import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp, wireTime } from "../time.ts";
import { idToken } from "./id_token.ts";
import { idTokenOf } from "./id_token_of.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
import { changed, words } from "./since.ts";
import { statusInfo } from "./status_info.ts";
import { accepted, unsigned } from "./types.ts";

/** The station keeps an EVSE, or any one, for a token (H01). */
export const reserveNow = action("ReserveNow", {
  request: object({
    id: unsigned,
    expiryDateTime: timestamp,
    connectorType: changed(text(20), {
      was: z.enum([
        "cCCS1",
        "cCCS2",
        "cG105",
        "cTesla",
        "cType1",
        "cType2",
        "s309-1P-16A",
        "s309-1P-32A",
        "s309-3P-16A",
        "s309-3P-32A",
        "sBS1361",
        "sCEE-7-7",
        "sType2",
        "sType3",
        "Other1PhMax16A",
        "Other1PhOver16A",
        "Other3Ph",
        "Pan",
        "wInductive",
        "wResonant",
        "Undetermined",
        "Unknown",
      ]),
    }).optional(),
    idToken,
    evseId: unsigned.optional(),
    groupIdToken: idToken.optional(),
  }),
  response: object({
    status: z.enum(["Accepted", "Faulted", "Occupied", "Rejected", "Unavailable"]),
    statusInfo: statusInfo.optional(),
  }),
}).answered((asked, { status }, { csms, station, change }) => {
  if (status !== "Accepted") return;
  const { id, evseId = 0, idToken, groupIdToken, connectorType, expiryDateTime } = asked;
  csms.reservations.reserved(change, {
    ...{ id, station, evse: evseId, token: idToken.idToken, expiresAt: expiryDateTime },
    ...(groupIdToken ? { group: groupIdToken.idToken } : {}),
    ...(connectorType ? { connectorType } : {}),
  });
}).does("reserve", {
  encode: ({ id, evse, token, tokenType, group, connectorType, expiresAt }) => ({
    id,
    expiryDateTime: wireTime(new Date(expiresAt)),
    idToken: idTokenOf(token, tokenType),
    // Without an EVSE it is any of them (H01).
    ...(evse > 0 ? { evseId: evse } : {}),
    ...(connectorType ? { connectorType } : {}),
    ...(group ? { groupIdToken: idTokenOf(group, "Central") } : {}),
  }),
  decode: outcome,
});

/** The station drops a reservation (H02). */
export const cancelReservation = action("CancelReservation", {
  request: object({ reservationId: unsigned }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
}).answered(async ({ reservationId }, { status }, { csms, station, change }) => {
  if (status === "Accepted") await csms.reservations.cancelled(change, station, reservationId);
}).does("cancelReservation", {
  encode: ({ id }) => ({ reservationId: id }),
  decode: outcome,
});

const ends = { Expired: "expired", Removed: "removed", NoTransaction: "unused" } as const;

/** A station says that a reservation is over without having been used (H04). */
export const reservationStatusUpdate = action("ReservationStatusUpdate", {
  request: object({
    reservationId: unsigned,
    reservationUpdateStatus: words(["Expired", "Removed"], { since21: ["NoTransaction"] }),
  }),
  response: object({}),
}).handle(async ({ reservationId, reservationUpdateStatus }, { csms, station, change }) => {
  const state = ends[reservationUpdateStatus];
  await csms.reservations.ended(change, station, reservationId, state);
  return {};
});
