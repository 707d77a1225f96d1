import { placeKey } from "../../../csms/devices/place.ts";
import { Fresh } from "../../parts/fresh.tsx";
import { More } from "../../parts/more.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";

const AT_ONCE = 20;

/** Events of the variables of a station, the last that came first. */
export async function EventRows({ asked, page, cursor }: {
  asked: AskedOfStation;
  page: string;
  cursor?: string;
}) {
  const { csms, station } = asked;
  const { items, next } = await csms.devices.events.page(station.id, {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
  return (
    <>
      {items.map(({ value }) => (
        <tr>
          <td>
            <Time at={value.at} />
          </td>
          <td>
            <code>{placeKey(value)}</code>
          </td>
          <td>
            <code>{value.actualValue}</code>{" "}
            {value.cleared && <span class="quiet">over again</span>}
          </td>
          <td>{value.trigger}</td>
          <td class="number">{value.severity ?? "–"}</td>
          <td>{[value.techCode, value.techInfo].filter(Boolean).join(" ")}</td>
        </tr>
      ))}
      <More
        next={next}
        part={`${page}/events`}
        page={page}
        query={{}}
        columns={6}
        as="events"
      />
    </>
  );
}

/** What happened to the variables of a station. */
export async function Events({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { items } = await asked.csms.devices.events.page(asked.station.id, { limit: 1 });
  return (
    <section>
      <h2>What it told of them</h2>
      <Fresh id="events" page={page}>
        {items.length === 0
          ? <p class="quiet">No event yet. A station tells of what it watches.</p>
          : (
            <Table
              label="Events of the device"
              heads={["When", "Variable", "Value", "Because of", "Severity", "It adds"]}
            >
              <EventRows asked={asked} page={page} cursor={asked.query.events} />
            </Table>
          )}
      </Fresh>
    </section>
  );
}
