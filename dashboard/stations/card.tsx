import { Buffer } from "node:buffer";
import type { Csms } from "../../csms/mod.ts";
import { Fact } from "../parts/fact.tsx";
import { energy, power } from "../parts/number.ts";
import { StateMark } from "../parts/state.tsx";
import { connectorState, doingOf, stationState } from "../parts/station_state.ts";
import { Time } from "../parts/time.tsx";

export type LiveStation = Awaited<ReturnType<Csms["stations"]["live"]>>;

/** A name for a station that may stand in a page: ids of stations have any characters. */
export const domId = (station: string): string => `s-${Buffer.from(station).toString("base64url")}`;

/** The page of a station. */
export const stationHref = (station: string): string => `/stations/${encodeURIComponent(station)}`;

/** Where a station stands in the list: online first, then by id. Browsers compare it too. */
export const placeOf = ({ id, online }: { id: string; online: boolean }): string =>
  `${online ? 0 : 1}${id}`;

/** One station in the list. */
export function Card({ station }: { station: LiveStation }) {
  const { id, name, labels, vendor, model, connectors } = station;
  const { online, lastSeen, drawnW, powerW, sessionWh } = station;
  const own = connectors.filter(({ evse }) => evse > 0);
  return (
    <li id={domId(id)} data-place={placeOf(station)}>
      <article>
        <div class="card-head">
          <strong>
            <a id={`${domId(id)}-link`} href={stationHref(id)}>{name ?? id}</a>
          </strong>
          <StateMark {...stationState(station)} />
        </div>
        <p class="quiet">
          {name && `${id}, `}
          {[vendor, model].filter(Boolean).join(" ") || "model not told yet"}
        </p>
        {labels.length > 0 && <p class="quiet">{labels.join(" · ")}</p>}
        <ul class="plugs" aria-label="Connectors">
          {own.map(({ evse, connector, ...said }) => (
            <li>
              {evse}
              {connector > 1 ? `.${connector}` : ""}{" "}
              <StateMark {...connectorState(doingOf(said))} />
            </li>
          ))}
        </ul>
        <dl class="figures">
          <Fact name="Power now">{power(drawnW)}</Fact>
          <Fact name="Rating">{power(powerW)}</Fact>
          <Fact name="This session">{energy(sessionWh)}</Fact>
        </dl>
        <p class="quiet">
          {online ? "Seen" : "Last seen"} <Time at={lastSeen} />
        </p>
      </article>
    </li>
  );
}
