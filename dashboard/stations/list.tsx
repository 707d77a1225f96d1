import type { Csms } from "../../csms/mod.ts";
import type { ChangedStations } from "../live/changed.ts";
import { stream } from "../live/stream.ts";
import type { Asked, Pages } from "../page.tsx";
import { Empty } from "../parts/empty.tsx";
import { htmlOf } from "../parts/html.ts";
import { Card } from "./card.tsx";
import { liveCards } from "./cards.tsx";
import { type Found, found, isFilter, wished } from "./find.ts";
import { Search } from "./search.tsx";

/** The cards of one portion, and the way to the next one. */
function Portion({ query, found: { shown, next } }: { query: Asked["query"]; found: Found }) {
  const further = new URLSearchParams({ ...wished(query), after: next ?? "" });
  return (
    <>
      {shown.map((station) => <Card station={station} />)}
      {next !== null && (
        <li
          class="more"
          data-after={next}
          hx-get={`/parts/stations/more?${further}`}
          hx-trigger="revealed"
          hx-swap="outerHTML"
        >
          <a href={`/stations?${further}`}>More</a>
        </li>
      )}
    </>
  );
}

function Counted({ query, found: { count, all } }: { query: Asked["query"]; found: Found }) {
  const { after, ...search } = wished(query);
  const stations = `${all} station${all === 1 ? "" : "s"}`;
  return (
    <p class="quiet counted">
      {count === all ? stations : `${count} of ${stations}`}. <span role="status"></span>
      {after !== "" && <a href={`/stations?${new URLSearchParams(search)}`}>From the first</a>}
    </p>
  );
}

function Cards({ query, found }: { query: Asked["query"]; found: Found }) {
  const { q, state, label, after } = wished(query);
  const here = `/parts/stations?${new URLSearchParams({ q, state, label, after })}`;
  const searched = q !== "" || label !== "" || isFilter(state);
  // What a station does may bring it into a search by state, or take it out; coming and going move it in any.
  const again = isFilter(state)
    ? ", kvolt:pieces from:body"
    : searched
    ? ", kvolt:moved from:body"
    : "";
  return (
    <div
      id="stations"
      hx-get={here}
      hx-trigger={`sse:listed, kvolt:again, kvolt:back from:body${again}`}
      hx-swap="outerHTML"
    >
      {found.all === 0 && (
        <Empty>
          <p>No charger has come yet.</p>
          <p>
            <a href="/connect" role="button">Connect a charger</a>
          </p>
        </Empty>
      )}
      {found.all > 0 && <Counted query={query} found={found} />}
      {found.all > 0 && found.count === 0 && (
        <Empty>
          No station meets this search. <a href="/stations">Show all {found.all}</a>.
        </Empty>
      )}
      <ul class="cards" aria-label="Stations" data-from={after} data-every={!searched}>
        <Portion query={query} found={found} />
      </ul>
    </div>
  );
}

/** The page of all stations, live. */
export function stationList(pages: Pages, csms: Csms, changed: ChangedStations): void {
  const source = liveCards(csms, changed);
  pages.add({
    path: "/stations",
    access: "read",
    async show(asked) {
      const some = await found(asked);
      return {
        title: "Stations",
        live: "/live/stations",
        ordered: true,
        body: (
          <>
            <h1>Stations</h1>
            <Search query={asked.query} labels={some.labels} />
            <div sse-swap="cards" data-pieces hidden></div>
            <div sse-swap="moved" data-moved hidden></div>
            <Cards query={asked.query} found={some} />
          </>
        ),
      };
    },
  });
  const parts = { "/parts/stations": Cards, "/parts/stations/more": Portion };
  for (const [path, Part] of Object.entries(parts)) {
    pages.part({
      path,
      access: "read",
      async show(asked) {
        const part = <Part query={asked.query} found={await found(asked)} />;
        return asked.context.html(await htmlOf(part));
      },
    });
  }
  pages.part({
    path: "/live/stations",
    access: "read",
    show: ({ context, query: { since } }) => stream(context, csms, source(since)),
  });
}
