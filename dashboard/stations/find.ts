import type { Station } from "../../csms/model.ts";
import type { Asked } from "../page.tsx";
import { doingOf, stationState } from "../parts/station_state.ts";
import { type LiveStation, placeOf } from "./card.tsx";

/** Cards that are shown at once; those that follow are fetched when they come into sight. */
const PORTION = 60;
/** A list that was scrolled through is fetched anew as far as it is shown, up to so many. */
const MOST = 600;

/** What the list can be cut down to, by the words of the states. */
export const filters = {
  "": "all",
  online: "online",
  offline: "offline",
  charging: "charging",
  available: "available",
  faulted: "faulted",
  pending: "waiting for you",
} as const;

type Filter = keyof typeof filters;

const meets: Readonly<Record<Exclude<Filter, "">, (station: LiveStation) => boolean>> = {
  online: ({ online }) => online,
  offline: ({ online }) => !online,
  charging: ({ connectors }) => connectors.some((each) => doingOf(each) === "Charging"),
  available: (station) => stationState(station).word === "Available",
  faulted: ({ connectors }) => connectors.some(({ status }) => status === "Faulted"),
  pending: ({ registration }) => registration === "Pending",
};

export const isFilter = (text: string): text is Exclude<Filter, ""> => Object.hasOwn(meets, text);

/** What is looked for, and after which place the list begins, as the address has it. */
export const wished = ({ q = "", state = "", label = "", after = "" }: Asked["query"]) => ({
  ...{ q, state, label, after },
});

function matches({ id, identity, vendor, model, serial }: Station, words: readonly string[]) {
  const text = [id, identity.name, vendor, model, serial, ...identity.labels].join(" ")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

/**
 * A portion of those that meet the search, online first and then by id: `next` is after which place it goes on, null
 * at the end; `count` is how many meet it, `all` how many there are. What only the connectors tell is read of those
 * alone that are shown, where nobody looks for it.
 */
export async function found({ csms, query }: Asked) {
  const { q, state, label, after } = wished(query);
  const words = q.toLowerCase().split(/\s+/);
  const all = await Array.fromAsync(csms.stations.each(), ({ value }) => value);
  const named = all.filter((station) =>
    matches(station, words) && (label === "" || station.identity.labels.includes(label))
  );
  const live = (some: readonly Station[]) => Promise.all(some.map(csms.stations.live));
  const meeting = isFilter(state) ? (await live(named)).filter(meets[state]) : undefined;
  const placed = (meeting ?? named).map(({ id }, at) => ({
    ...{ at, place: placeOf({ id, online: csms.links.get(id) !== undefined }) },
  })).sort((a, b) => a.place < b.place ? -1 : 1);
  const from = placed.findIndex(({ place }) => place > after);
  const rest = from < 0 ? [] : placed.slice(from);
  const portion = rest.slice(0, Math.min(MOST, Math.max(PORTION, Number(query.shown) || 0)));
  return {
    shown: meeting
      ? portion.map(({ at }) => meeting[at]!)
      : await live(portion.map(({ at }) => named[at]!)),
    next: rest.length > portion.length ? portion.at(-1)!.place : null,
    ...{ count: placed.length, all: all.length },
    labels: [...new Set(all.flatMap(({ identity }) => identity.labels))].sort(),
  };
}

export type Found = Awaited<ReturnType<typeof found>>;
