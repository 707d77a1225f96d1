import { z } from "@hono/zod-openapi";
import type { Csms } from "../csms/mod.ts";
import type { Api } from "./endpoint.ts";
import { listOf, pageOf, paging } from "./paging.ts";
import { time } from "./schemas/names.ts";

const handshake = z.strictObject({
  id: z.string(),
  path: z.string(),
  station: z.string().nullable(),
  address: z.string(),
  offered: z.string().openapi({ description: "The subprotocols it offered" }),
  reason: z.string(),
  count: z.int(),
  firstAt: time,
  at: time,
}).openapi("FailedHandshake");

export function failedHandshakes(api: Api, csms: Csms): void {
  api.add({
    ...{ method: "get", access: "read", path: "/failed-handshakes", tag: "system" },
    summary: "Connections that were refused, and why",
    query: paging,
    answer: listOf(handshake),
    handle: async ({ query }) => pageOf(await csms.handshakes.list(), query, ({ id }) => id),
  });
}
