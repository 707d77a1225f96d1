import type { Csms } from "../../csms/mod.ts";
import type { Transaction } from "../../csms/model.ts";
import { Act } from "../parts/act.tsx";
import { Time } from "../parts/time.tsx";
import { knows } from "../station/abilities.ts";
import { WithTariff } from "../tariffs/choice.tsx";
import { transactionHref } from "./row.tsx";

/** How energy may flow, by the names of 2.1, in words. */
const modes: Readonly<Record<string, string>> = {
  AC_single_phase: "AC on one phase",
  AC_two_phase: "AC on two phases",
  AC_three_phase: "AC on three phases",
  AC_BPT: "AC in both directions",
  AC_DER: "AC, and the car supports the grid",
  AC_BPT_DER: "AC in both directions, and the car supports the grid",
  DC: "DC",
  DC_BPT: "DC in both directions",
  DC_ACDP: "DC by a pantograph",
  DC_ACDP_BPT: "DC by a pantograph, in both directions",
  WPT: "without a cable",
};

interface Props {
  readonly csms: Csms;
  readonly transaction: Transaction;
  readonly api: string;
}

/** Which ways of energy transfer its station may use for it (2.1 Q02). */
async function Transfer({ csms, transaction, api }: Props) {
  const { id, station, remoteId = id } = transaction;
  const known = await csms.stations.get(station);
  if (!known || !knows(known, "transfer")) return null;
  const allowed = (await csms.charging.sessions.get(station, remoteId))?.allowed;
  return (
    <article>
      <h3>How its energy may flow</h3>
      <p class="quiet">
        {allowed
          ? (
            <>
              As the station took it <Time at={allowed.at} />.
            </>
          )
          : "Nothing was said yet."}
      </p>
      <Act api={`POST ${api}/energy-transfer`} button="Allow these" done="The station takes it.">
        {Object.entries(modes).map(([mode, words], n) => (
          <label>
            <input
              type="checkbox"
              name={`modes.${n}`}
              value={mode}
              data-as="value"
              checked={allowed?.modes.includes(mode)}
            />{" "}
            {words}
          </label>
        ))}
      </Act>
    </article>
  );
}

/** What can be done about a transaction that runs. */
export function Steering({ csms, transaction }: Omit<Props, "api">) {
  const api = `/api/v1${transactionHref(transaction.id)}`;
  const currency = transaction.account?.tariff.currency;
  return (
    <section>
      <h2>What to do</h2>
      <div class="acts">
        <article>
          <h3>Go on with another tariff</h3>
          <p class="quiet">What it cost so far stands; the rest is counted by this one.</p>
          <WithTariff
            csms={csms}
            api={`PUT ${api}/tariff`}
            button="Change the tariff"
            done="It goes on with that."
            then="."
            {...currency === undefined ? {} : { currency }}
          />
        </article>
        <Transfer csms={csms} transaction={transaction} api={api} />
        <article>
          <h3>End it here</h3>
          <p class="quiet">Where its station has forgotten it and will never end it.</p>
          <Act
            api={`POST ${api}/close`}
            button="Close it by hand"
            ask="It ends here, with its last meter value. Its station is not asked: use Stop on its page for that."
            done="Closed."
            then="."
            secondary
          />
        </article>
      </div>
    </section>
  );
}
