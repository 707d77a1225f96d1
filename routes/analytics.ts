import { z } from "@hono/zod-openapi";
import type { Sums } from "../csms/analytics/sums.ts";
import type { Csms } from "../csms/mod.ts";
import { tokenKey } from "../csms/tokens/store.ts";
import type { Cell } from "./csv.ts";
import type { Api } from "./endpoint.ts";
import { pageOf, paging } from "./paging.ts";
import { periodOf } from "./period.ts";
import { invalid } from "./problem.ts";
import {
  answered,
  chargingSums,
  energyStep,
  period,
  stationSums,
  tokenSums,
} from "./schemas/analytics.ts";
import { stationId, tokenId } from "./schemas/names.ts";
import { addTable } from "./table.ts";

const tag = "analytics";
const description = "What a transaction charged counts where it ended, its time where it passed.";
const next = z.string().nullable();

/** What charging came to: in all, by station and by token. */
export function analytics(api: Api, csms: Csms): void {
  addTable(api, {
    ...{ path: "/analytics/energy", tag, description },
    summary: "Energy, sessions and cost of each day or month, of all or of one station or token",
    query: {
      ...period,
      by: z.enum(["day", "month"]).default("day"),
      station: stationId.optional(),
      token: tokenId.optional(),
    },
    answer: z.strictObject({
      ...answered,
      items: z.array(energyStep).readonly(),
      total: chargingSums,
    }),
    async read({ by, station, token, ...days }) {
      if (station !== undefined && token !== undefined) {
        throw invalid("token", "station and token cannot be given together");
      }
      const asked = periodOf(csms, days);
      const subject = station !== undefined
        ? { kind: "station", name: station } as const
        : token !== undefined
        ? { kind: "token", name: tokenKey(token) } as const
        : { kind: "all", name: "" } as const;
      return { ...asked, ...await csms.analytics.series(subject, asked, by) };
    },
    json: (all) => all,
    rows: ({ items }) => sumRows("name", items.map((item) => [item.name, item])),
  });

  addTable(api, {
    ...{ path: "/analytics/stations", tag, description },
    summary: "What each station charged, how much it was used and its peak, the most energy first",
    query: { ...period, ...paging },
    answer: z.strictObject({ ...answered, items: z.array(stationSums).readonly(), next }),
    async read({ limit: _, cursor: __, ...days }) {
      const asked = periodOf(csms, days);
      return { ...asked, items: await csms.analytics.stations(asked) };
    },
    json: ({ items, ...asked }, query) => ({
      ...asked,
      ...pageOf(items, query, ({ station }) => station),
    }),
    rows: ({ items }) =>
      sumRows("station", items.map((item) => [item.station, item]), {
        peakW: ({ peakW }) => peakW,
        evses: ({ evses }) => evses,
        utilisation: ({ utilisation }) => utilisation,
      }),
  });

  addTable(api, {
    ...{ path: "/analytics/tokens", tag, description },
    summary: "What each token charged, the most energy first",
    query: { ...period, ...paging },
    answer: z.strictObject({ ...answered, items: z.array(tokenSums).readonly(), next }),
    async read({ limit: _, cursor: __, ...days }) {
      const asked = periodOf(csms, days);
      return { ...asked, items: await csms.analytics.tokens(asked) };
    },
    json: ({ items, ...asked }, query) => ({
      ...asked,
      ...pageOf(items, query, ({ token }) => token),
    }),
    rows: ({ items }) => sumRows("token", items.map((item) => [item.token, item])),
  });
}

/** Sums as rows, with a column for each currency that is among them. */
function* sumRows<S extends Sums>(
  name: string,
  items: readonly (readonly [name: string, sums: S])[],
  more: Readonly<Record<string, (sums: S) => Cell>> = {},
): Generator<Cell[]> {
  const currencies = [
    ...new Set(items.flatMap(([, { costs }]) => costs.map(({ currency }) => currency))),
  ].sort();
  const costs = currencies.map((currency) => `cost ${currency}`);
  yield [name, "sessions", "energyWh", "pluggedSeconds", ...costs, ...Object.keys(more)];
  for (const [name, sums] of items) {
    const costOf = (wanted: string) =>
      sums.costs.find(({ currency }) => currency === wanted)?.total;
    yield [
      ...[name, sums.sessions, sums.energyWh, sums.pluggedSeconds, ...currencies.map(costOf)],
      ...Object.values(more).map((of) => of(sums)),
    ];
  }
}
