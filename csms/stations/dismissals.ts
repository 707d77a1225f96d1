import { getLogger } from "@logtape/logtape";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Link, Links } from "../links.ts";
import type { Dismissal } from "../model/identity.ts";

const log = getLogger(["kvolt", "stations"]);
/** By then every instance has heard of it, also one that could not reach the store for a while. */
const KEPT_MS = 3_600_000;
const AGAIN_MS = 1_000;
/** Each instance watches this one key, which changes with every dismissal. */
const bell = "dismissals";

const concerns = ({ protocol, certificate }: Link, { serial, but }: Dismissal): boolean =>
  serial !== undefined ? certificate?.serial === serial : !but?.includes(protocol);

/** Ends the connections of stations that are shut out, at whichever instance they are. */
export function dismissing({ store, clock, links }: { store: Store; clock: Clock; links: Links }) {
  /** Those that were heard of, or made here. */
  const known = new Set<string>();
  /** Those that the last look found. */
  let listed = new Set<string>();
  let stopped = false;
  let [looking, wanted] = [false, false];
  let cancel = () => {};

  function end(station: string, dismissal: Dismissal): void {
    const link = links.get(station);
    if (link && concerns(link, dismissal)) link.close(1008, dismissal.reason);
  }

  /** A connection that was made after a dismissal had been heard of is not concerned by it. */
  async function look(): Promise<void> {
    const found = new Set<string>();
    for await (const { key: [, station, id], value } of store.dismissals.each([])) {
      found.add(id as string);
      if (!known.has(id as string)) end(station as string, value);
      known.add(id as string);
    }
    for (const id of listed) if (!found.has(id)) known.delete(id);
    listed = found;
  }

  async function heard(): Promise<void> {
    wanted = true;
    if (looking) return;
    looking = true;
    while (wanted) {
      wanted = false;
      await look().catch((error) => {
        log.error("who was shut out elsewhere could not be read: {error}", { error });
        if (!stopped) cancel = clock.after(AGAIN_MS, heard);
      });
    }
    looking = false;
  }

  // Where no other process writes the store, all that is shut out is shut out here.
  const unwatch = store.exclusive ? () => {} : store.meta.watch([bell], heard);

  return {
    /** Adds to a change that a station has to go; `end` is called once it is written. */
    add(change: Change, station: string, dismissal: Dismissal): void {
      const id = crypto.randomUUID();
      if (!store.exclusive) known.add(id);
      store.dismissals.put(change, [station, id], dismissal, clock.now().getTime() + KEPT_MS);
      store.meta.put(change, [bell], id);
    },
    /** Ends the connection that a station has here, at once. */
    end,
    stop(): void {
      stopped = true;
      unwatch();
      cancel();
    },
  };
}

export type Dismissals = ReturnType<typeof dismissing>;
