import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { longList } from "../long_list.tsx";
import { FileChoice } from "./file_choice.tsx";

const MOST_FILES = 200;

/** Firmware that a local controller was asked to offer. */
export const publicationList = longList({
  ...{ tab: "/maintenance", name: "publications", label: "Firmware that it offers" },
  heads: ["Request", "Firmware", "State", "Its stations get it at"],
  empty: "It was asked to offer none.",
  read: ({ csms, station }, paging) => csms.publications.page(station.id, paging),
  cells: ({ value: { requestId, location, checksum, status, locations, at } }) => (
    <>
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
    </>
  ),
  act: {
    head: "Take back",
    cell: ({ value: { checksum } }, api) => (
      <Act
        api={`DELETE ${api}/publications/${encodeURIComponent(checksum)}`}
        button="Take back"
        ask="It offers this firmware to its stations no longer."
        secondary
        done="It offers it no longer."
      />
    ),
  },
});

/** What it said of its offers, the newest first. */
export const offers = longList({
  ...{ tab: "/maintenance", name: "offers", label: "What it said of its offers" },
  heads: ["When", "Request", "State", "It adds"],
  empty: "It has said nothing of them yet.",
  read: ({ csms, station }, paging) => csms.devices.reports.page(station.id, "publication", paging),
  cells: ({ value: { at, requestId, status, info } }) => (
    <>
      <td>
        <Time at={at} />
      </td>
      <td>{requestId ?? "–"}</td>
      <td>{status}</td>
      <td>{info}</td>
    </>
  ),
});

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
            <FileChoice files={items.map(({ value }) => value)} />
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
export function Publications({ asked, page }: { asked: AskedOfStation; page: string }) {
  return (
    <Fold
      title="Firmware for the stations behind it"
      open={publicationList.isAsked(asked) || offers.isAsked(asked)}
    >
      <p class="quiet">
        A local controller fetches firmware once, and its stations get it from there.
      </p>
      {holds(asked.caller.access, "operate") && <Forms asked={asked} page={page} />}
      <Fresh id="publications" page={page} within="section">
        <publicationList.Shown asked={asked} />
      </Fresh>
      <h3>What it said of its offers</h3>
      <Fresh id="offers" page={page}>
        <offers.Shown asked={asked} />
      </Fresh>
    </Fold>
  );
}
