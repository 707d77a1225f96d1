import { placeKey } from "../../../csms/devices/place.ts";
import { Fresh } from "../../parts/fresh.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { longList } from "../long_list.tsx";

/** Events of the variables of a station, the last that came first. */
export const deviceEvents = longList({
  ...{ tab: "/device", name: "events", label: "Events of the device" },
  heads: ["When", "Variable", "Value", "Because of", "Severity", "It adds"],
  empty: "No event yet. A station tells of what it watches.",
  read: ({ csms, station }, paging) => csms.devices.events.page(station.id, paging),
  cells: ({ value }) => (
    <>
      <td>
        <Time at={value.at} />
      </td>
      <td>
        <code>{placeKey(value)}</code>
      </td>
      <td>
        <code>{value.actualValue}</code> {value.cleared && <span class="quiet">over again</span>}
      </td>
      <td>{value.trigger}</td>
      <td class="number">{value.severity ?? "–"}</td>
      <td>{[value.techCode, value.techInfo].filter(Boolean).join(" ")}</td>
    </>
  ),
});

/** What happened to the variables of a station. */
export function Events({ asked, page }: { asked: AskedOfStation; page: string }) {
  return (
    <section>
      <h2>What it told of them</h2>
      <Fresh id="events" page={page}>
        <deviceEvents.Shown asked={asked} />
      </Fresh>
    </section>
  );
}
