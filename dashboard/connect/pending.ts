import type { Csms } from "../../csms/mod.ts";
import type { Station } from "../../csms/model.ts";

/** The first stations, by id, that wait to be let in; `more` where there are others. */
export async function firstWaiting({ stations }: Csms, limit: number) {
  const { items, next } = await stations.page({ limit, registration: "Pending" });
  return { waiting: items.map(({ value }) => value), more: next !== null };
}

/** The same for a page that is kept live: all are looked through once, then only those that something happened to. */
export function liveWaiting(csms: Csms, limit: number) {
  let known: Map<string, Station> | undefined;
  let more = false;

  return async function waiting(happened: Iterable<string>): Promise<readonly Station[]> {
    for (const id of known ? happened : []) {
      const station = await csms.stations.get(id);
      if (station?.registration === "Pending") known!.set(id, station);
      else known!.delete(id);
    }
    if (!known || more && known.size < limit) {
      const first = await firstWaiting(csms, limit);
      known = new Map(first.waiting.map((station) => [station.id, station]));
      more = first.more;
    }
    const sorted = [...known.values()].sort((a, b) => a.id < b.id ? -1 : 1);
    return sorted.slice(0, limit);
  };
}
