import { getLogger } from "@logtape/logtape";
import type { Csms } from "../../csms/mod.ts";
import type { Event } from "../../csms/events.ts";

const log = getLogger(["kvolt", "dashboard"]);
/** What happens within so many ms is shown in one go. */
const SOON_MS = 50;
/** Where much happens, pages are told so many ms apart: each time costs by the stations, not by what they did. */
const APART_MS = 350;

/** Telemetry that nothing on a page comes of. */
const unseen = new Set<Event["type"]>([
  "station.heartbeat",
  "stream.sampled",
  "transaction.doubted",
]);

/** Events that are looked through for what a page has missed; beyond it the list is loaded anew. */
const MOST_MISSED = 2_000;

type Types = ReadonlySet<Event["type"]>;

/** Told of what has happened: to which stations, by id, and at all. */
export type Watching = (stations: ReadonlyMap<string, Types>, types: Types) => void;

/** What has happened since it was last told. */
function gathering() {
  const stations = new Map<string, Set<Event["type"]>>();
  const types = new Set<Event["type"]>();
  return {
    stations,
    types,
    add({ type, station }: Event): void {
      types.add(type);
      if (station === undefined) return;
      const of = stations.get(station);
      if (of) of.add(type);
      else stations.set(station, new Set([type]));
    },
  };
}

/** Gathers what happens to stations, for all pages at once; where nobody watches it costs nothing. */
export function changedStations(csms: Csms) {
  const watching = new Set<Watching>();
  const forgetting: Watching[] = [];
  let happened = gathering();
  let last = -Infinity;
  let cancel: (() => void) | undefined;
  let unsubscribe = () => {};

  function tell(): void {
    cancel?.();
    cancel = undefined;
    last = csms.now().getTime();
    const { stations, types } = happened;
    happened = gathering();
    for (const each of forgetting) each(stations, types);
    for (const each of watching) each(stations, types);
  }

  function hear(event: Event): void {
    if (unseen.has(event.type)) return;
    happened.add(event);
    if (cancel) return;
    const since = Math.max(0, csms.now().getTime() - last);
    cancel = csms.after(Math.max(SOON_MS, APART_MS - since), tell);
  }

  /** What happened between the making of a page and the opening of its stream, or while that was lost. */
  async function missed(since: string): Promise<Parameters<Watching>> {
    const { stations, types, add } = gathering();
    let count = 0;
    for await (const event of csms.journal.since(since)) {
      add(event);
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
     * Calls back at most three times a second, first with what happened after the event `since`; the returned
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
