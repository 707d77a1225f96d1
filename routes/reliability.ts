import { z } from "@hono/zod-openapi";
import type { StationReliability } from "../csms/reliability/read.ts";
import type { Csms } from "../csms/mod.ts";
import type { Api } from "./endpoint.ts";
import { pageOf, paging } from "./paging.ts";
import { periodOf } from "./period.ts";
import { answered, days, stationReliability } from "./schemas/analytics.ts";
import { addTable } from "./table.ts";

const columns = [
  ...["station", "uptime", "onlineSeconds", "connects", "disconnects", "silenceSeconds"],
  ...["driftMinMs", "driftMaxMs", "answers", "unanswered", "answerP50Ms", "answerP95Ms"],
] as readonly (keyof StationReliability)[];

/** How well stations are connected. */
export function reliability(api: Api, csms: Csms): void {
  addTable(api, {
    ...{ path: "/analytics/reliability", tag: "analytics" },
    summary: "How well each station was connected, the least reliable first",
    description:
      "Days are those of UTC. What of today was not written when kvolt was killed is lost.",
    query: { ...days, ...paging },
    answer: z.strictObject({
      ...answered,
      items: z.array(stationReliability).readonly(),
      next: z.string().nullable(),
    }),
    async read({ limit: _, cursor: __, ...given }) {
      const asked = periodOf(csms, { ...given, zone: "UTC" });
      return { ...asked, items: await csms.reliability.stations(asked) };
    },
    json: ({ items, ...asked }, query) => ({
      ...asked,
      ...pageOf(items, query, ({ station }) => station),
    }),
    rows: ({ items }) => [columns, ...items.map((item) => columns.map((name) => item[name]))],
  });
}
