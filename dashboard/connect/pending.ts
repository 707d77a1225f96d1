import type { Csms } from "../../csms/mod.ts";
import type { Station } from "../../csms/model.ts";

/** Stations that wait to be let in: those that are shown, and how many there are beside them. */
export interface WhoWaits {
  readonly shown: readonly Station[];
  readonly more: number;
}

/** The charger that somebody stands before has come just now: strangers that came earlier do not hide it. */
const newestFirst = (a: Station, b: Station) =>
  `${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? 1 : -1;

async function allWaiting({ stations }: Csms): Promise<Map<string, Station>> {
  const found = new Map<string, Station>();
  for await (const { value } of stations.each()) {
    if (value.registration === "Pending") found.set(value.id, value);
  }
  return found;
}

/**
 * Those that wait, the newest `limit` of them shown: all stations are looked through once, then only those that
 * something happened to.
 */
export function whoWaits(csms: Csms, limit: number) {
  let known: Map<string, Station> | undefined;

  return async function waiting(happened: Iterable<string> = []): Promise<WhoWaits> {
    for (const id of known ? happened : []) {
      const station = await csms.stations.get(id);
      if (station?.registration === "Pending") known!.set(id, station);
      else known!.delete(id);
    }
    known ??= await allWaiting(csms);
    const sorted = [...known.values()].sort(newestFirst);
    return { shown: sorted.slice(0, limit), more: Math.max(0, sorted.length - limit) };
  };
}
