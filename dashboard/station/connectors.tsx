import type { Csms } from "../../csms/mod.ts";
import type { Transaction } from "../../csms/model.ts";
import { Fact } from "../parts/fact.tsx";
import { energy, power } from "../parts/number.ts";
import { StateMark } from "../parts/state.tsx";
import { connectorState, doingOf } from "../parts/station_state.ts";
import { Time } from "../parts/time.tsx";
import type { LiveStation } from "../stations/card.tsx";
import { lengthOf } from "../transactions/row.tsx";
import { evsesOf } from "./fields.tsx";

type Connector = LiveStation["connectors"][number];

/** What runs on each EVSE of a station. */
export async function runningAt(csms: Csms, station: LiveStation) {
  const evses = evsesOf(station);
  const open = await Promise.all(evses.map((evse) => csms.transactions.openAt(station.id, evse)));
  return new Map(evses.map((evse, at) => [evse, open[at]?.value]));
}

const LATEST = 20;

/** What ended last on each EVSE of a station, where nothing runs. */
async function lastAt(csms: Csms, { id, connectors }: LiveStation, running: Running) {
  const idle = new Set(connectors.map(({ evse }) => evse).filter((evse) => !running.get(evse)));
  if (idle.size === 0) return new Map<number, Transaction>();
  const { items } = await csms.transactions.page({ station: id }, { limit: LATEST });
  const ended = items.filter(({ evse, state }) => idle.has(evse) && state === "closed");
  // The newest come first, and the first of an EVSE is to stay.
  return new Map(ended.toReversed().map((transaction) => [transaction.evse, transaction]));
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

/** What the session that ended last came to. */
function Last({ last, now }: { last: Transaction; now: Date }) {
  const { id, token, register, stoppedAt } = last;
  return (
    <p>
      <a id={`t-${id}`} href={`/transactions/${encodeURIComponent(id)}`}>Last session</a>:{" "}
      {energy(register.energyWh)} in {lengthOf(last, now)}
      {token && ` with ${token}`}, until <Time at={stoppedAt} />
    </p>
  );
}

function One({ connector, running, last, now }: {
  connector: Connector;
  running: Transaction | undefined;
  last: Transaction | undefined;
  now: Date;
}) {
  const { evse, connector: number, errorCode, info, vendorErrorCode, at } = connector;
  const error = [errorCode === "NoError" ? "" : errorCode, vendorErrorCode, info].filter(Boolean);
  return (
    <article class={evse > 0 ? "plug" : undefined}>
      <div class="card-head">
        <h3>{evse === 0 ? "Station as a whole" : `EVSE ${evse}, connector ${number}`}</h3>
        <StateMark {...connectorState(doingOf(connector))} />
      </div>
      {error.length > 0 && <p>{error.join(" · ")}</p>}
      <p class="quiet">
        since <Time at={at} />
      </p>
      {running && running.connector === number && <Session running={running} />}
      {last?.connector === number && <Last last={last} now={now} />}
    </article>
  );
}

/** All connectors of a station with what runs on them; a live page replaces it. */
export async function Connectors({ csms, station, running }: {
  csms: Csms;
  station: LiveStation;
  running: Running;
}) {
  const last = await lastAt(csms, station, running);
  return (
    <section id="connectors" class="panes" aria-label="Connectors">
      {station.connectors.map((connector) => (
        <One
          connector={connector}
          running={running.get(connector.evse)}
          last={last.get(connector.evse)}
          now={csms.now()}
        />
      ))}
      {station.connectors.length === 0 && (
        <p class="empty">
          It has not told of any connector yet. Ask for it: Trigger, StatusNotification.
        </p>
      )}
    </section>
  );
}
