import type { Child } from "hono/jsx";
import type { Asked, Page, Pages, Shown } from "../page.tsx";
import { htmlOf } from "../parts/html.ts";
import { Problem } from "../parts/problem.tsx";
import { StateMark } from "../parts/state.tsx";
import { stationState } from "../parts/station_state.ts";
import { type LiveStation, stationHref } from "../stations/card.tsx";
import { knows } from "./abilities.ts";

/** The pages of one station, in the order of their tabs. */
const tabs = [
  ["", "Now"],
  ["/messages", "Messages"],
  ["/findings", "Findings"],
  ["/configuration", "Configuration"],
  ["/device", "Device model"],
  ["/charging", "Smart charging"],
  ["/lists", "Local list and reservations"],
  ["/maintenance", "Firmware and diagnostics"],
  ["/access", "Access"],
] as const;

export type Tab = (typeof tabs)[number][0];

/** A page of one station is asked with the station as it is now. */
export interface AskedOfStation extends Asked {
  readonly station: LiveStation;
  /** Where its REST routes begin. */
  readonly api: string;
}

/** The state of a station beside its name; a live page replaces it. */
export function Heading({ station }: { station: LiveStation }) {
  return (
    <div id="heading" class="card-head">
      <h1>
        {station.name ?? station.id}
        {station.name && " "}
        {station.name && <span class="quiet">{station.id}</span>}
      </h1>
      <StateMark {...stationState(station)} />
    </div>
  );
}

function Tabs({ station, current }: { station: LiveStation; current: Tab }) {
  const shown = tabs.filter(([path]) =>
    path !== "/device" || path === current || knows(station, "model")
  );
  return (
    <nav aria-label="Of this station" class="tabs">
      <ul>
        {shown.map(([path, name]) => (
          <li>
            <a
              href={stationHref(station.id) + path}
              aria-current={path === current ? "page" : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

type Inside = Omit<Shown, "title"> & { readonly body: Child };

/** Asks with the station of the path; undefined where there is none. */
export async function ofStation(asked: Asked): Promise<AskedOfStation | undefined> {
  const known = await asked.csms.stations.get(asked.params.station!);
  if (!known) return undefined;
  const station = await asked.csms.stations.live(known);
  return { ...asked, station, api: `/api/v1${stationHref(known.id)}` };
}

/** Adds one tab of the page of a station. */
export function stationPage(
  pages: Pages,
  tab: Tab,
  show: (asked: AskedOfStation) => Promise<Inside> | Inside,
  access: Page["access"] = "read",
): void {
  pages.add({
    path: `/stations/:station${tab}`,
    access,
    async show(asked) {
      const of = await ofStation(asked);
      if (!of) return missing(asked.params.station!);
      const { body, ...rest } = await show(of);
      const name = tabs.find(([path]) => path === tab)![1];
      return {
        ...rest,
        title: tab === "" ? of.station.id : `${name} of ${of.station.id}`,
        body: (
          <>
            <Heading station={of.station} />
            <Tabs station={of.station} current={tab} />
            {body}
          </>
        ),
      };
    },
  });
}

/** Adds a part of a tab: rows that the page fetches when they come into sight. */
export function stationPart(
  pages: Pages,
  path: `/${string}`,
  show: (asked: AskedOfStation) => Parameters<typeof htmlOf>[0],
): void {
  pages.part({
    path: `/stations/:station${path}`,
    access: "read",
    async show(asked) {
      const of = await ofStation(asked);
      if (!of) return asked.context.text("no such station", 404);
      return asked.context.html(await htmlOf(show(of)));
    },
  });
}

function missing(id: string): Shown {
  const detail =
    `Nothing is known under the id ${id}. A charger that dials with it appears among the stations.`;
  const body = (
    <Problem title="No such station" detail={detail} href="/stations" link="All stations" />
  );
  return { title: "No such station", status: 404, body };
}
