import type { Csms } from "../../csms/mod.ts";
import type { Transaction } from "../../csms/model.ts";
import { holds } from "../../csms/people/caller.ts";
import { shownCost } from "../../csms/tariffs/charged.ts";
import { figuresOf } from "../figures/figures.ts";
import type { ChangedStations } from "../live/changed.ts";
import { piecesOf } from "../live/pieces.ts";
import { stream } from "../live/stream.ts";
import type { Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { htmlOf } from "../parts/html.ts";
import { energy, power } from "../parts/number.ts";
import { Problem } from "../parts/problem.tsx";
import { StateMark } from "../parts/state.tsx";
import { Time } from "../parts/time.tsx";
import { stationHref } from "../stations/card.tsx";
import { tagHref } from "../tags/list.tsx";
import { meaningOf } from "./flags.ts";
import { lengthOf, transactionHref, transactionState } from "./row.tsx";

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
        <div>
          <dt>Station</dt>
          <dd>
            <a href={stationHref(station)}>{station}</a>, EVSE {evse}
          </dd>
        </div>
        <div>
          <dt>Tag</dt>
          <dd>{token ? <a href={tagHref(token)}>{token}</a> : "none"}</dd>
        </div>
        <div>
          <dt>Started</dt>
          <dd>
            <Time at={startedAt} />
          </dd>
        </div>
        {stoppedAt && (
          <div>
            <dt>Ended</dt>
            <dd>
              <Time at={stoppedAt} />
            </dd>
          </div>
        )}
        <div>
          <dt>Time</dt>
          <dd>{lengthOf(transaction, now)}</dd>
        </div>
        <div>
          <dt>Energy</dt>
          <dd>{energy(register.energyWh)}</dd>
        </div>
        <div>
          <dt>Power now</dt>
          <dd>{transaction.state === "open" ? power(powerW) : "–"}</dd>
        </div>
        <div>
          <dt>Peak</dt>
          <dd>{power(peakW)}</dd>
        </div>
        <div>
          <dt>Meter</dt>
          <dd>
            {energy(meterStart)} to {energy(meterStop)}
          </dd>
        </div>
        {cost && (
          <div>
            <dt>Cost</dt>
            <dd>{cost.total.toFixed(2)} {cost.currency}</dd>
          </div>
        )}
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
    async show({ params, caller }) {
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
            <div
              class="chart"
              role="img"
              aria-label="Power and current over time"
              data-chart={`/figures${href}/power`}
              data-empty="It has no meter values of power."
            >
            </div>
            <div
              class="chart"
              role="img"
              aria-label="Energy and state of charge over time"
              data-chart={`/figures${href}/energy`}
              data-empty="It has no meter values of energy."
            >
            </div>
            <p>
              <a href={`/api/v1${href}/samples.csv`} role="button" class="outline" download="">
                Samples as CSV
              </a>
            </p>
            {state === "open" && holds(caller.access, "operate") && (
              <Act
                api={`POST /api/v1${href}/close`}
                button="Close it by hand"
                ask="It ends here, with its last meter value. Its station is not asked: use Stop on its page for that."
                done="Closed."
                then="."
                secondary
              />
            )}
          </>
        ),
      };
    },
  });
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
        const html = await htmlOf(<Summary transaction={now} now={csms.now()} />);
        return [
          { event: "pieces", html },
          ...(types.has("meter.sampled") ? [{ event: "figures", html: "" }] : []),
        ];
      });
      return stream(context, csms, source);
    },
  });
}
