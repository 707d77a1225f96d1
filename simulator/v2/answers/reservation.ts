import { cancelReservation, reserveNow } from "../../../ocpp/v2/reservation.ts";
import { expire } from "../reservations.ts";
import type { Reservation } from "../state.ts";
import type { Station } from "../station.ts";
import { statusOf, update } from "../status.ts";
import { answer } from "./answer.ts";

/** What refuses a reservation of one EVSE; undefined where it is free. */
function obstacle(station: Station, id: number, reservation: number) {
  const evse = station.evses[id - 1];
  if (!evse) return "Rejected" as const;
  const status = statusOf(station, evse);
  if (status === "Available") return undefined;
  if (status !== "Reserved") return status;
  // The same id replaces the reservation (H01.FR.02).
  const mine = station.state.reservations.some((one) =>
    one.connector === id && one.id === reservation
  );
  return mine ? undefined : "Occupied" as const;
}

export const reservation = [
  answer(reserveNow, (station, request) => {
    const { id, evseId, expiryDateTime, idToken, groupIdToken, connectorType } = request;
    const over = Date.parse(expiryDateTime) <= station.timers.now().getTime();
    if (over || !station.model.flag("ReservationCtrlr.Enabled")) {
      return { status: "Rejected" as const };
    }
    if (connectorType !== undefined && connectorType !== "sType2") {
      return { status: "Rejected" as const, statusInfo: { reasonCode: "UnsupportedParam" } };
    }
    const wanted = evseId ? [evseId] : station.evses.map(({ id }) => id);
    const obstacles = wanted.map((evse) => obstacle(station, evse, id));
    if (!obstacles.includes(undefined)) return { status: obstacles[0]! };
    const made: Reservation = {
      ...{ id, connector: evseId ?? 0, token: idToken, expiresAt: expiryDateTime },
      ...groupIdToken === undefined ? {} : { group: groupIdToken },
    };
    station.state.reservations = station.state.reservations.filter((one) => one.id !== id);
    station.state.reservations.push(made);
    expire(station, made, () => update(station));
    station.afterwards.push(() => update(station));
    return { status: "Accepted" as const };
  }),
  answer(cancelReservation, (station, { reservationId }) => {
    const { reservations } = station.state;
    const index = reservations.findIndex(({ id }) => id === reservationId);
    if (index < 0) return { status: "Rejected" as const };
    reservations.splice(index, 1);
    station.afterwards.push(() => update(station));
    return { status: "Accepted" as const };
  }),
];
