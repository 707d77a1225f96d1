import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { inTurn } from "../in_turn.ts";
import type { Protocol, Station } from "../model.ts";
import type { Arrival } from "./arrival.ts";
import { isKey } from "./key.ts";
import { defaultSettings } from "./settings.ts";

/** Unknown stations that may be discovered in a minute, so that nobody fills the store with names. */
const DISCOVERIES_A_MINUTE = 100;

type Admission =
  | { readonly ok: true; readonly station: Station; readonly isNew: boolean }
  | { readonly ok: false; readonly status: 401 | 403 | 404 | 429; readonly reason: string };

/** Decides who may connect, and makes unknown stations known as DISCOVERY says (law 13). */
export function admission({ store, clock, config }: {
  store: Store;
  clock: Clock;
  config: Config;
}) {
  // A station that dials many times at once must not fail its own checks, nor leave before it came.
  const turn = inTurn();
  let minute = 0;
  let discoveries = 0;

  function mayDiscover(): boolean {
    const now = Math.floor(clock.now().getTime() / 60_000);
    if (now !== minute) [minute, discoveries] = [now, 0];
    return config.DISCOVERY === "open" || ++discoveries <= DISCOVERIES_A_MINUTE;
  }

  function refused(status: 401 | 403 | 404 | 429, reason: string): Admission {
    return { ok: false, status, reason };
  }

  function known(station: Station, { credentials }: Arrival): Admission {
    if (station.registration === "Rejected") {
      return refused(403, `${station.id} has been refused by the operator`);
    }
    if (!station.key) return { ok: true, station, isNew: false };
    const { key } = station;
    if (credentials.length === 0) return refused(401, `${station.id} sent no key, and has to`);
    if (!credentials.some(({ password }) => isKey(key, password))) {
      return refused(401, `${station.id} sent a wrong key`);
    }
    return { ok: true, station, isNew: false };
  }

  function create(change: Change, station: Station): void {
    store.stations.create(change, [station.id], station);
    change.record("station.discovered", { address: station.address }, station.id);
  }

  return {
    /** Whether a station may connect; it is not stored before it is let in. */
    async admit(arrival: Arrival): Promise<Admission> {
      const entry = await store.stations.get(arrival.id);
      if (entry) return known(entry.value, arrival);
      if (config.DISCOVERY === "closed") {
        return refused(404, `${arrival.id} is not registered, and DISCOVERY is closed`);
      }
      if (!mayDiscover()) {
        return refused(429, `more than ${DISCOVERIES_A_MINUTE} unknown stations in a minute`);
      }
      const at = clock.now().toISOString();
      const station: Station = {
        id: arrival.id,
        registration: config.DISCOVERY === "open" ? "Accepted" : "Pending",
        createdAt: at,
        lastSeen: at,
        settings: defaultSettings,
        learned: { unsupported: [] },
      };
      return { ok: true, station, isNew: true };
    },
    /** Makes a station known that is let in for the first time, before it is told that it is. */
    discovered: (admitted: Station, address: string): Promise<void> =>
      turn(admitted.id, () =>
        store.apply(async (change) => {
          if (!await store.stations.get(admitted.id)) create(change, { ...admitted, address });
        })),
    /** Writes that a station has connected, creating it where it was removed in between. */
    connected: (admitted: Station, address: string, protocol: Protocol): Promise<void> =>
      turn(admitted.id, () =>
        store.apply(async (change) => {
          const entry = await store.stations.get(admitted.id);
          const seen = { lastSeen: clock.now().toISOString(), address, protocol };
          if (entry) store.stations.replace(change, entry, { ...entry.value, ...seen });
          else create(change, { ...admitted, ...seen });
          change.record("station.connected", { protocol, address }, admitted.id);
        })),
    /** Writes that a station's connection ended. */
    disconnected: (station: string, code: number, reason: string): Promise<void> =>
      turn(station, () =>
        store.apply(async (change) => {
          const entry = await store.stations.get(station);
          if (!entry) return;
          const lastSeen = clock.now().toISOString();
          store.stations.replace(change, entry, { ...entry.value, lastSeen });
          change.record("station.disconnected", { code, reason }, station);
        })),
  };
}
