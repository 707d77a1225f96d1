import type { Csms } from "../../csms/mod.ts";
import type { Transaction } from "../../csms/model.ts";
import { shownCost } from "../../csms/tariffs/charged.ts";
import { Act } from "../parts/act.tsx";
import { Fact } from "../parts/fact.tsx";
import { duration, energy, money, power } from "../parts/number.ts";
import { StateMark } from "../parts/state.tsx";
import { connectorState } from "../parts/station_state.ts";
import { Time } from "../parts/time.tsx";
import { stationHref } from "../stations/card.tsx";
import { lengthOf } from "../transactions/row.tsx";
import { namesOf } from "./names.ts";
import type { Tags } from "./tags.ts";

/** For so long after its end a session is what one has just charged, in ms. */
const JUST_MS = 15 * 60_000;
/** Sessions that are looked through for it. */
const LATEST = 5;

/** What it does now, in words; a station that has not said so is thought to charge. */
function doing({ chargingState, powerW }: Transaction) {
  const state = chargingState ?? (powerW === 0 ? "SuspendedEV" : "Charging");
  return state === "EVConnected" ? connectorState("Preparing") : connectorState(state);
}

/** What a transaction has cost, in its currency; undefined where no tariff holds. */
export function costOf(transaction: Transaction): string | undefined {
  const cost = shownCost(transaction);
  return cost && money(cost);
}

function One({ transaction, name, now, any }: {
  transaction: Transaction;
  name: string | undefined;
  now: Date;
  any: boolean;
}) {
  const { id, station, evse, token, register, powerW, startedAt } = transaction;
  const cost = costOf(transaction);
  return (
    <article>
      <div class="card-head">
        <h3>{name}, EVSE {evse}</h3>
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
        ask={`Charging at ${name} ends.`}
        done="Asked to stop."
        class="act wide"
      >
        <input type="hidden" name="transaction" value={id} />
      </Act>
    </article>
  );
}

/** What one that has just ended came to. */
function Ended({ transaction, name, now }: {
  transaction: Transaction;
  name: string | undefined;
  now: Date;
}) {
  const { evse, token, register, stoppedAt } = transaction;
  const cost = costOf(transaction);
  return (
    <article>
      <div class="card-head">
        <h3>{name}, EVSE {evse}</h3>
        <StateMark tone="good" word="Ended" />
      </div>
      <dl class="figures">
        <Fact name="Energy" large>{energy(register.energyWh)}</Fact>
        <Fact name="Time" large>{lengthOf(transaction, now)}</Fact>
        {cost && <Fact name="Cost" large>{cost}</Fact>}
      </dl>
      <p class="quiet">
        With {token}, until <Time at={stoppedAt} />
      </p>
    </article>
  );
}

/** What is shown of some tags: what runs with them, and what has just ended. */
async function nowOf({ driving, now }: Csms, { tags }: Tags) {
  const [running, { items }] = await Promise.all([
    driving.running(tags),
    driving.history(tags, { limit: LATEST }),
  ]);
  const since = now().getTime() - JUST_MS;
  return { running, ended: items.filter(({ stoppedAt }) => Date.parse(stoppedAt ?? "") > since) };
}

/** What charges now with one's own tags, and what has just come to its end; a live page replaces it. */
export async function Running({ csms, tags }: { csms: Csms; tags: Tags }) {
  const { running, ended } = await nowOf(csms, tags);
  const names = await namesOf(csms, [...running, ...ended]);
  const now = csms.now();
  // One line in any case, so that a session that ends moves nothing.
  const heading = running.length === 0
    ? "Just charged"
    : ended.length === 0
    ? "Charging now"
    : "Charging now, and just charged";
  return (
    <section id="running" aria-label="Charging now">
      {running.length + ended.length > 0 && <h2>{heading}</h2>}
      {running.map((transaction) => (
        <One
          transaction={transaction}
          name={names.get(transaction.station)}
          now={now}
          any={tags.any}
        />
      ))}
      {ended.map((transaction) => (
        <Ended transaction={transaction} name={names.get(transaction.station)} now={now} />
      ))}
    </section>
  );
}
