import type { Asked, Pages } from "../page.tsx";
import { Days } from "../parts/days.tsx";
import { pageList } from "../parts/page_list.tsx";
import { Row } from "./row.tsx";
import { Totals, wantedOf } from "./totals.tsx";

const kept = ({ station = "", tag = "", from = "", to = "", show = "" }: Asked["query"]) => ({
  ...{ station, tag, from, to, show },
});

const list = pageList({
  page: "/transactions",
  more: "/transactions/more",
  access: "read",
  label: "Transactions",
  atOnce: 50,
  empty: () => "No transaction meets this.",
  heads: () => [
    ...["Id", "Started", "Station", "Tag"],
    ...[{ number: "Energy" }, { number: "Time" }, { number: "Peak" }, "State"],
  ],
  kept,
  read: ({ csms, query }, paging) => csms.transactions.find(wantedOf(query), paging),
  rows: (items, { csms }) => {
    const now = csms.now();
    return items.map((transaction) => <Row transaction={transaction} now={now} />);
  },
});

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
export function transactionList(pages: Pages): void {
  pages.add({
    path: "/transactions",
    access: "read",
    show: (asked) => ({
      title: "Transactions",
      body: (
        <>
          <h1>Transactions</h1>
          <Filter query={asked.query} />
          <Totals asked={asked} />
          <list.Shown asked={asked} />
        </>
      ),
    }),
  });
  list.addTo(pages);
}
