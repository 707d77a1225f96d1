import type { Event } from "../../csms/events.ts";
import type { ChangedStations } from "./changed.ts";
import type { Piece, Source } from "./stream.ts";

/** Pieces that are made anew whenever something of these types happens, to any station or none. */
export function whenever(
  changed: ChangedStations,
  relevant: readonly Event["type"][],
  since: string | undefined,
  make: () => Promise<readonly Piece[]>,
): Source {
  let dirty = false;
  return {
    watch: (wake) =>
      changed.watch((_, types) => {
        if (!relevant.some((type) => types.has(type))) return;
        dirty = true;
        wake();
      }, since),
    async take() {
      if (!dirty) return [];
      dirty = false;
      return await make();
    },
  };
}
