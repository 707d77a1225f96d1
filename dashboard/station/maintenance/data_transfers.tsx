import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { longList } from "../long_list.tsx";

/** Vendor messages of a station in both directions, the newest first. */
export const transfers = longList({
  ...{ tab: "/maintenance", name: "transfers", label: "Data transfers" },
  heads: ["When", "Way", "Vendor", "Data", "Answer"],
  empty: "None in either direction yet.",
  read: ({ csms, station }, paging) => csms.devices.transfers.page(station.id, paging),
  cells: ({ value: { at, direction, vendorId, messageId, data, status, response } }) => (
    <>
      <td>
        <Time at={at} />
      </td>
      <td>{direction === "in" ? "→ from station" : "← to station"}</td>
      <th scope="row">
        {vendorId}
        {messageId && ` / ${messageId}`}
      </th>
      <td>
        <code>{data}</code>
      </td>
      <td>
        {status} <code>{response}</code>
      </td>
    </>
  ),
});

/** Messages of a vendor's own making. */
export function DataTransfers({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { api, caller } = asked;
  return (
    <Fold title="Data transfers of the vendor" open={transfers.isAsked(asked)}>
      {holds(caller.access, "operate") && (
        <Act
          api={`POST ${api}/data-transfers`}
          button="Send"
          done="The station answered."
          show="data"
          class="bar"
        >
          <label>
            Vendor <input name="vendorId" maxlength={255} required />
          </label>
          <label>
            Message <input name="messageId" maxlength={50} />
          </label>
          <label>
            Data <input name="data" />
          </label>
        </Act>
      )}
      <Fresh id="transfers" page={page} within="section">
        <transfers.Shown asked={asked} />
      </Fresh>
    </Fold>
  );
}
