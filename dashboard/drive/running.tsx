import type { Transaction } from "../../csms/model.ts";
import { shownCost } from "../../csms/tariffs/charged.ts";
import { Act } from "../parts/act.tsx";
import { Fact } from "../parts/fact.tsx";
import { duration, energy, power } from "../parts/number.ts";
import { StateMark } from "../parts/state.tsx";
import { connectorState } from "../parts/station_state.ts";
import { Time } from "../parts/time.tsx";
import { stationHref } from "../stations/card.tsx";

/** What it does now, in words; a station that has not said so is thought to charge. */
function doing({ chargingState, powerW }: Transaction) {
  const state = chargingState ?? (powerW === 0 ? "SuspendedEV" : "Charging");
  return state === "EVConnected" ? connectorState("Preparing") : connectorState(state);
}

/** What a transaction has cost, in its currency; undefined where no tariff holds. */
export function costOf(transaction: Transaction): string | undefined {
  const cost = shownCost(transaction);
  return cost && `${cost.total.toFixed(2)} ${cost.currency}`;
}

function One({ transaction, now, any }: { transaction: Transaction; now: Date; any: boolean }) {
  const { id, station, evse, token, register, powerW, startedAt } = transaction;
  const cost = costOf(transaction);
  return (
    <article>
      <div class="card-head">
        <h3>{station}, EVSE {evse}</h3>
        <StateMark {...doing(transaction)} />
      </div>
      <dl class="figures">
        <Fact name="Energy" large>{energy(register.energyWh)}</Fact>
        <Fact name="Power" large>{power(powerW)}</Fact>
        <Fact name="Time" large>{duration(now.getTime() - Date.parse(startedAt))}</Fact>
        {cost && <Fact name="Cost so far" large>{cost}</Fact>}
      </dl>
      <p class="quiet">
        With {token}, since <Time at={startedAt} />
      </p>
      <Act
        api={any ? `POST /api/v1${stationHref(station)}/stop` : "POST /api/v1/me/stop"}
        button="Stop"
        ask={`Charging at ${station} ends.`}
        done="Asked to stop."
        class="act wide"
      >
        <input type="hidden" name="transaction" value={id} />
      </Act>
    </article>
  );
}

/** What charges now with one's own tags; a live page replaces it. */
export function Running({ running, now, any }: {
  running: readonly Transaction[];
  now: Date;
  any: boolean;
}) {
  return (
    <section id="running" aria-label="Charging now">
      {running.length > 0 && <h2>Charging now</h2>}
      {running.map((transaction) => <One transaction={transaction} now={now} any={any} />)}
    </section>
  );
}
