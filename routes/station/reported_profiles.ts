import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { paging } from "../paging.ts";
import { maybe, purpose, toldProfile } from "../schemas/charging.ts";
import { evseOrAll, said, stationId, time } from "../schemas/names.ts";

const tag = "charging";
const base = "/stations/{station}/profiles";

const criteria = z.strictObject({
  evse: maybe(evseOrAll),
  purpose: maybe(purpose),
  stackLevel: maybe(z.int().min(0).max(1_000_000)),
  ids: maybe(z.array(z.int().min(-(2 ** 31)).max(2 ** 31 - 1)).min(1).max(100)),
  sources: maybe(z.array(z.string().min(1).max(20)).min(1).max(4)),
});

const reported = z.strictObject({
  ...toldProfile,
  source: z.string(),
  reportedAt: time,
  known: z.boolean().openapi({ description: "Whether kvolt believes that it is installed" }),
  differences: z.array(z.string()).readonly().openapi({
    description: "The fields in which it is not as kvolt believes",
  }),
}).openapi("ReportedProfile");

/** What a station says that it has installed, beside what kvolt believes. */
export function reportedProfiles(api: Api, csms: Csms): void {
  api.add({
    ...{ method: "post", access: "operate", path: `${base}/report`, tag, ...asking },
    summary: "Have it report its charging profiles",
    description: "Those that meet all criteria; none given means all. The report comes later.",
    body: criteria.default({
      ...{ evse: undefined, purpose: undefined, stackLevel: undefined },
      ...{ ids: undefined, sources: undefined },
    }),
    answer: z.strictObject({ ...said, request: z.int() }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      return await csms.charging.reported.ask(station, body, query);
    },
  });

  api.add({
    ...{ method: "get", access: "read", path: `${base}/reported`, tag, fails: ["unknown"] },
    summary: "The profiles that it reported, each beside what kvolt believes",
    description:
      "`missing` are those that kvolt believes to be installed and a whole report left out.",
    params: { station: stationId },
    query: paging,
    answer: z.strictObject({
      report: z.strictObject({
        request: z.int(),
        state: z.enum(["running", "complete"]),
        at: time,
      }).nullable(),
      items: z.array(reported).readonly(),
      missing: z.array(z.strictObject({ evse: evseOrAll, id: z.int() })).readonly(),
      next: z.string().nullable(),
    }),
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return await csms.charging.reported.compared(station, query);
    },
  });
}
