import { z } from "@hono/zod-openapi";
import type { AuditFilter } from "../csms/audit/read.ts";
import type { Csms } from "../csms/mod.ts";
import type { Audited } from "../csms/model/people.ts";
import { type Cell, csv, csvFile, wantsCsv } from "./csv.ts";
import type { Api } from "./endpoint.ts";
import { listOf, paging } from "./paging.ts";
import { stationId, time } from "./schemas/names.ts";

const tag = "audit";
const text = z.string().min(1).max(200).optional();
const filter = {
  by: text.openapi({ description: "Who: a part of the name, or the id of an account or token" }),
  what: text.openapi({ description: "A part of what was done", example: "sign-in" }),
  station: stationId.optional(),
  address: text,
  from: time.optional(),
  to: time.optional().openapi({ description: "Excluded" }),
};

const line = z.strictObject({
  ...{ id: z.string(), at: time },
  by: z.strictObject({ kind: z.string(), id: z.string(), name: z.string() }),
  address: z.string().nullable(),
  what: z.string().openapi({ example: "POST /stations/{station}/reset" }),
  station: z.string().nullable(),
  on: z.record(z.string(), z.string()),
  parameters: z.unknown().openapi({ description: "Secrets are masked" }),
  outcome: z.string().openapi({ description: "`done`, what the station said, or why it failed" }),
}).openapi("AuditLine");

const columns = ["at", "kind", "who", "address", "what", "station", "on", "parameters", "outcome"];

const row = ({ at, by, address, what, station, on, parameters, outcome }: Audited): Cell[] => [
  ...[at, by.kind, by.name, address, what, station, JSON.stringify(on)],
  ...[parameters === undefined ? "" : JSON.stringify(parameters), outcome],
];

async function* rows(lines: AsyncIterable<Audited>): AsyncGenerator<Cell[]> {
  yield columns;
  for await (const each of lines) yield row(each);
}

/** A filter as it is asked for. */
type Query = { [name in keyof AuditFilter]: string };

/** Who did what, with what outcome. */
export function audit(api: Api, csms: Csms): void {
  const wanted = ({ from, to, ...others }: Query): AuditFilter => ({
    ...others,
    ...(from ? { from: new Date(from) } : {}),
    ...(to ? { to: new Date(to) } : {}),
  });
  const file = (query: Query) => csvFile("audit", rows(csms.audit.every(wanted(query))));
  const get = { method: "get", access: "admin", tag, also: [csv] } as const;

  api.add({
    ...{ ...get, path: "/audit", summary: "Who did what, the newest first" },
    description:
      "With `Accept: text/csv` all of it as a table. A page may be short, and not the last.",
    query: { ...filter, ...paging },
    answer: listOf(line),
    async handle({ query: { limit, cursor, ...query }, context }) {
      if (wantsCsv(context)) return file(query);
      return await csms.audit.find(wanted(query), { limit, cursor });
    },
  });
  api.add({
    ...{ ...get, path: "/audit.csv", summary: "Who did what, as CSV" },
    query: filter,
    handle: ({ query }) => Promise.resolve(file(query)),
  });
}
