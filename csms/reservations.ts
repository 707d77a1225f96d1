import type { Change } from "../kv/change.ts";
import type { Store } from "../kv/mod.ts";
import type { Clock } from "./clock.ts";
import type { Reservation } from "./model.ts";

const DAY_MS = 86_400_000;

/** Reservations that stations accepted; each is forgotten a day after it ends. */
export function reservations({ store, clock }: { store: Store; clock: Clock }) {
  function shown(reservation: Reservation): Reservation {
    const over = Date.parse(reservation.expiresAt) <= clock.now().getTime();
    return reservation.state === "active" && over
      ? { ...reservation, state: "expired" }
      : reservation;
  }

  return {
    /** A new id of a reservation, unique at its station: positive and 31 bits wide. */
    async nextId(station: string): Promise<number> {
      for (;;) {
        const id = 1 + crypto.getRandomValues(new Uint32Array(1))[0]! % (2 ** 31 - 1);
        if (!await store.reservations.get(station, id)) return id;
      }
    },
    /** Keeps a reservation that a station accepted; the same id again replaces it (1.6 §5.13). */
    reserved(
      change: Change,
      said: Omit<Reservation, "state" | "createdAt">,
    ): void {
      const at = clock.now().toISOString();
      const reservation: Reservation = { ...said, state: "active", createdAt: at };
      const until = Date.parse(said.expiresAt) + DAY_MS;
      store.reservations.put(change, [said.station, said.id], reservation, until);
      change.record("reservation.changed", reservation, said.station);
    },
    /** Ends a reservation that a station gave up; what was used or over before stays so. */
    async cancelled(change: Change, station: string, id: number): Promise<void> {
      const entry = await store.reservations.get(station, id);
      if (!entry || shown(entry.value).state !== "active") return;
      const cancelled: Reservation = { ...entry.value, state: "cancelled" };
      const until = Date.parse(cancelled.expiresAt) + DAY_MS;
      store.reservations.replace(change, entry, cancelled, until);
      change.record("reservation.changed", cancelled, station);
    },
    /** Keeps how a reservation ended that its station says is over; one that ended before stays so. */
    async ended(
      change: Change,
      station: string,
      id: number,
      state: "expired" | "removed" | "unused",
    ): Promise<void> {
      const entry = await store.reservations.get(station, id);
      if (!entry || entry.value.state !== "active") return;
      const ended: Reservation = { ...entry.value, state };
      store.reservations.replace(change, entry, ended, Date.parse(ended.expiresAt) + DAY_MS);
      change.record("reservation.changed", ended, station);
    },
    async page(station: string, options: { limit: number; cursor?: string }) {
      const page = await store.reservations.page([station], options);
      return {
        next: page.next,
        items: page.items.map(({ value }) => shown(value)),
      };
    },
  };
}
