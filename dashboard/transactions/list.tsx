import { dayIn, later } from "../../csms/analytics/zone.ts";
import type { Csms } from "../../csms/mod.ts";
import { tokenKey } from "../../csms/tokens/store.ts";
import type { Asked, Pages } from "../page.tsx";
import { Days, isDay, timesOf } from "../parts/days.tsx";
import { Empty } from "../parts/empty.tsx";
import { htmlOf } from "../parts/html.ts";
import { More } from "../parts/more.tsx";
import { energy } from "../parts/number.ts";
import { Table } from "../parts/table.tsx";
import { Row } from "./row.tsx";

const AT_ONCE = 50;
const HEADS = [
  ...["Id", "Started", "Station, EVSE", "Tag"],
  ...[{ number: "Energy" }, { number: "Time" }, { number: "Peak" }, "State"],
];

/** What was asked for, with what is empty left out. */
function wantedOf(query: Asked["query"]) {
  const { station, tag, show } = query;
  return {
    ...(station ? { station } : {}),
    ...(tag ? { token: tag } : {}),
    ...timesOf(query),
    open: show === "open",
    flagged: show === "flagged",
  };
}

const kept = ({ station = "", tag = "", from = "", to = "", show = "" }: Asked["query"]) => ({
  ...{ station, tag, from, to, show },
});

async function page({ csms, query }: Asked) {
  const { cursor } = query;
  const paging = { limit: AT_ONCE, ...(cursor ? { cursor } : {}) };
  return await csms.transactions.find(wantedOf(query), paging);
}

function Rows({ asked, found }: { asked: Asked; found: Awaited<ReturnType<typeof page>> }) {
  const now = asked.csms.now();
  return (
    <>
      {found.items.map((transaction) => <Row transaction={transaction} now={now} />)}
      <More
        next={found.next}
        part="/transactions/more"
        page="/transactions"
        query={kept(asked.query)}
        columns={8}
      />
    </>
  );
}

/** What all that was asked for came to: from the rollups, so that it costs the same for any number. */
async function Totals({ asked }: { asked: Asked }) {
  const { station, tag, from, to, show } = asked.query;
  if (show || (station && tag)) return null;
  const today = dayIn(asked.csms.now().getTime(), "UTC");
  const first = isDay(from) ? from : later(today, -365);
  const last = isDay(to) ? to : today;
  if (first > last) return null;
  const { total } = await asked.csms.analytics.series(
    station
      ? { kind: "station", name: station }
      : tag
      ? { kind: "token", name: tokenKey(tag) }
      : { kind: "all", name: "" },
    { from: first, to: last, zone: "UTC" },
    "month",
  );
  return (
    <p class="quiet">
      {from ? `From ${first}` : "In the last year"}
      {to && ` to ${last}`}: {total.sessions} sessions, {energy(total.energyWh)}
      {total.costs.map(({ currency, total }) => `, ${total.toFixed(2)} ${currency}`).join("")}. More
      under <a href="/analytics">Analytics</a>.
    </p>
  );
}

function Filter({ query }: { query: Asked["query"] }) {
  const { station, tag, from, to, show } = kept(query);
  const shows = { "": "all", open: "running", flagged: "with remarks" };
  return (
    <search>
      <form class="bar" action="/transactions">
        <label>
          Station <input name="station" value={station} />
        </label>
        <label>
          Tag <input name="tag" value={tag} />
        </label>
        <Days from={from} to={to} />
        <label>
          Which
          <select name="show">
            {Object.entries(shows).map(([value, name]) => (
              <option value={value} selected={value === show}>{name}</option>
            ))}
          </select>
        </label>
        <button type="submit" class="secondary">Show</button>
      </form>
    </search>
  );
}

/** All transactions, the newest first. */
export function transactionList(pages: Pages, _: Csms): void {
  pages.add({
    path: "/transactions",
    access: "read",
    async show(asked) {
      const found = await page(asked);
      return {
        title: "Transactions",
        body: (
          <>
            <h1>Transactions</h1>
            <Filter query={asked.query} />
            <Totals asked={asked} />
            {found.items.length === 0 && found.next === null
              ? <Empty>No transaction meets this.</Empty>
              : (
                <Table label="Transactions" heads={HEADS}>
                  <Rows asked={asked} found={found} />
                </Table>
              )}
          </>
        ),
      };
    },
  });
  pages.part({
    path: "/transactions/more",
    access: "read",
    show: async (asked) =>
      asked.context.html(await htmlOf(<Rows asked={asked} found={await page(asked)} />)),
  });
}
