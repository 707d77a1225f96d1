import { cancelReservation, reserveNow } from "../../../ocpp/v16/reservation.ts";
import { later } from "../../later.ts";
import { statusOf, update } from "../status.ts";
import type { Station } from "../station.ts";
import { answer } from "./answer.ts";

/** What refuses a reservation of one connector; undefined where it is free. */
function obstacle(station: Station, id: number, reservation: number) {
  const connector = station.connectors[id - 1];
  if (!connector) return "Rejected" as const;
  switch (statusOf(station, connector)) {
    case "Available":
      return undefined;
    case "Reserved": {
      // The same id replaces the reservation (1.6 §5.13).
      const mine = station.state.reservations.some((one) =>
        one.connector === id && one.id === reservation
      );
      return mine ? undefined : "Occupied" as const;
    }
    case "Faulted":
      return "Faulted" as const;
    case "Unavailable":
      return "Unavailable" as const;
    default:
      return "Occupied" as const;
  }
}

/** Ends a reservation when its time is over. */
export function expire(station: Station, id: number, expiresAt: string): void {
  later(station.timers, expiresAt, () => {
    const index = station.state.reservations.findIndex((one) =>
      one.id === id && one.expiresAt === expiresAt
    );
    if (index < 0) return;
    station.state.reservations.splice(index, 1);
    update(station);
  });
}

export const reservation = [
  answer(reserveNow, (station, request) => {
    const { reservationId: id, connectorId, expiryDate, idTag, parentIdTag } = request;
    if (Date.parse(expiryDate) <= station.timers.now().getTime()) {
      return { status: "Rejected" as const };
    }
    const wanted = connectorId === 0 ? station.connectors.map(({ id }) => id) : [connectorId];
    const obstacles = wanted.map((connector) => obstacle(station, connector, id));
    if (!obstacles.includes(undefined)) return { status: obstacles[0]! };
    station.state.reservations = station.state.reservations.filter((one) => one.id !== id);
    station.state.reservations.push({
      ...{ id, connector: connectorId, tag: idTag, expiresAt: expiryDate },
      ...parentIdTag === undefined ? {} : { parent: parentIdTag },
    });
    expire(station, id, expiryDate);
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
