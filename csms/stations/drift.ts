import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";

const log = getLogger(["kvolt", "stations"]);
/** A clock that moved less than this against ours is not written again. */
const SIGNIFICANT_MS = 5_000;

/**
 * How far each station's clock is from ours. Messages kept while offline carry old times and look
 * like a slow clock, so that the largest difference since it connected is the one that counts.
 */
export function drifting({ store }: { store: Store }) {
  const largest = new Map<string, number>();

  function write(station: string, driftMs: number): Promise<void> {
    return store.apply(async (change) => {
      const entry = await store.stations.get(station);
      const known = entry?.value.driftMs ?? 0;
      if (!entry || Math.abs(known - driftMs) < SIGNIFICANT_MS) return;
      store.stations.replace(change, entry, { ...entry.value, driftMs });
    });
  }

  return {
    /** Takes the difference of one message, in ms: the station's time minus ours at its arrival. */
    saw(station: string, driftMs: number): void {
      const before = largest.get(station);
      if (before !== undefined && driftMs < before + SIGNIFICANT_MS) return;
      largest.set(station, driftMs);
      write(station, driftMs).catch((error) =>
        log.warn("the clock drift of {station} was not kept: {error}", { station, error })
      );
    },
    /** What was seen since its connection began, in ms. */
    of: (station: string): number | undefined => largest.get(station),
    /** A new connection begins: what was seen before counts no more. */
    forget: (station: string): void => void largest.delete(station),
  };
}
