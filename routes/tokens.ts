import { z } from "@hono/zod-openapi";
import type { Csms } from "../csms/mod.ts";
import type { Api } from "./endpoint.ts";
import { listOf, paging, values } from "./paging.ts";
import { unknown } from "./problem.ts";
import { maybe } from "./schemas/charging.ts";
import { evse, stationId, time, tokenId, tokenStatus } from "./schemas/names.ts";

const tag = "tokens";
const status = z.enum(["Accepted", "Blocked"]);
const one = { params: { token: tokenId }, fails: ["unknown"] } as const;

const kind = z.string().min(1).max(20).openapi({ example: "ISO14443" });
const languages = z.array(z.string().min(2).max(8)).max(2);
const places = z.array(z.strictObject({
  station: stationId,
  evses: maybe(z.array(evse).min(1).max(100)),
})).min(1).max(500);

const token = z.strictObject({
  id: z.string(),
  status,
  expiresAt: time.nullable(),
  parent: z.string().nullable(),
  note: z.string().nullable(),
  type: kind.nullable().openapi({ description: "The kind of identifier; null means any" }),
  languages: languages.readonly().nullable(),
  places: z.array(z.strictObject({
    station: z.string(),
    evses: z.array(z.int()).readonly().nullable(),
  })).readonly().nullable().openapi({
    description: "Where alone it may charge: stations, and EVSEs of them; null means everywhere",
  }),
  concurrent: z.int().nullable().openapi({ description: "Transactions at once; null means one" }),
  aliases: z.array(z.string()).readonly(),
  createdAt: time,
  changedAt: time,
}).openapi("Token");

export function tokens(api: Api, csms: Csms): void {
  api.add({
    ...{ method: "get", access: "read", path: "/tokens", tag, summary: "All tokens, by id" },
    query: paging,
    answer: listOf(token),
    handle: async ({ query }) => values(await csms.tokens.page(query)),
  });

  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/tokens/{token}",
      tag,
      summary: "One token, by its id or an alias",
    },
    ...one,
    answer: token,
    async handle({ params }) {
      const entry = await csms.tokens.find(params.token);
      if (!entry) throw unknown(`there is no token ${params.token}`);
      return entry.value;
    },
  });

  api.add({
    ...{
      method: "put",
      access: "operate",
      path: "/tokens/{token}",
      tag,
      summary: "Create or replace a token",
    },
    description: "Tokens compare without case. What was cached of it is forgotten at once.",
    params: one.params,
    body: z.strictObject({
      status: status.default("Accepted"),
      expiresAt: maybe(time),
      parent: maybe(tokenId),
      note: maybe(z.string().max(1_000)),
      concurrent: maybe(z.int().min(1).max(1_000)),
      type: maybe(kind),
      languages: maybe(languages),
      places: maybe(places),
      aliases: z.array(tokenId).max(20).default([]),
    }).prefault({}),
    answer: token,
    fails: ["taken", "conflict"],
    handle: ({ params, body }) => csms.tokens.put({ ...body, id: params.token }),
  });

  api.add({
    ...{
      method: "delete",
      access: "operate",
      path: "/tokens/{token}",
      tag,
      summary: "Remove a token",
    },
    ...one,
    async handle({ params }) {
      if (!await csms.tokens.remove(params.token)) {
        throw unknown(`there is no token ${params.token}`);
      }
    },
  });

  api.add({
    ...{ method: "get", access: "read", path: "/unknown-tokens", tag },
    summary: "Tokens that nobody knows, as they were last presented",
    description: "Of the last week, the latest first; `PUT /tokens/{token}` makes one known.",
    answer: z.strictObject({
      items: z.array(z.strictObject({
        ...{ token: z.string(), station: z.string(), status: tokenStatus, at: time },
      })).readonly(),
    }),
    handle: async () => ({ items: await csms.tokens.unknown() }),
  });

  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/id-tag-cache",
      tag,
      summary: "How often the id-tag cache knew",
    },
    answer: z.strictObject({ hits: z.int(), misses: z.int() }),
    handle: () => Promise.resolve(csms.tokens.counts),
  });
}
