import type { Csms } from "../../csms/mod.ts";
import type { Transaction } from "../../csms/model.ts";
import { holds } from "../../csms/people/caller.ts";
import { shownCost } from "../../csms/tariffs/charged.ts";
import { figuresOf } from "../figures/figures.ts";
import type { ChangedStations } from "../live/changed.ts";
import { piecesOf } from "../live/pieces.ts";
import { stream } from "../live/stream.ts";
import type { Pages } from "../page.tsx";
import { Chart } from "../parts/chart.tsx";
import { Fact } from "../parts/fact.tsx";
import { htmlOf } from "../parts/html.ts";
import { energy, money, power } from "../parts/number.ts";
import { Problem } from "../parts/problem.tsx";
import { StateMark } from "../parts/state.tsx";
import { Time } from "../parts/time.tsx";
import { stationHref } from "../stations/card.tsx";
import { tagHref } from "../tags/list.tsx";
import { Cost } from "./cost.tsx";
import { meaningOf } from "./flags.ts";
import { lengthOf, transactionHref, transactionState } from "./row.tsx";
import { Samples, samplesPart } from "./samples.tsx";
import { Steering } from "./steering.tsx";

/** What is drawn together. */
const charts = {
  power: ["Power", "Current"],
  energy: ["Energy", "State of charge"],
} as const;

function Summary({ transaction, now }: { transaction: Transaction; now: Date }) {
  const { station, evse, token, startedAt, stoppedAt, register, peakW, powerW } = transaction;
  const { meterStart, meterStop, flags } = transaction;
  const cost = shownCost(transaction);
  return (
    <section id="summary">
      <div class="card-head">
        <h1>Transaction {transaction.id}</h1>
        <StateMark {...transactionState(transaction)} />
      </div>
      <dl class="figures">
        <Fact name="Station">
          <a href={stationHref(station)}>{station}</a>, EVSE {evse}
        </Fact>
        <Fact name="Tag">{token ? <a href={tagHref(token)}>{token}</a> : "none"}</Fact>
        <Fact name="Started">
          <Time at={startedAt} />
        </Fact>
        {stoppedAt && (
          <Fact name="Ended">
            <Time at={stoppedAt} />
          </Fact>
        )}
        <Fact name="Time">{lengthOf(transaction, now)}</Fact>
        <Fact name="Energy">{energy(register.energyWh)}</Fact>
        <Fact name="Power now">{transaction.state === "open" ? power(powerW) : "–"}</Fact>
        <Fact name="Peak">{power(peakW)}</Fact>
        <Fact name="Meter">
          {meterStop === undefined ? "from" : ""} {energy(meterStart)}
          {meterStop === undefined ? "" : ` to ${energy(meterStop)}`}
        </Fact>
        {cost && <Fact name="Cost">{money(cost)}</Fact>}
      </dl>
      {flags.length > 0 && (
        <ul>
          {flags.map((flag) => (
            <li>
              {meaningOf(flag)} <code>{flag}</code>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** One transaction: its curves, its samples, and what is remarkable about it. */
export function transactionPage(pages: Pages, csms: Csms, changed: ChangedStations): void {
  pages.add({
    path: "/transactions/:transaction",
    access: "read",
    async show({ params, caller, query }) {
      const transaction = await csms.transactions.get(params.transaction!);
      if (!transaction) {
        const detail = `There is no transaction ${params.transaction}.`;
        const to = { href: "/transactions", link: "All transactions" };
        const body = <Problem title="No such transaction" detail={detail} {...to} />;
        return { title: "No such transaction", status: 404 as const, body };
      }
      const { id, state } = transaction;
      const href = transactionHref(id);
      return {
        title: `Transaction ${id}`,
        charts: true as const,
        ...(state === "open" ? { live: `/live${href}` } : {}),
        body: (
          <>
            <div sse-swap="pieces" data-pieces hidden></div>
            <div sse-swap="figures" data-figures hidden></div>
            <Summary transaction={transaction} now={csms.now()} />
            <Chart
              label="Power and current over time; what its meter said stands below"
              src={`/figures${href}/power`}
              empty="It has no meter values of power."
            />
            <Chart
              label="Energy and state of charge over time; what its meter said stands below"
              src={`/figures${href}/energy`}
              empty="It has no meter values of energy."
            />
            <Cost transaction={transaction} />
            <Samples csms={csms} transaction={id} cursor={query.samples} />
            {state === "open" && holds(caller.access, "operate") && (
              <Steering csms={csms} transaction={transaction} />
            )}
          </>
        ),
      };
    },
  });
  samplesPart(pages);
  for (const [of, curves] of Object.entries(charts)) {
    pages.part({
      path: `/figures/transactions/:transaction/${of}`,
      access: "read",
      show: async ({ context, params }) =>
        context.json(await figuresOf(csms.transactions.everySample(params.transaction!), curves)),
    });
  }
  pages.part({
    path: "/live/transactions/:transaction",
    access: "read",
    async show({ context, params, query }) {
      const transaction = await csms.transactions.get(params.transaction!);
      if (!transaction) return context.text("no such transaction", 404);
      const source = piecesOf(changed, transaction.station, query.since, async (types) => {
        const now = await csms.transactions.get(transaction.id);
        if (!now) return [];
        const html = await htmlOf(
          <>
            <Summary transaction={now} now={csms.now()} />
            <Cost transaction={now} />
          </>,
        );
        return [
          { event: "pieces", html },
          ...(types.has("meter.sampled") ? [{ event: "figures", html: "" }] : []),
        ];
      });
      return stream(context, csms, source);
    },
  });
}
