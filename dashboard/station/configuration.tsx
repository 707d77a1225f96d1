import { Buffer } from "node:buffer";
import { isSecretName, MASK } from "../../csms/audit/mask.ts";
import { differs } from "../../csms/devices/configuration.ts";
import type { Csms } from "../../csms/mod.ts";
import type { ConfigurationKey } from "../../csms/model.ts";
import { holds } from "../../csms/people/caller.ts";
import { searched } from "../../csms/search.ts";
import { toldOf } from "../live/told.ts";
import type { Asked, Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { Empty } from "../parts/empty.tsx";
import { Fresh } from "../parts/fresh.tsx";
import { More } from "../parts/more.tsx";
import { SearchForm } from "../parts/search_form.tsx";
import { StateMark } from "../parts/state.tsx";
import { Table } from "../parts/table.tsx";
import { Time } from "../parts/time.tsx";
import { stationHref } from "../stations/card.tsx";
import { knows } from "./abilities.ts";
import { ValueInput } from "./fields.tsx";
import { type AskedOfStation, stationPage, stationPart } from "./frame.tsx";

const AT_ONCE = 100;

/** What a key is and should be, without the secrets. */
function Value({ known }: { known: ConfigurationKey }) {
  const { key, value, desired, refused, at } = known;
  const secret = isSecretName(key);
  return (
    <>
      {value === undefined
        ? <span class="quiet">{secret ? `${MASK} a secret, not shown` : "not told"}</span>
        : <code>{value === "" ? "(empty)" : value}</code>} {at && (
        <span class="quiet">
          said <Time at={at} />
        </span>
      )}
      {desired !== undefined && (
        <p>
          should be <code>{secret ? MASK : desired}</code>{" "}
          <StateMark
            {...(differs(known)
              ? { tone: "warn", word: "differs" }
              : { tone: "good", word: "as it should be" })}
          />
        </p>
      )}
      {refused && (
        <p class="state bad">
          ✖ refused {refused.value}: {refused.status}
        </p>
      )}
    </>
  );
}

function Change({ known, api }: { known: ConfigurationKey; api: string }) {
  const { key, value, desired, readonly } = known;
  const at = `${api}/configuration/${encodeURIComponent(key)}`;
  const field = (label: string, value: string | undefined) => (
    <label>
      {label}
      <ValueInput of={key} name="value" value={value} />
    </label>
  );
  return (
    <details>
      <summary aria-label={`Change ${key}`}>Change</summary>
      {readonly
        ? <p class="quiet">The station says that it is read-only.</p>
        : (
          <Act api={`PUT ${at}`} button="Set now" done="The station has taken it.">
            {field("Value", value)}
          </Act>
        )}
      <Act api={`PUT ${at}/desired`} button="Remember the wish" secondary done="Noted.">
        {field("Should be", desired ?? value)}
      </Act>
      {desired !== undefined && (
        <Act api={`DELETE ${at}/desired`} button="Take the wish back" secondary done="Forgotten." />
      )}
    </details>
  );
}

async function Rows({ asked }: { asked: AskedOfStation }) {
  const { csms, station: { id }, api, caller, query } = asked;
  const { items, next } = await keysOf(csms, id, query);
  const href = `${stationHref(id)}/configuration`;
  const may = holds(caller.access, "operate");
  return (
    <>
      {items.map((known) => (
        <tr>
          <th scope="row">
            <code>{known.key}</code>
            {known.readonly && <p class="quiet">read-only</p>}
          </th>
          <td>
            <Fresh
              id={`k-${Buffer.from(known.key).toString("base64url")}`}
              page={`${href}?q=${encodeURIComponent(known.key)}`}
              within="tr"
            >
              <Value known={known} />
            </Fresh>
          </td>
          {may && (
            <td>
              <Change known={known} api={api} />
            </td>
          )}
        </tr>
      ))}
      <More
        next={next}
        part={`${href}/more`}
        page={href}
        query={query.q ? { q: query.q } : {}}
        columns={3}
      />
    </>
  );
}

function keysOf(csms: Csms, station: string, { q = "", cursor }: Asked["query"]) {
  const { configuration } = csms.devices;
  return searched(
    (options) => configuration.page(station, options),
    ({ key }) => key.toLowerCase().includes(q.trim().toLowerCase()),
    { limit: AT_ONCE, ...(cursor ? { cursor } : {}) },
  );
}

function Wishes({ differing, api }: { differing: number; api: string }) {
  return (
    <Act
      api={`POST ${api}/configuration/apply`}
      button="Set all that differ"
      done="The station is as it should be."
      secondary
    >
      <p class="quiet">
        {differing === 0
          ? "Nothing is known to differ from what it should be."
          : differing === 1
          ? "1 key is not as it should be."
          : `${differing} keys are not as they should be.`}
      </p>
    </Act>
  );
}

/** What is set on a station, beside what it should be. */
export function stationConfiguration(pages: Pages, csms: Csms): void {
  stationPage(pages, "/configuration", async (asked) => {
    const { station, api, query, caller } = asked;
    const may = holds(caller.access, "operate");
    const { configuration } = csms.devices;
    const known = (await configuration.page(station.id, { limit: 1 })).items.length > 0;
    const differing = (await configuration.differing(station.id)).length;
    const whole = `${stationHref(station.id)}/configuration?q=${encodeURIComponent(query.q ?? "")}`;
    return {
      live: toldOf(station.id, "report.ended"),
      body: (
        <>
          {knows(station, "model") && (
            <p>
              These are the variables that can be set, by the names of their components. All that it
              has is under <a href={`${stationHref(station.id)}/device`}>Device model</a>.
            </p>
          )}
          {may && (
            <div class="acts">
              <article>
                <h2>What it has</h2>
                <Act
                  api={`POST ${api}/configuration/read`}
                  button="Read all again"
                  done="It tells them in a report; they appear here."
                  {...(knows(station, "model") ? {} : { then: "." })}
                />
              </article>
              <article>
                <h2>What it should be</h2>
                <Wishes differing={differing} api={api} />
              </article>
            </div>
          )}
          <SearchForm of="keys" query={query.q} hint="Interval" />
          <Fresh id="keys" page={whole}>
            {known
              ? (
                <Table label="Configuration" heads={["Key", "Value", may && "Change"]}>
                  <Rows asked={asked} />
                </Table>
              )
              : (
                <Empty>
                  It has not told any of its keys yet. Read them all while it is connected.
                </Empty>
              )}
          </Fresh>
        </>
      ),
    };
  });

  stationPart(pages, "/configuration/more", (asked) => <Rows asked={asked} />);
}
