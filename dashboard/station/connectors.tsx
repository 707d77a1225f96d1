import type { Csms } from "../../csms/mod.ts";
import type { Transaction } from "../../csms/model.ts";
import { Fact } from "../parts/fact.tsx";
import { energy, power } from "../parts/number.ts";
import { StateMark } from "../parts/state.tsx";
import { connectorState, doingOf } from "../parts/station_state.ts";
import { Time } from "../parts/time.tsx";
import type { LiveStation } from "../stations/card.tsx";

type Connector = LiveStation["connectors"][number];

/** What runs on each EVSE of a station. */
export async function runningAt(csms: Csms, station: LiveStation) {
  const evses = [...new Set(station.connectors.map(({ evse }) => evse).filter((evse) => evse > 0))];
  const open = await Promise.all(evses.map((evse) => csms.transactions.openAt(station.id, evse)));
  return new Map(evses.map((evse, at) => [evse, open[at]?.value]));
}

export type Running = Awaited<ReturnType<typeof runningAt>>;

function Session({ running }: { running: Transaction }) {
  const { id, token, startedAt, register, powerW } = running;
  return (
    <dl class="figures">
      <Fact name="Transaction">
        <a id={`t-${id}`} href={`/transactions/${encodeURIComponent(id)}`}>{id}</a>
      </Fact>
      <Fact name="Tag">{token || "none"}</Fact>
      <Fact name="Since">
        <Time at={startedAt} />
      </Fact>
      <Fact name="Energy">{energy(register.energyWh)}</Fact>
      <Fact name="Power">{power(powerW)}</Fact>
    </dl>
  );
}

function One({ connector, running }: { connector: Connector; running: Transaction | undefined }) {
  const { evse, connector: number, errorCode, info, vendorErrorCode, at } = connector;
  const error = [errorCode === "NoError" ? "" : errorCode, vendorErrorCode, info].filter(Boolean);
  return (
    <article>
      <div class="card-head">
        <h3>{evse === 0 ? "Station as a whole" : `EVSE ${evse}, connector ${number}`}</h3>
        <StateMark {...connectorState(doingOf(connector))} />
      </div>
      {error.length > 0 && <p>{error.join(" · ")}</p>}
      <p class="quiet">
        since <Time at={at} />
      </p>
      {running && running.connector === number && <Session running={running} />}
    </article>
  );
}

/** All connectors of a station with what runs on them; a live page replaces it. */
export function Connectors({ station, running }: { station: LiveStation; running: Running }) {
  return (
    <section id="connectors" class="panes" aria-label="Connectors">
      {station.connectors.map((connector) => (
        <One connector={connector} running={running.get(connector.evse)} />
      ))}
      {station.connectors.length === 0 && (
        <p class="empty">
          It has not told of any connector yet. Ask for it: Trigger, StatusNotification.
        </p>
      )}
    </section>
  );
}
