import type { Csms } from "../../csms/mod.ts";
import type { Event } from "../../csms/events.ts";
import type { ChangedStations } from "../live/changed.ts";
import type { Piece, Source } from "../live/stream.ts";
import { htmlOf } from "../parts/html.ts";
import { Card } from "./card.tsx";

/** What puts a station into the list or takes it out. */
const listing: readonly Event["type"][] = [
  "station.discovered",
  "station.registered",
  "station.removed",
];

/** The cards of stations as they change; each is made once, for however many browsers. */
export function liveCards(csms: Csms, changed: ChangedStations) {
  const made = new Map<string, Promise<string>>();

  async function make(id: string): Promise<string> {
    const station = await csms.stations.get(id);
    return station ? await htmlOf(<Card station={await csms.stations.live(station)} />) : "";
  }

  function card(id: string): Promise<string> {
    let html = made.get(id);
    if (!html) made.set(id, html = make(id));
    return html;
  }

  changed.first((stations) => {
    for (const id of stations) made.delete(id);
  });

  /** The changes of one browser's list. */
  return function source(since: string | undefined): Source {
    let dirty = new Set<string>();
    let relisted = false;
    return {
      watch: (wake) =>
        changed.watch((stations, types) => {
          for (const id of stations) dirty.add(id);
          relisted ||= listing.some((type) => types.has(type));
          wake();
        }, since),
      async take() {
        const pieces: Piece[] = [];
        const ids = [...dirty];
        dirty = new Set();
        if (relisted) pieces.push({ event: "listed", html: "" });
        relisted = false;
        const html = (await Promise.all(ids.map(card))).join("");
        if (html) pieces.push({ event: "cards", html });
        return pieces;
      },
    };
  };
}
