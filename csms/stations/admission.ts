import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Auditing } from "../audit/acting.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { inTurn } from "../in_turn.ts";
import type { Protocol, Station } from "../model.ts";
import type { Arrival, ClientCertificate } from "./arrival.ts";
import type { Edit } from "./edit.ts";
import type { Judge } from "./judge.ts";
import { newStation } from "./new_station.ts";
import { hasReturned } from "./rotation.ts";
import { shutSince } from "./shut_since.ts";

/** Unknown stations that may be discovered in a minute, so that nobody fills the store with names. */
const DISCOVERIES_A_MINUTE = 100;

type Refused = {
  readonly ok: false;
  readonly status: 401 | 403 | 404 | 429;
  readonly reason: string;
};
type Admission =
  | { readonly ok: true; readonly station: Station; readonly isNew: boolean }
  | Refused;

/** Decides who may connect, and makes unknown stations known as DISCOVERY says (law 13). */
export function admission({ store, clock, config, judge, edit, audit }: {
  store: Store;
  clock: Clock;
  config: Config;
  judge: Judge;
  edit: Edit;
  audit: Auditing;
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

  const refused = (status: Refused["status"], reason: string): Refused => ({
    ...{ ok: false, status, reason },
  });

  /** Why no station may have this id, known or not. */
  function unfit(id: string): string | undefined {
    const pattern = config.STATION_ID_PATTERN;
    if (!pattern || pattern.test(id)) return undefined;
    return `the id ${JSON.stringify(id)} does not match STATION_ID_PATTERN, ${pattern.source}`;
  }

  function outside(id: string): Refused | undefined {
    const reason = unfit(id);
    return reason === undefined ? undefined : refused(404, reason);
  }

  function unknown(id: string): Admission {
    if (config.DISCOVERY === "closed") {
      return refused(404, `${id} is not registered, and DISCOVERY is closed`);
    }
    const at = clock.now().toISOString();
    const registration = config.DISCOVERY === "open" ? "Accepted" : "Pending";
    return { ok: true, station: newStation(id, { registration, at }), isNew: true };
  }

  async function known(station: Station, arrival: Arrival): Promise<Admission> {
    const verdict = await judge(station, arrival);
    if (!verdict.ok) return verdict;
    if (!verdict.rotated) return { ok: true, station, isNew: false };
    const settled = await hasReturned({ edit, audit }, station, arrival.address);
    if (settled) return { ok: true, station: settled, isNew: false };
    return refused(401, `the key of ${station.id} was changed while it came in`);
  }

  function create(change: Change, station: Station): void {
    store.stations.create(change, [station.id], station);
    change.record("station.discovered", { address: station.address }, station.id);
  }

  return {
    unfit,
    /** Whether a station may connect; it is not stored before it is let in. */
    async admit(arrival: Arrival): Promise<Admission> {
      const out = outside(arrival.id);
      if (out) return out;
      const entry = await store.stations.get(arrival.id);
      if (entry) return await known(entry.value, arrival);
      const verdict = unknown(arrival.id);
      if (!verdict.ok || mayDiscover()) return verdict;
      return refused(429, `more than ${DISCOVERIES_A_MINUTE} unknown stations in a minute`);
    },
    /** Whether a station would be let in with this, and what its boot would be told; else why not. */
    async verify(arrival: Arrival): Promise<Station["registration"] | Refused> {
      const out = outside(arrival.id);
      if (out) return out;
      const station = (await store.stations.get(arrival.id))?.value;
      const verdict = station ? await judge(station, arrival) : unknown(arrival.id);
      if (!verdict.ok) return verdict;
      return station?.registration ?? (config.DISCOVERY === "open" ? "Accepted" : "Pending");
    },
    /** Makes a station known that is let in for the first time, before it is told that it is. */
    discovered: (admitted: Station, address: string): Promise<void> =>
      turn(admitted.id, () =>
        store.apply(async (change) => {
          if (!await store.stations.get(admitted.id)) create(change, { ...admitted, address });
        })),
    /**
     * Writes that a station has connected, creating it where it was removed in between. Gives why it may not
     * stay, where that was decided after it was admitted.
     */
    connected: (
      admitted: Station,
      address: string,
      protocol: Protocol,
      certificate?: ClientCertificate,
    ): Promise<string | undefined> =>
      turn(admitted.id, () =>
        store.apply(async (change) => {
          const entry = await store.stations.get(admitted.id);
          const why = entry && shutSince(admitted, entry.value, protocol);
          if (why) return why;
          const revoked = certificate && await store.revokedCertificates.get(certificate.serial);
          if (revoked) return "its certificate is revoked";
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
