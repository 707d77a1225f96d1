import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { More } from "../../parts/more.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { Fold } from "../../parts/fold.tsx";

const AT_ONCE = 20;

/** Vendor messages of a station in both directions, the newest first. */
export async function TransferRows({ asked, page, cursor }: {
  asked: AskedOfStation;
  page: string;
  cursor?: string;
}) {
  const { csms, station } = asked;
  const { items, next } = await csms.devices.transfers.page(station.id, {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
  return (
    <>
      {items.map(({ value: { at, direction, vendorId, messageId, data, status, response } }) => (
        <tr>
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
        </tr>
      ))}
      <More
        next={next}
        part={`${page}/transfers`}
        page={page}
        query={{}}
        columns={5}
        as="transfers"
      />
    </>
  );
}

/** Messages of a vendor's own making. */
export async function DataTransfers({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller, query: { transfers } } = asked;
  const some = (await csms.devices.transfers.page(station.id, { limit: 1 })).items.length > 0;
  return (
    <Fold title="Data transfers of the vendor" open={transfers !== undefined}>
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
        {some
          ? (
            <Table label="Data transfers" heads={["When", "Way", "Vendor", "Data", "Answer"]}>
              <TransferRows asked={asked} page={page} cursor={transfers} />
            </Table>
          )
          : <p class="quiet">None in either direction yet.</p>}
      </Fresh>
    </Fold>
  );
}
