import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { DeviceReport, Monitor } from "../model/device.ts";
import { roomFor } from "../room.ts";
import { type Deferred, writtenInPieces } from "./pieces.ts";
import { componentPart, placeId } from "./place.ts";

/** A monitor as a station reports it, or took it. */
type ToldMonitor = Omit<Monitor, "station" | "receivedAt">;

/** Monitors of one station that are kept. */
export const MOST_MONITORS = 5_000;

/** What each station watches, so far as it has said or been told (2.x part 2, N02 to N06). */
export function monitors({ store, clock }: { store: Store; clock: Clock }) {
  const room = roomFor(store.monitors, MOST_MONITORS);

  const put = (change: Change, station: string, told: ToldMonitor) =>
    store.monitors.put(change, [station, told.id], {
      ...told,
      station,
      receivedAt: clock.now().toISOString(),
    });

  async function all(station: string): Promise<Monitor[]> {
    const found: Monitor[] = [];
    for await (const { value } of store.monitors.each([station])) found.push(value);
    return found;
  }

  return {
    /** Keeps a part of a report; gives how many monitors the report had not told of before, and how many had no room. */
    async reported(
      change: Change,
      station: string,
      told: readonly ToldMonitor[],
      report: number,
    ): Promise<{ items: number; dropped: number }> {
      const once = [...new Map(told.map((each) => [each.id, each])).values()];
      const known = await store.monitors.getMany(once.map(({ id }) => [station, id]));
      let left = await room.take(station, known.filter((entry) => !entry).length);
      const kept = once.map((each, i) => ({ each, before: known[i]?.value }))
        .filter(({ before }) => before !== undefined || left-- > 0);
      const work = kept.map(({ each }): Deferred => (change) => {
        put(change, station, { ...each, report });
        return Promise.resolve();
      });
      await writtenInPieces(store, change, work);
      const items = kept.filter(({ before }) => before?.report !== report).length;
      return { items, dropped: once.length - kept.length };
    },
    /** Forgets what a whole report did not tell of; `told` is what its last part did. */
    async others(
      change: Change,
      station: string,
      { requestId, startedAt }: Pick<DeviceReport, "requestId" | "startedAt">,
      told: readonly Pick<Monitor, "id">[] = [],
    ): Promise<void> {
      const kept = new Set(told.map(({ id }) => id));
      const gone = (await all(station)).filter(({ id, report, receivedAt }) =>
        !kept.has(id) && report !== requestId && receivedAt < startedAt
      );
      const work = gone.map(({ id }): Deferred => (change) => {
        store.monitors.remove(change, [station, id]);
        return Promise.resolve();
      });
      await writtenInPieces(store, change, work);
    },
    /** Keeps a monitor that the station took. */
    taken: put,
    /** Forgets a monitor that the station dropped. */
    dropped: (change: Change, station: string, id: number): void =>
      store.monitors.remove(change, [station, id]),
    get: async (station: string, id: number): Promise<Monitor | undefined> =>
      (await store.monitors.get(station, id))?.value,
    /** Those of a station, or of one of its components, by their ids. */
    async of(station: string, component?: string): Promise<Monitor[]> {
      const found = await all(station);
      if (component === undefined) return found;
      const wanted = componentPart(component);
      return found.filter((monitor) => placeId(monitor)[0] === wanted);
    },
  };
}

export type Monitors = ReturnType<typeof monitors>;
