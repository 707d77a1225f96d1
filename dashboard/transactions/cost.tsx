import type { Transaction } from "../../csms/model.ts";
import { UNIT } from "../../csms/tariffs/accrue.ts";
import { shownCost } from "../../csms/tariffs/charged.ts";
import { Fact } from "../parts/fact.tsx";
import { duration, money } from "../parts/number.ts";
import { Charges } from "../tariffs/charges.tsx";
import { tariffHref } from "../tariffs/href.ts";

/** What a bound that took the place of the sum means. */
const bounds = {
  min: "It comes to less: this is the least that a session costs.",
  max: "It comes to more: this is the most that a session costs.",
} as const;

/** What a transaction costs so far or has cost, of what that is made, and by which tariff. */
export function Cost({ transaction }: { transaction: Transaction }) {
  const cost = shownCost(transaction);
  const { account } = transaction;
  if (!cost || !account) {
    return (
      <section id="cost">
        <p class="quiet">
          It costs nothing, as no tariff held when it began: see <a href="/tariffs">Tariffs</a>.
        </p>
      </section>
    );
  }
  const { currency, chargingSeconds, idleSeconds, bound } = cost;
  const inCurrency = (total: number) => money({ total, currency });
  const parts = [
    ["Energy", cost.energy],
    [`Charging, ${duration(chargingSeconds * 1_000)}`, cost.charging],
    [`Without charging, ${duration(idleSeconds * 1_000)}`, cost.idle],
    ["Fixed fee", cost.fixed],
  ] as const;
  const { tariff, earlier } = account;
  return (
    <section id="cost">
      <h2>What it costs</h2>
      <dl class="figures">
        {parts.filter(([, amount]) => amount > 0)
          .map(([name, amount]) => <Fact name={name}>{inCurrency(amount)}</Fact>)}
        {cost.tax > 0 && <Fact name="Tax in it">{inCurrency(cost.tax)}</Fact>}
      </dl>
      {bound && <p>{bounds[bound]}</p>}
      <details>
        <summary>
          By the tariff {tariff.id}
          {earlier && `, and for ${inCurrency(earlier.total / UNIT)} of it by another one before`}
        </summary>
        <Charges tariff={tariff} />
        <p>
          <a href={tariffHref(tariff.id)}>The tariff as it is now</a>
        </p>
      </details>
    </section>
  );
}
