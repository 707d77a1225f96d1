import type { Csms } from "../../csms/mod.ts";
import type { Asked, Pages } from "../page.tsx";
import { Days } from "../parts/days.tsx";
import { Empty } from "../parts/empty.tsx";
import { htmlOf } from "../parts/html.ts";
import { More } from "../parts/more.tsx";
import { Table } from "../parts/table.tsx";
import { Row } from "./row.tsx";
import { Totals, wantedOf } from "./totals.tsx";

const AT_ONCE = 50;
const HEADS = [
  ...["Id", "Started", "Station", "Tag"],
  ...[{ number: "Energy" }, { number: "Time" }, { number: "Peak" }, "State"],
];

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
