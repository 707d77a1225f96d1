import type { Payment } from "../../../csms/model/payment.ts";
import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { More } from "../../parts/more.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import { Evse, evsesOf } from "../fields.tsx";
import type { AskedOfStation } from "../frame.tsx";

const AT_ONCE = 20;

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

/** Payments at a station, or on the web for it, the newest first. */
export async function PaymentRows({ asked, page, cursor }: {
  asked: AskedOfStation;
  page: string;
  cursor?: string;
}) {
  const { csms, station } = asked;
  const { items, next } = await csms.payments.page(station.id, {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
  return (
    <>
      {items.map(({ value }) => {
        const { at, kind, evse, timeout, transaction, said, status, info } = value;
        return (
          <tr>
            <td>
              <Time at={at} />
            </td>
            <td>
              {kinds[kind]}
              {timeout !== undefined && <p class="quiet">within {timeout} s</p>}
            </td>
            <td>
              {transaction
                ? <a href={`/transactions/${encodeURIComponent(transaction)}`}>{transaction}</a>
                : said ??
                  (evse === undefined ? "–" : evse === 0 ? "the whole station" : `EVSE ${evse}`)}
            </td>
            <td class="number">{value.amount ?? "–"}</td>
            <td>
              {status} <span class="quiet">{info}</span>
              {value.reference && <p class="quiet">{value.reference}</p>}
            </td>
            <td>
              <Receipt payment={value} /> <Payer payment={value} />
            </td>
          </tr>
        );
      })}
      <More {...{ next, page, query: {}, columns: 6, as: "payments" }} part={`${page}/payments`} />
    </>
  );
}

/** What drivers pay without a tag of yours (2.1). */
export async function Payments({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller, query: { payments } } = asked;
  const some = (await csms.payments.page(station.id, { limit: 1 })).items.length > 0;
  return (
    <Fold title="Payments" open={payments !== undefined}>
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
        {some
          ? (
            <Table
              label="Payments"
              heads={["When", "What", "Of", { number: "Amount" }, "State", "Receipt"]}
            >
              <PaymentRows asked={asked} page={page} cursor={payments} />
            </Table>
          )
          : <p class="quiet">None yet. A station tells of those at its own terminal.</p>}
      </Fresh>
    </Fold>
  );
}
