import type { Place } from "../../csms/driving/places.ts";
import type { Event } from "../../csms/events.ts";
import type { ChangedStations } from "../live/changed.ts";
import type { Piece, Source } from "../live/stream.ts";
import type { Asked } from "../page.tsx";
import { htmlOf } from "../parts/html.ts";
import { Free } from "./free.tsx";
import { History, Months } from "./history.tsx";
import { Running } from "./running.tsx";
import { Spots } from "./spots.tsx";
import { decidedOf, tagsOf } from "./tags.ts";

/** What changes where one may start. */
const moving: readonly Event["type"][] = [
  ...["connector.changed", "station.connected", "station.disconnected"] as const,
  ...["station.registered", "station.removed", "station.suspended", "station.resumed"] as const,
  ...["transaction.started", "transaction.stopped", "token.changed", "token.removed"] as const,
];

/** Keeps what somebody who charges sees: what runs, and one station or all that are free. */
export function driving(asked: Asked, changed: ChangedStations): Source {
  const { csms, query: { since, station, q } } = asked;
  const types = new Set<Event["type"]>();
  const dirty = new Set<string>();
  const sent = new Map<string, string>();
  let known: Map<string, Place> | undefined;

  /** All at first, and when a tag has changed; then those alone to which something happened. */
  async function places(tags: Parameters<typeof csms.driving.places>[0], anew: boolean) {
    // What happens to them from here on is read the next time.
    const some = [...dirty];
    dirty.clear();
    if (!known || anew) {
      const all = await csms.driving.places(tags);
      known = new Map(all.map((place) => [place.station, place]));
    }
    for (const id of some) {
      const place = await csms.driving.place(id, tags);
      if (place) known.set(id, place);
      else known.delete(id);
    }
    return [...known.values()].sort((a, b) => a.station < b.station ? -1 : 1);
  }

  async function make(happened: ReadonlySet<Event["type"]>) {
    const tags = await tagsOf(asked);
    const made = [<Running csms={csms} tags={tags} />];
    if (moving.some((type) => happened.has(type))) {
      const decided = await decidedOf(csms, tags);
      const place = station && await csms.driving.place(station, decided);
      if (place) made.push(<Spots place={place} tags={tags} />);
      if (!station) {
        const anew = happened.has("token.changed") || happened.has("token.removed");
        made.push(<Free places={await places(decided, anew)} tags={tags} q={q} />);
      }
    }
    if (!station && happened.has("transaction.stopped")) {
      made.push(<History asked={asked} tags={tags} />, <Months asked={asked} tags={tags} />);
    }
    return await Promise.all(made.map(htmlOf));
  }

  return {
    watch: (wake) =>
      changed.watch((stations, of) => {
        if (station && !stations.has(station) && !of.has("transaction.started")) return;
        for (const id of station ? [] : stations.keys()) dirty.add(id);
        for (const type of of) types.add(type);
        wake();
      }, since),
    async take(): Promise<readonly Piece[]> {
      if (types.size === 0) return [];
      const happened = new Set(types);
      types.clear();
      // Most of what happens is of others and changes nothing here.
      const fresh = (await make(happened)).filter((html, at) => {
        const name = /id="(\w+)"/.exec(html)?.[1] ?? String(at);
        if (sent.get(name) === html) return false;
        sent.set(name, html);
        return true;
      });
      return fresh.length > 0 ? [{ event: "pieces", html: fresh.join("") }] : [];
    },
  };
}
