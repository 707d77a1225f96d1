import type { Csms } from "../../csms/mod.ts";
import type { ChangedStations } from "../live/changed.ts";
import { stream } from "../live/stream.ts";
import type { Asked, Pages } from "../page.tsx";
import { Empty } from "../parts/empty.tsx";
import { htmlOf } from "../parts/html.ts";
import { doingOf, stationState } from "../parts/station_state.ts";
import { Card, type LiveStation } from "./card.tsx";
import { liveCards } from "./cards.tsx";

/** Stations on one page; more are behind the search. */
const MOST = 500;

/** What the list can be cut down to, by the words of the states. */
const filters = {
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

const isFilter = (text: string): text is Exclude<Filter, ""> => text in meets;

function matches(station: LiveStation, words: string): boolean {
  const { id, name, vendor, model, serial, labels } = station;
  const text = [id, name, vendor, model, serial, ...labels].join(" ").toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** Those that meet the search, online first and then by id; how many there are beside those shown, and all labels. */
async function found({ csms, query }: Asked) {
  const { q = "", state = "", label = "" } = query;
  const all: LiveStation[] = [];
  let cursor: string | undefined;
  do {
    const page = await csms.stations.page({ limit: 200, ...(cursor ? { cursor } : {}) });
    all.push(...await Promise.all(page.items.map(({ value }) => csms.stations.live(value))));
    cursor = page.next ?? undefined;
  } while (cursor);
  const wanted = all.filter((station) =>
    matches(station, q) && (!isFilter(state) || meets[state](station)) &&
    (label === "" || station.labels.includes(label))
  );
  wanted.sort((a, b) => Number(b.online) - Number(a.online));
  return {
    shown: wanted.slice(0, MOST),
    more: Math.max(0, wanted.length - MOST),
    all: all.length,
    labels: [...new Set(all.flatMap(({ labels }) => labels))].sort(),
  };
}

type Found = Awaited<ReturnType<typeof found>>;

function Cards({ query, found: { shown, more, all } }: { query: Asked["query"]; found: Found }) {
  const { q = "", state = "", label = "" } = query;
  const here = `/parts/stations?${new URLSearchParams({ q, state, label })}`;
  // What a station does may bring it into a search by state, or take it out.
  const again = isFilter(state) ? ", kvolt:pieces from:body" : "";
  return (
    <div
      id="stations"
      hx-get={here}
      hx-trigger={`sse:listed, kvolt:back from:body${again}`}
      hx-swap="outerHTML"
    >
      {all === 0 && (
        <Empty>
          <p>No charger has come yet.</p>
          <p>
            <a href="/connect" role="button">Connect a charger</a>
          </p>
        </Empty>
      )}
      {all > 0 && shown.length === 0 && (
        <Empty>
          No station meets this search. <a href="/stations">Show all {all}</a>.
        </Empty>
      )}
      <ul class="cards" aria-label="Stations">
        {shown.map((station) => <Card station={station} />)}
      </ul>
      {more > 0 && <p class="quiet">{more} more: search for what you need.</p>}
    </div>
  );
}

function Search({ query, labels }: { query: Asked["query"]; labels: readonly string[] }) {
  const { q = "", state = "", label = "" } = query;
  const fetch = {
    ...{ "hx-get": "/parts/stations", "hx-target": "#stations", "hx-swap": "outerHTML" },
    ...{ "hx-trigger": "input changed delay:200ms from:#q, change, submit" },
  };
  return (
    <search>
      <form class="bar" action="/stations" {...fetch}>
        <label>
          Search
          <input id="q" type="search" name="q" value={q} placeholder="name, id, model, label" />
        </label>
        <label>
          State
          <select id="state" name="state">
            {Object.entries(filters).map(([value, name]) => (
              <option value={value} selected={value === state}>{name}</option>
            ))}
          </select>
        </label>
        {(labels.length > 0 || label !== "") && (
          <label>
            Label
            <select id="label" name="label">
              <option value="">any</option>
              {[...new Set([...labels, ...(label ? [label] : [])])].map((each) => (
                <option value={each} selected={each === label}>{each}</option>
              ))}
            </select>
          </label>
        )}
        <button type="submit" class="secondary">Show</button>
      </form>
    </search>
  );
}

/** The page of all stations, live. */
export function stationList(pages: Pages, csms: Csms, changed: ChangedStations): void {
  const source = liveCards(csms, changed);
  pages.add({
    path: "/stations",
    access: "read",
    async show(asked) {
      const all = await found(asked);
      return {
        title: "Stations",
        live: "/live/stations",
        body: (
          <>
            <h1>Stations</h1>
            <Search query={asked.query} labels={all.labels} />
            <div sse-swap="cards" data-pieces hidden></div>
            <Cards query={asked.query} found={all} />
          </>
        ),
      };
    },
  });
  pages.part({
    path: "/parts/stations",
    access: "read",
    async show(asked) {
      const cards = <Cards query={asked.query} found={await found(asked)} />;
      return asked.context.html(await htmlOf(cards));
    },
  });
  pages.part({
    path: "/live/stations",
    access: "read",
    show: ({ context, query: { since } }) => stream(context, csms, source(since)),
  });
}
