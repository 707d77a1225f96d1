import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { idToken } from "./id_token.ts";
import { object } from "./object.ts";
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
});

/** The station drops a reservation (H02). */
export const cancelReservation = action("CancelReservation", {
  request: object({ reservationId: unsigned }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
});

/** A station says that a reservation is over without having been used (H04). */
export const reservationStatusUpdate = action("ReservationStatusUpdate", {
  request: object({
    reservationId: unsigned,
    reservationUpdateStatus: words(["Expired", "Removed"], { since21: ["NoTransaction"] }),
  }),
  response: object({}),
});
