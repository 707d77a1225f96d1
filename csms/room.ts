import type { Collection } from "../kv/collection.ts";

/** Stations whose counts are remembered. */
const MOST_STATIONS = 10_000;

/** How many entries a station may fill with names of its own making. */
interface RoomFor {
  /** How many of so many new entries of a station are kept. */
  take(station: string, wanted: number): Promise<number>;
}

/** Keeps a station that makes up ever more names from filling a collection: `most` entries, then no new ones. */
export function roomFor<Id extends readonly [string, ...Deno.KvKeyPart[]], T>(
  collection: Collection<Id, T>,
  most: number,
): RoomFor {
  const counts = new Map<string, number>();

  async function counted(station: string): Promise<number> {
    let count = 0;
    for await (const _ of collection.each([station])) if (++count === most) break;
    return count;
  }

  return {
    async take(station, wanted) {
      if (wanted === 0) return 0;
      let count = counts.get(station);
      // Some may have gone since they were counted, and what was taken need not have been written.
      if (count === undefined || count + wanted > most) count = await counted(station);
      const taken = Math.min(wanted, most - count);
      if (counts.size >= MOST_STATIONS) counts.clear();
      counts.set(station, count + taken);
      return taken;
    },
  };
}
