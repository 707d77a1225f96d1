import type { Event } from "../../csms/events.ts";
import type { ChangedStations } from "./changed.ts";
import type { Piece, Source } from "./stream.ts";

/** The changes of one station's page: `make` gives what to send for the types of events that it told. */
export function piecesOf(
  changed: ChangedStations,
  station: string,
  since: string | undefined,
  make: (types: ReadonlySet<Event["type"]>) => Promise<readonly Piece[]>,
): Source {
  let types = new Set<Event["type"]>();
  return {
    watch: (wake) =>
      changed.watch((stations) => {
        const of = stations.get(station);
        if (!of) return;
        for (const type of of) types.add(type);
        wake();
      }, since),
    async take() {
      if (types.size === 0) return [];
      const seen = types;
      types = new Set();
      return await make(seen);
    },
  };
}
