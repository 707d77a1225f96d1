import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { entriesOfKnown } from "../../csms/tokens/list_entries.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { maybe } from "../schemas/charging.ts";
import { said, stationId, time, tokenId, tokenType } from "../schemas/names.ts";

const tag = "local list";
const path = "/stations/{station}/local-list";
const status = z.enum(["Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx"]);
const wanted = z.strictObject({
  token: tokenId,
  type: maybe(tokenType),
  status: status.default("Accepted"),
  expiresAt: maybe(time),
  parent: maybe(tokenId),
});
const entry = z.strictObject({
  token: z.string(),
  type: z.string().nullable(),
  status: status.nullable(),
  expiresAt: time.nullable(),
  parent: z.string().nullable(),
});

export function localList(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "get",
      access: "read",
      path,
      tag,
      summary: "The local authorization list as it accepted it",
    },
    params: { station: stationId },
    query: paging,
    answer: listOf(entry).extend({
      version: z.int().openapi({ description: "0 where none was ever sent" }),
      size: z.int(),
      changedAt: time.nullable(),
    }),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      const page = values(await csms.localLists.page(station, query));
      return { version: 0, size: 0, ...await csms.localLists.of(station), ...page };
    },
  });

  api.add({
    ...{ method: "put", access: "operate", path, tag, summary: "Send a local authorization list" },
    description:
      "`entries` is the list as it should be: all tokens that kvolt knows where it is not given. " +
      "`differential` sends only what differs from what it has.",
    ...asking,
    body: z.strictObject({
      update: z.enum(["full", "differential"]).default("full"),
      entries: z.array(wanted).optional(),
    }),
    answer: z.strictObject({ ...said, version: z.int() }),
    async handle({ params: { station }, query, body: { update, entries } }) {
      await knownStation(csms, station);
      const list = entries ?? await entriesOfKnown(csms.tokens, station);
      const kind = update === "full" ? "Full" : "Differential";
      return await csms.localLists.send(station, list, kind, query);
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: `${path}/version`,
      tag,
      summary: "Ask which version it has",
    },
    ...asking,
    answer: z.strictObject({ ...said, version: z.int() }),
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return await csms.ask(station, "listVersion", {}, query);
    },
  });
}
