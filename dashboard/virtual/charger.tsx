import type { VirtualOutlet } from "../../csms/model/virtual.ts";
import type { VirtualStation } from "../../csms/virtual/virtual.ts";
import { Act } from "../parts/act.tsx";
import { energy, power } from "../parts/number.ts";
import { StateMark } from "../parts/state.tsx";
import { connectorState } from "../parts/station_state.ts";
import { domId, stationHref } from "../stations/card.tsx";

const api = (id: string) => `/api/v1/virtual-stations/${encodeURIComponent(id)}`;
/** The address of what one is now. */
const nowHref = (id: string): string => `/virtual/${encodeURIComponent(id)}/now`;

function Outlet({ outlet }: { outlet: VirtualOutlet }) {
  const { connector, status, plugged, powerW, registerWh, tag } = outlet;
  return (
    <li>
      {connector} <StateMark {...connectorState(status)} /> {plugged ? "cable in" : "no cable"},
      {" "}
      {power(powerW)}, meter {energy(registerWh)}
      {tag && `, charges for ${tag}`}
    </li>
  );
}

/** What a virtual charger is now; it is fetched anew after each act, and a live page replaces it. */
export function Now({ id, now }: VirtualStation) {
  return (
    <div
      id={`now-${domId(id)}`}
      hx-get={nowHref(id)}
      hx-trigger="kvolt:done from:closest section"
      hx-swap="outerHTML"
    >
      <StateMark
        {...!now
          ? { tone: "calm", word: "Does not run" }
          : now.connected
          ? { tone: "good", word: "Connected" }
          : { tone: "bad", word: "Offline" }}
      />
      <ul class="plugs">{now?.outlets.map((outlet) => <Outlet outlet={outlet} />)}</ul>
    </div>
  );
}

function Do({ id, act, button, connector }: {
  id: string;
  act: string;
  button: string;
  connector?: number;
}) {
  return (
    <Act api={`POST ${api(id)}/act`} button={button} class="act" secondary>
      <input type="hidden" name="do" value={act} />
      {connector !== undefined && (
        <input type="hidden" name="connector" value={String(connector)} data-as="number" />
      )}
    </Act>
  );
}

function Connector({ id, connector }: { id: string; connector: number }) {
  const each = { id, connector };
  return (
    <fieldset>
      <legend>Connector {connector}</legend>
      <Act api={`POST ${api(id)}/act`} button="Tap" done="Presented." class="bar">
        <input type="hidden" name="do" value="tap" />
        <input type="hidden" name="connector" value={String(connector)} data-as="number" />
        <label>
          Tag <input name="tag" required maxlength={20} autocomplete="off" />
        </label>
      </Act>
      <div class="bar">
        <Do {...each} act="plug" button="Plug in" />
        <Do {...each} act="unplug" button="Unplug" />
        <Do {...each} act="fault" button="Break it" />
        <Do {...each} act="clear" button="Mend it" />
      </div>
    </fieldset>
  );
}

/** A virtual charger, with all that people do to one. */
export function Charger({ charger }: { charger: VirtualStation }) {
  const { id, version, connectors, quirks, now } = charger;
  const odd = Object.entries(quirks).filter(([, value]) => value !== false && value !== "")
    .map(([name, value]) => value === true ? name : `${name}: ${value}`);
  return (
    <article id={`virtual-${domId(id)}`}>
      <div class="card-head">
        <h2>
          <a href={stationHref(id)}>{id}</a>
        </h2>
        <span class="quiet">OCPP {version}</span>
      </div>
      {odd.length > 0 && <p class="quiet">{odd.join(", ")}</p>}
      <section>
        <Now {...charger} />
        {now && Array.from(
          { length: connectors },
          (_, at) => <Connector id={id} connector={at + 1} />,
        )}
        {now && (
          <div class="bar">
            <Do id={id} act="offline" button="Go offline" />
            <Do id={id} act="online" button="Go online" />
          </div>
        )}
      </section>
      <Act
        api={`DELETE ${api(id)}`}
        button="Delete"
        ask={`${id} is switched off, and its station is forgotten. Its transactions stay.`}
        done="Deleted."
        then="."
        secondary
      />
    </article>
  );
}
