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

/** What moves a station in the list, where the online ones stand first. */
const moving: readonly Event["type"][] = ["station.connected", "station.disconnected"];

const listed: Piece = { event: "listed", html: "" };
const moved: Piece = { event: "moved", html: "" };

type Ids = Pick<ReadonlyMap<string, unknown>, "size" | "keys">;

const none: Ids = new Map();

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
    for (const id of stations.keys()) made.delete(id);
  });

  /** The cards of those that have changed together, which most browsers are told of alike. */
  async function together(ids: Ids): Promise<Piece> {
    return { event: "cards", html: (await Promise.all([...ids.keys()].map(card))).join("") };
  }

  const pieces = new WeakMap<Ids, Promise<Piece>>();

  function piece(ids: Ids): Promise<Piece> {
    let made = pieces.get(ids);
    if (!made) pieces.set(ids, made = together(ids));
    return made;
  }

  /** The changes of one browser's list. */
  return function source(since: string | undefined): Source {
    let dirty = none;
    const news = new Set<Piece>();
    return {
      watch: (wake) =>
        changed.watch((stations, types) => {
          dirty = dirty.size === 0 ? stations : new Set([...dirty.keys(), ...stations.keys()]);
          if (listing.some((type) => types.has(type))) news.add(listed);
          if (moving.some((type) => types.has(type))) news.add(moved);
          wake();
        }, since),
      async take() {
        const ids = dirty;
        const told = [...news];
        dirty = none;
        news.clear();
        const cards = await piece(ids);
        return cards.html ? [...told, cards] : told;
      },
    };
  };
}
