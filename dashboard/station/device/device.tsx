import { placeKey } from "../../../csms/devices/place.ts";
import { holds } from "../../../csms/people/caller.ts";
import { searched } from "../../../csms/search.ts";
import { toldOf } from "../../live/told.ts";
import type { Pages } from "../../page.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { More } from "../../parts/more.tsx";
import { SearchForm } from "../../parts/search_form.tsx";
import { Table } from "../../parts/table.tsx";
import { stationHref } from "../../stations/card.tsx";
import { knows } from "../abilities.ts";
import { type AskedOfStation, stationPage, stationPart } from "../frame.tsx";
import { deviceEvents, Events } from "./events.tsx";
import { Monitors } from "./monitors.tsx";
import { Reports } from "./reports.tsx";
import { Streams, valueStreams } from "./streams.tsx";
import { VariableRow } from "./variable.tsx";
import { Watching } from "./watching.tsx";

const AT_ONCE = 50;

const pageOf = ({ station }: AskedOfStation) => `${stationHref(station.id)}/device`;

async function Rows({ asked }: { asked: AskedOfStation }) {
  const { csms, station, api, caller, query: { q = "", cursor } } = asked;
  const page = pageOf(asked);
  const { items, next } = await searched(
    (options) => csms.devices.model.page(station.id, options),
    (variable) => placeKey(variable).toLowerCase().includes(q.trim().toLowerCase()),
    { limit: AT_ONCE, ...(cursor ? { cursor } : {}) },
  );
  const may = holds(caller.access, "operate");
  return (
    <>
      {items.map((variable) => <VariableRow variable={variable} page={page} api={api} may={may} />)}
      <More next={next} part={`${page}/more`} page={page} query={q ? { q } : {}} columns={4} />
    </>
  );
}

/** What a station of 2.x is made of, watches and tells of itself. */
export function stationDevice(pages: Pages): void {
  stationPage(pages, "/device", async (asked) => {
    const { csms, station, query, caller } = asked;
    const page = pageOf(asked);
    if (!knows(station, "model")) {
      const configuration = `${stationHref(station.id)}/configuration`;
      return {
        body: (
          <Empty>
            A station of OCPP 1.6 does not tell what it is made of. It has a{" "}
            <a href={configuration}>configuration</a> instead.
          </Empty>
        ),
      };
    }
    const known = (await csms.devices.model.page(station.id, { limit: 1 })).items.length > 0;
    const heads = ["Variable", "Value", "May be", holds(caller.access, "operate") && "Change"];
    return {
      live: toldOf(station.id, "report.ended", "device.event", "stream.changed"),
      body: (
        <>
          <Reports asked={asked} page={page} />
          <h2>Variables</h2>
          <SearchForm of="variables" query={query.q} hint="Interval" />
          <Fresh id="variables" page={`${page}?q=${encodeURIComponent(query.q ?? "")}`}>
            {known
              ? (
                <Table label="Variables" heads={heads}>
                  <Rows asked={asked} />
                </Table>
              )
              : <Empty>It has told nothing of itself yet. Ask for a report.</Empty>}
          </Fresh>
          <Monitors asked={asked} page={page} />
          {holds(caller.access, "operate") && <Watching api={asked.api} />}
          <Events asked={asked} page={page} />
          {knows(station, "streams") && <Streams asked={asked} page={page} />}
        </>
      ),
    };
  });

  stationPart(pages, "/device/more", (asked) => <Rows asked={asked} />);
  deviceEvents.addTo(pages);
  valueStreams.addTo(pages);
}
