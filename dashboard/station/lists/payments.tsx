import type { Payment } from "../../../csms/model/payment.ts";
import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { Time } from "../../parts/time.tsx";
import { Evse, evsesOf } from "../fields.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { longList } from "../long_list.tsx";

const kinds: Readonly<Record<Payment["kind"], string>> = {
  "settlement": "paid at the station",
  "web-started": "begun on the web",
  "vat-check": "a VAT number was asked for",
};

/** Who pays, as far as a station says so. */
function Payer({ payment: { vatNumber, company } }: { payment: Payment }) {
  const { name, address1, address2, postalCode, city, country } = company ?? {};
  return (
    <>
      {[vatNumber, name].filter(Boolean).join(", ")}
      {company && (
        <p class="quiet">
          {[address1, address2, postalCode, city, country].filter(Boolean).join(", ")}
        </p>
      )}
    </>
  );
}

/** A receipt: only an address of the web is led to. */
function Receipt({ payment: { receiptId, receiptUrl } }: { payment: Payment }) {
  const isWeb = /^https?:\/\//i.test(receiptUrl ?? "");
  return (
    <>
      {receiptId} {isWeb ? <a href={receiptUrl} rel="noreferrer nofollow">receipt</a> : receiptUrl}
    </>
  );
}

/** What a payment is of: a transaction, else where it is to be. */
function Of({ payment: { transaction, said, evse } }: { payment: Payment }) {
  if (transaction) {
    return <a href={`/transactions/${encodeURIComponent(transaction)}`}>{transaction}</a>;
  }
  return said ?? (evse === undefined ? "–" : evse === 0 ? "the whole station" : `EVSE ${evse}`);
}

/** Payments at a station, or on the web for it, the newest first. */
export const paymentList = longList({
  ...{ tab: "/lists", name: "payments", label: "Payments" },
  heads: ["When", "What", "Of", { number: "Amount" }, "State", "Receipt"],
  empty: "None yet. A station tells of those at its own terminal.",
  read: ({ csms, station }, paging) => csms.payments.page(station.id, paging),
  cells: ({ value }) => (
    <>
      <td>
        <Time at={value.at} />
      </td>
      <td>
        {kinds[value.kind]}
        {value.timeout !== undefined && <p class="quiet">within {value.timeout} s</p>}
      </td>
      <td>
        <Of payment={value} />
      </td>
      <td class="number">{value.amount ?? "–"}</td>
      <td>
        {value.status} <span class="quiet">{value.info}</span>
        {value.reference && <p class="quiet">{value.reference}</p>}
      </td>
      <td>
        <Receipt payment={value} /> <Payer payment={value} />
      </td>
    </>
  ),
});

/** What drivers pay without a tag of yours (2.1). */
export function Payments({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { station, api, caller } = asked;
  return (
    <Fold title="Payments" open={paymentList.isAsked(asked)}>
      {holds(caller.access, "operate") && (
        <Act
          api={`POST ${api}/payments/web`}
          button="Somebody pays on the web"
          done="The station waits for it."
          class="bar"
        >
          <Evse evses={evsesOf(station)} all="the whole station" />
          <label>
            For at most, s{" "}
            <input name="timeout" type="number" min="1" max="86400" value="120" required />
          </label>
        </Act>
      )}
      <Fresh id="payments" page={page} within="section">
        <paymentList.Shown asked={asked} />
      </Fresh>
    </Fold>
  );
}
