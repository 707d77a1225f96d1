import { reservationStatusUpdate } from "../../ocpp/v2/reservation.ts";
import { notify } from "../calls.ts";
import { later } from "../later.ts";
import { sameToken } from "./tokens.ts";
import type { Reservation, Token } from "./state.ts";
import type { Station } from "./station.ts";

function over(station: Station, id: number, why: "Expired" | "Removed"): Promise<void> {
  return notify(station, reservationStatusUpdate, {
    reservationId: id,
    reservationUpdateStatus: why,
  });
}

/** Ends a reservation when its time is over, and says so (H01). */
export function expire(station: Station, { id, expiresAt }: Reservation, then: () => void): void {
  later(station.timers, expiresAt, () => {
    const { reservations } = station.state;
    const index = reservations.findIndex((one) => one.id === id && one.expiresAt === expiresAt);
    if (index < 0) return;
    reservations.splice(index, 1);
    over(station, id, "Expired");
    then();
  });
}

/** Ends the reservations of an EVSE that can no longer keep them (H01.FR.17). */
export function drop(station: Station, evse: number): void {
  const { reservations } = station.state;
  station.state.reservations = reservations.filter(({ connector }) => connector !== evse);
  for (const { id, connector } of reservations) {
    if (connector === evse) over(station, id, "Removed");
  }
}

/** Whether a reservation lets a token or its group in. */
export function admits(kept: Reservation, token: Token, group?: Token): boolean {
  return sameToken(kept.token, token) ||
    (kept.group !== undefined && group !== undefined && sameToken(kept.group, group));
}

/** Uses up the reservation that a token comes with; gives its id. */
export function use(station: Station, evse: number, token: Token, group?: Token) {
  const { reservations } = station.state;
  const index = reservations.findIndex((one) =>
    [0, evse].includes(one.connector) && admits(one, token, group)
  );
  return index < 0 ? undefined : reservations.splice(index, 1)[0]!.id;
}
