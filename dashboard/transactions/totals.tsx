import { dayIn, later } from "../../csms/analytics/zone.ts";
import type { Transaction } from "../../csms/model.ts";
import { shownCost } from "../../csms/tariffs/charged.ts";
import { tokenKey } from "../../csms/tokens/store.ts";
import type { Asked } from "../page.tsx";
import { isDay, timesOf } from "../parts/days.tsx";
import { energy, money, power } from "../parts/number.ts";

/** Sessions that are added up one by one, where no sums are kept of what was asked for. */
const COUNTED = 1_000;

/** What was asked for, with what is empty left out. */
export function wantedOf(query: Asked["query"]) {
  const { station, tag, show } = query;
  return {
    ...(station ? { station } : {}),
    ...(tag ? { token: tag } : {}),
    ...timesOf(query),
    open: show === "open",
    flagged: show === "flagged",
  };
}

interface Sum {
  readonly sessions: number;
  readonly energyWh: number;
  readonly costs: readonly { readonly currency: string; readonly total: number }[];
}

const inWords = ({ sessions, energyWh, costs }: Sum): string =>
  [
    sessions === 1 ? "1 session" : `${sessions} sessions`,
    energy(energyWh),
    ...costs.map(money),
  ].join(", ");

function sumOf(items: readonly Transaction[]): Sum {
  const costs = new Map<string, number>();
  for (const cost of items.map(shownCost)) {
    if (cost) costs.set(cost.currency, (costs.get(cost.currency) ?? 0) + cost.total);
  }
  return {
    sessions: items.length,
    energyWh: items.reduce((sum, { register }) => sum + register.energyWh, 0),
    costs: [...costs].map(([currency, total]) => ({ currency, total })),
  };
}

/** Of what no sums are kept: what runs, what is remarkable, and a tag at a station. */
async function Counted({ asked: { csms, query } }: { asked: Asked }) {
  const { items, next } = await csms.transactions.find(wantedOf(query), { limit: COUNTED });
  if (items.length === 0) return null;
  const drawn = items.reduce(
    (sum, { state, powerW = 0 }) => sum + (state === "open" ? powerW : 0),
    0,
  );
  return (
    <p class="quiet">
      {next === null ? "In all" : "Of the newest ones alone"}: {inWords(sumOf(items))}
      {query.show === "open" && `, ${power(drawn)} now`}.
      {next !== null && " There are more than are added up here: choose a shorter time."}
    </p>
  );
}

/** What all that was asked for came to: from the rollups where they have it, so that any number costs the same. */
export async function Totals({ asked }: { asked: Asked }) {
  const { station, tag, from, to, show } = asked.query;
  if (show || (station && tag)) return <Counted asked={asked} />;
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
      {from ? `Ended from ${first}` : "Ended in the last year"}
      {to && ` to ${last}`}: {inWords(total)}. More under <a href="/analytics">Analytics</a>.
    </p>
  );
}
