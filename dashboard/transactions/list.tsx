import type { Csms } from "../../csms/mod.ts";
import { tokenKey } from "../../csms/tokens/store.ts";
import type { Asked, Pages } from "../page.tsx";
import { Empty } from "../parts/empty.tsx";
import { htmlOf } from "../parts/html.ts";
import { More } from "../parts/more.tsx";
import { energy } from "../parts/number.ts";
import { Row } from "./row.tsx";

const AT_ONCE = 50;

const day = (text: string | undefined): Date | undefined => {
  const at = new Date(text ?? "");
  return Number.isNaN(at.getTime()) ? undefined : at;
};

/** What was asked for, with what is empty left out. */
function wantedOf({ station, tag, from, to, show }: Asked["query"]) {
  const [begin, last] = [day(from), day(to)];
  return {
    ...(station ? { station } : {}),
    ...(tag ? { token: tag } : {}),
    ...(begin ? { from: begin } : {}),
    ...(last ? { to: new Date(last.getTime() + 86_400_000) } : {}),
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
  const now = asked.csms.now();
  const first = (day(from) ?? new Date(now.getTime() - 365 * 86_400_000)).toISOString().slice(
    0,
    10,
  );
  const last = (day(to) ?? now).toISOString().slice(0, 10);
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
        <label>
          From <input type="date" name="from" value={from} />
        </label>
        <label>
          To <input type="date" name="to" value={to} />
        </label>
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
            {found.items.length === 0
              ? <Empty>No transaction meets this.</Empty>
              : (
                <div class="scroll" tabindex={0} role="region" aria-label="Transactions">
                  <table>
                    <thead>
                      <tr>
                        <th>Id</th>
                        <th>Started</th>
                        <th>Station, EVSE</th>
                        <th>Tag</th>
                        <th class="number">Energy</th>
                        <th class="number">Time</th>
                        <th class="number">Peak</th>
                        <th>State</th>
                      </tr>
                    </thead>
                    <tbody>
                      <Rows asked={asked} found={found} />
                    </tbody>
                  </table>
                </div>
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
