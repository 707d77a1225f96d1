import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { More } from "../../parts/more.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";

const AT_ONCE = 20;
const MOST_FILES = 200;

/** Firmware that a local controller was asked to offer. */
export async function PublicationRows({ asked, page, cursor }: {
  asked: AskedOfStation;
  page: string;
  cursor?: string;
}) {
  const { csms, station, api, caller } = asked;
  const may = holds(caller.access, "operate");
  const { items, next } = await csms.publications.page(station.id, {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
  return (
    <>
      {items.map(({ value: { requestId, location, checksum, status, locations, at } }) => (
        <tr>
          <th scope="row">{requestId}</th>
          <td>
            {location}
            <p class="quiet">MD5 {checksum}</p>
          </td>
          <td>
            {status}
            <p class="quiet">
              <Time at={at} />
            </p>
          </td>
          <td>{locations.join(", ") || "–"}</td>
          {may && (
            <td>
              <Act
                api={`DELETE ${api}/publications/${encodeURIComponent(checksum)}`}
                button="Take back"
                ask="It offers this firmware to its stations no longer."
                secondary
                done="It offers it no longer."
              />
            </td>
          )}
        </tr>
      ))}
      <More
        {...{ next, page, query: {}, columns: 5, as: "publications" }}
        part={`${page}/publications`}
      />
    </>
  );
}

/** What it said of its offers, the newest first. */
export async function OfferRows({ asked, page, cursor }: {
  asked: AskedOfStation;
  page: string;
  cursor?: string;
}) {
  const { csms, station } = asked;
  const { items, next } = await csms.devices.reports.page(station.id, "publication", {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
  return (
    <>
      {items.map(({ value: { at, requestId, status, info } }) => (
        <tr>
          <td>
            <Time at={at} />
          </td>
          <td>{requestId ?? "–"}</td>
          <td>{status}</td>
          <td>{info}</td>
        </tr>
      ))}
      <More {...{ next, page, query: {}, columns: 4, as: "offers" }} part={`${page}/offers`} />
    </>
  );
}

async function Forms({ asked: { csms, api }, page }: { asked: AskedOfStation; page: string }) {
  const { items } = await csms.files.page({ limit: MOST_FILES });
  const offer = { api: `POST ${api}/publications`, done: "It is going to fetch and offer it." };
  return (
    <div class="acts">
      <article>
        <h3>Offer a file of kvolt</h3>
        <Act {...offer} button="Have it offer it">
          <Fresh id="offered" page={page} within="main">
            {items.length === 0 && <p class="quiet">Upload a file to kvolt first, above.</p>}
            <label>
              File
              <select name="file" required>
                {items.map(({ value: { name } }) => <option value={name}>{name}</option>)}
              </select>
            </label>
          </Fresh>
        </Act>
      </article>
      <article>
        <h3>Offer one from elsewhere</h3>
        <Act {...offer} button="Have it offer that" secondary>
          <label>
            Where it is <input name="location" type="url" maxlength={2_000} required />
          </label>
          <label>
            Its MD5, in hex <input name="checksum" pattern="[0-9a-fA-F]{32}" required />
          </label>
        </Act>
      </article>
    </div>
  );
}

/** Firmware that a station offers, as a local controller, to the stations behind it (2.x). */
export async function Publications({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, caller, query: { publications, offers } } = asked;
  const [some, said] = await Promise.all([
    csms.publications.page(station.id, { limit: 1 }),
    csms.devices.reports.page(station.id, "publication", { limit: 1 }),
  ]);
  const may = holds(caller.access, "operate");
  const heads = ["Request", "Firmware", "State", "Its stations get it at", may && "Take back"];
  return (
    <Fold
      title="Firmware for the stations behind it"
      open={publications !== undefined || offers !== undefined}
    >
      <p class="quiet">
        A local controller fetches firmware once, and its stations get it from there.
      </p>
      {may && <Forms asked={asked} page={page} />}
      <Fresh id="publications" page={page} within="section">
        {some.items.length === 0
          ? <p class="quiet">It was asked to offer none.</p>
          : (
            <Table label="Firmware that it offers" heads={heads}>
              <PublicationRows asked={asked} page={page} cursor={publications} />
            </Table>
          )}
      </Fresh>
      <Fresh id="offers" page={page}>
        {said.items.length > 0 && <h3>What it said of its offers</h3>}
        {said.items.length > 0 && (
          <Table label="What it said of its offers" heads={["When", "Request", "State", "It adds"]}>
            <OfferRows asked={asked} page={page} cursor={offers} />
          </Table>
        )}
      </Fresh>
    </Fold>
  );
}
