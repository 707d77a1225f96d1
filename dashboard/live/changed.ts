import { getLogger } from "@logtape/logtape";
import type { Csms } from "../../csms/mod.ts";
import type { Event } from "../../csms/events.ts";

const log = getLogger(["kvolt", "dashboard"]);
/** What happens within so many ms is shown in one go. */
const TOGETHER_MS = 200;

/** Telemetry that nothing on a page comes of. */
const unseen = new Set<Event["type"]>([
  "station.heartbeat",
  "stream.sampled",
  "transaction.doubted",
]);

/** Events that are looked through for what a page has missed; beyond it the list is loaded anew. */
const MOST_MISSED = 2_000;

/** Told of what has changed: the stations, by id. */
export type Watching = (stations: ReadonlySet<string>, types: ReadonlySet<Event["type"]>) => void;

/** Gathers what happens to stations, for all pages at once; where nobody watches it costs nothing. */
export function changedStations(csms: Csms) {
  const watching = new Set<Watching>();
  const forgetting: Watching[] = [];
  let stations = new Set<string>();
  let types = new Set<Event["type"]>();
  let cancel: (() => void) | undefined;
  let unsubscribe = () => {};

  function tell(): void {
    cancel?.();
    cancel = undefined;
    const told = stations;
    const of = types;
    [stations, types] = [new Set(), new Set()];
    for (const each of forgetting) each(told, of);
    for (const each of watching) each(told, of);
  }

  function hear({ type, station }: Event): void {
    if (unseen.has(type)) return;
    types.add(type);
    if (station !== undefined) stations.add(station);
    cancel ??= csms.after(TOGETHER_MS, tell);
  }

  /** What happened between the making of a page and the opening of its stream, or while that was lost. */
  async function missed(since: string): Promise<Parameters<Watching>> {
    const [stations, types] = [new Set<string>(), new Set<Event["type"]>()];
    let count = 0;
    for await (const { type, station } of csms.journal.since(since)) {
      types.add(type);
      if (station !== undefined) stations.add(station);
      if (++count < MOST_MISSED) continue;
      types.add("station.registered");
      break;
    }
    return [stations, types];
  }

  return {
    /** Calls back before those that watch, so that what they read is not what was; it keeps nothing awake. */
    first(each: Watching): void {
      forgetting.push(each);
    },
    /**
     * Calls back at most five times a second, first with what happened after the event `since`; the returned
     * function ends that.
     */
    watch(each: Watching, since?: string): () => void {
      if (watching.size === 0) unsubscribe = csms.journal.subscribe(hear);
      watching.add(each);
      if (since) {
        missed(since).then((what) => {
          // What was kept for earlier pages is older than this too.
          for (const forget of forgetting) forget(...what);
          if (watching.has(each)) each(...what);
        }).catch((error) => log.error("what a page missed was not read: {error}", { error }));
      }
      return () => {
        watching.delete(each);
        if (watching.size > 0) return;
        unsubscribe();
        tell();
      };
    },
  };
}

export type ChangedStations = ReturnType<typeof changedStations>;
