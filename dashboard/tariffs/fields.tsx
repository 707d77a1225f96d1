import type { Prices, Tariff } from "../../csms/model/tariff.ts";
import { Amount } from "./amount.tsx";
import { Special } from "./special.tsx";
import { Taxes } from "./taxes.tsx";
import { type Kind, kinds } from "./words.ts";

/**
 * The prices of one kind, the one that always holds apart: it stands last, since of several the first whose conditions
 * hold is charged. Between it and the others is room for one more.
 */
function split(prices: Prices | undefined) {
  const all = prices?.prices ?? [];
  const always = all.at(-1)?.when ? undefined : all.at(-1);
  const special = always ? all.slice(0, -1) : all;
  return { always, special };
}

const nameOf = ({ kind }: Kind, n: number): string => `${kind}.prices.${n}`;

/** The price of one kind that holds whenever no other of it does. */
function Always({ of, prices }: { of: Kind; prices: Prices | undefined }) {
  const { always, special } = split(prices);
  const name = `${nameOf(of, special.length + 1)}.price`;
  return <Amount label={`Price ${of.per}`} name={name} value={always?.price} />;
}

/** What else the prices of one kind may have. */
function Others({ of, prices }: { of: Kind; prices: Prices | undefined }) {
  const { special } = split(prices);
  const taxes = prices?.taxes ?? [];
  return (
    <details open={special.length + taxes.length > 0}>
      <summary>{of.name}: taxes, and prices that hold at some times alone</summary>
      <Taxes name={`${of.kind}.taxes`} of={of.name} taxes={taxes} />
      <p class="quiet">
        The first of these prices whose conditions all hold is charged; where none does, the one
        above.
      </p>
      {[...special, undefined].map((price, n) => (
        <Special
          name={nameOf(of, n)}
          title={price ? `${of.name}, price ${n + 1}` : `${of.name}, one more price`}
          price={price}
        />
      ))}
    </details>
  );
}

/** All that a tariff says, to be written or changed; what is left empty is not charged. */
export function TariffFields({ tariff, zone }: { tariff?: Tariff; zone: string }) {
  return (
    <>
      <div class="fields">
        <label>
          What it is <input name="description" maxlength={1_000} value={tariff?.description} />
        </label>
        <label>
          Currency{" "}
          <input
            name="currency"
            required
            pattern="[A-Z]{3}"
            title="Three capital letters, as EUR"
            placeholder="EUR"
            autocomplete="off"
            value={tariff?.currency}
          />
        </label>
        {kinds.map((kind) => <Always of={kind} prices={tariff?.[kind.kind]} />)}
        <Amount label="A session costs at least" name="minCost" value={tariff?.minCost} />
        <Amount label="and at most" name="maxCost" value={tariff?.maxCost} />
        <label>
          Times of day are those of{" "}
          <input name="timeZone" maxlength={64} value={tariff?.timeZone ?? zone} />
        </label>
      </div>
      <p class="quiet">
        What is left empty is not charged. Taxes are added to prices; the least and the most that a
        session costs have them in it.
      </p>
      {kinds.map((kind) => <Others of={kind} prices={tariff?.[kind.kind]} />)}
    </>
  );
}
