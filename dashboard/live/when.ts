import type { Event } from "../../csms/events.ts";
import type { ChangedStations } from "./changed.ts";
import type { Piece, Source } from "./stream.ts";

/** Pieces that are made anew whenever something of these types happens: `make` is told to which stations it did. */
export function whenever(
  changed: ChangedStations,
  relevant: readonly Event["type"][],
  since: string | undefined,
  make: (stations: readonly string[]) => Promise<readonly Piece[]>,
): Source {
  const isRelevant = (types: ReadonlySet<Event["type"]>) =>
    relevant.some((type) => types.has(type));
  const dirty = new Set<string>();
  let happened = false;
  return {
    watch: (wake) =>
      changed.watch((stations, types) => {
        if (!isRelevant(types)) return;
        happened = true;
        for (const [id, own] of stations) if (isRelevant(own)) dirty.add(id);
        wake();
      }, since),
    async take() {
      if (!happened) return [];
      happened = false;
      const stations = [...dirty];
      dirty.clear();
      return await make(stations);
    },
  };
}
