import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import { boundsOf, type Period } from "./period.ts";
import type { reading } from "./read.ts";
import { Adder, type Sums } from "./sums.ts";

/** What one station came to in a period. */
export interface StationSums extends Sums {
  readonly station: string;
  /** How many EVSEs it has shown; 1 where it has shown none. */
  readonly evses: number;
  /** Which part of the time so far its EVSEs had a vehicle plugged in, 0 to 1. */
  readonly utilisation: number;
}

/** All stations, those that did nothing too, the most energy first. */
export function ofStations({ store, clock, read }: {
  store: Store;
  clock: Clock;
  read: ReturnType<typeof reading>;
}) {
  return async function stations(period: Period): Promise<StationSums[]> {
    const [totals, evses] = [await read.totals("station", period), new Map<string, Set<number>>()];
    for await (const { value: { station, evse } } of store.connectors.each([])) {
      if (evse === 0) continue;
      evses.set(station, (evses.get(station) ?? new Set()).add(evse));
    }
    const active = new Set(totals.map(({ name }) => name));
    const idle = (await Array.fromAsync(store.stations.each([]), ({ value: { id } }) => id))
      .filter((id) => !active.has(id)).map((name) => ({ name, ...new Adder().sums }));
    const { start, end } = boundsOf(period);
    const seconds = (Math.min(end, clock.now().getTime()) - start) / 1000;
    return [...totals, ...idle].map(({ name, ...sums }) => {
      const count = evses.get(name)?.size ?? 1;
      const share = seconds > 0 ? sums.pluggedSeconds / (count * seconds) : 0;
      const utilisation = Math.round(Math.min(1, share) * 10_000) / 10_000;
      return { station: name, ...sums, evses: count, utilisation };
    });
  };
}
