import type { AuditFilter } from "../../csms/audit/read.ts";
import type { Audited } from "../../csms/model/people.ts";
import type { Asked, Pages } from "../page.tsx";
import { Days, timesOf } from "../parts/days.tsx";
import { pageList } from "../parts/page_list.tsx";
import { Time } from "../parts/time.tsx";
import { stationHref } from "../stations/card.tsx";

const kept = ({ by = "", what = "", station = "", from = "", to = "" }: Asked["query"]) => ({
  ...{ by, what, station, from, to },
});

function wanted(query: Asked["query"]): AuditFilter {
  const { by, what, station } = kept(query);
  return {
    ...(by ? { by } : {}),
    ...(what ? { what } : {}),
    ...(station ? { station } : {}),
    ...timesOf(query),
  };
}

/** The address of the same lines as a file. */
function fileOf(query: Asked["query"]): string {
  const { from, to, ...texts } = wanted(query);
  const times = {
    ...(from ? { from: from.toISOString() } : {}),
    ...(to ? { to: to.toISOString() } : {}),
  };
  return `/api/v1/audit.csv?${new URLSearchParams(
    { ...texts, ...times } as Record<string, string>,
  )}`;
}

function Line({ line }: { line: Audited }) {
  const { at, by, address, what, station, on, parameters, outcome } = line;
  const others = Object.entries(on).filter(([name]) => name !== "station");
  return (
    <tr>
      <td>
        <Time at={at} />
      </td>
      <td>
        {by.name || by.id}
        {address && address !== by.name && <span class="quiet">{` ${address}`}</span>}
      </td>
      <td>{what}</td>
      <td>
        {station && <a href={stationHref(station)}>{station}</a>}
        {others.map(([name, value]) => <span>{` ${name} ${value}`}</span>)}
      </td>
      <td>
        {parameters !== undefined && JSON.stringify(parameters) !== "{}" && (
          <code>{JSON.stringify(parameters)}</code>
        )}
      </td>
      <td>{outcome}</td>
    </tr>
  );
}

const lines = pageList({
  page: "/audit",
  more: "/audit/more",
  access: "admin",
  label: "Audit log",
  atOnce: 100,
  empty: () => "No line meets this.",
  heads: () => ["When", "Who", "What", "On what", "With", "Outcome"],
  kept,
  read: ({ csms, query }, paging) => csms.audit.find(wanted(query), paging),
  rows: (items) => items.map((line) => <Line line={line} />),
});

function Filter({ query }: { query: Asked["query"] }) {
  const { by, what, station, from, to } = kept(query);
  return (
    <search>
      <form class="bar" action="/audit">
        <label>
          Who <input name="by" value={by} />
        </label>
        <label>
          What <input name="what" value={what} placeholder="sign-in" />
        </label>
        <label>
          Station <input name="station" value={station} />
        </label>
        <Days from={from} to={to} />
        <button type="submit" class="secondary">Show</button>
        <a href={fileOf(query)} role="button" class="outline" download="">CSV</a>
      </form>
    </search>
  );
}

/** Who did what, on what, from where, and what came of it. */
export function auditPage(pages: Pages): void {
  pages.add({
    path: "/audit",
    access: "admin",
    show: (asked) => ({
      title: "Audit",
      body: (
        <>
          <h1>Audit</h1>
          <Filter query={asked.query} />
          <lines.Shown asked={asked} />
        </>
      ),
    }),
  });
  lines.addTo(pages);
}
