import type { Csms } from "../../csms/mod.ts";
import type { ChangedStations } from "../live/changed.ts";
import { stream } from "../live/stream.ts";
import type { Asked, Pages } from "../page.tsx";
import { Empty } from "../parts/empty.tsx";
import { stationState } from "../parts/station_state.ts";
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
  charging: ({ connectors }) => connectors.some(({ status }) => status === "Charging"),
  available: (station) => stationState(station).word === "Available",
  faulted: ({ connectors }) => connectors.some(({ status }) => status === "Faulted"),
  pending: ({ registration }) => registration === "Pending",
};

const isFilter = (text: string): text is Exclude<Filter, ""> => text in meets;

function matches({ id, vendor, model, serial }: LiveStation, words: string): boolean {
  const text = [id, vendor, model, serial].join(" ").toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** Those that meet the search, online first and then by id; and how many there are beside those shown. */
async function found({ csms, query }: Asked) {
  const { q = "", state = "" } = query;
  const all: LiveStation[] = [];
  let cursor: string | undefined;
  do {
    const page = await csms.stations.page({ limit: 200, ...(cursor ? { cursor } : {}) });
    all.push(...await Promise.all(page.items.map(({ value }) => csms.stations.live(value))));
    cursor = page.next ?? undefined;
  } while (cursor);
  const wanted = all.filter((station) =>
    matches(station, q) && (!isFilter(state) || meets[state](station))
  );
  wanted.sort((a, b) => Number(b.online) - Number(a.online));
  return { shown: wanted.slice(0, MOST), more: Math.max(0, wanted.length - MOST), all: all.length };
}

async function Cards({ asked }: { asked: Asked }) {
  const { shown, more, all } = await found(asked);
  const { q = "", state = "" } = asked.query;
  const here = `/stations/cards?${new URLSearchParams({ q, state })}`;
  return (
    <div
      id="stations"
      hx-get={here}
      hx-trigger="sse:listed, kvolt:back from:body"
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

function Search({ query }: { query: Asked["query"] }) {
  const { q = "", state = "" } = query;
  const fetch = {
    ...{ "hx-get": "/stations/cards", "hx-target": "#stations", "hx-swap": "outerHTML" },
    ...{ "hx-trigger": "input changed delay:200ms from:#q, change from:#state, submit" },
  };
  return (
    <search>
      <form class="bar" action="/stations" {...fetch}>
        <label>
          Search
          <input id="q" type="search" name="q" value={q} placeholder="id, vendor, model, serial" />
        </label>
        <label>
          State
          <select id="state" name="state">
            {Object.entries(filters).map(([value, name]) => (
              <option value={value} selected={value === state}>{name}</option>
            ))}
          </select>
        </label>
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
    show: (asked) => ({
      title: "Stations",
      live: "/live/stations",
      body: (
        <>
          <h1>Stations</h1>
          <Search query={asked.query} />
          <div sse-swap="cards" data-pieces hidden></div>
          <Cards asked={asked} />
        </>
      ),
    }),
  });
  pages.part({
    path: "/stations/cards",
    access: "read",
    show: async (asked) => asked.context.html(await <Cards asked={asked} />),
  });
  pages.part({
    path: "/live/stations",
    access: "read",
    show: ({ context, query: { since } }) => stream(context, csms, source(since)),
  });
}
