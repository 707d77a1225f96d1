import { z } from "@hono/zod-openapi";
import type { Csms } from "../csms/mod.ts";
import { asking } from "./asking.ts";
import type { Api } from "./endpoint.ts";
import { outcome, time } from "./schemas/names.ts";
import { knownTransaction, transactionId } from "./transactions.ts";

const tag = "charging";
const params = { transaction: transactionId };
const base = "/transactions/{transaction}";

/** Who goes first, and how energy may flow, transaction by transaction (2.1). */
export function sessionCharging(api: Api, csms: Csms): void {
  api.add({
    ...{ method: "get", access: "read", path: `${base}/charging`, tag, params, fails: ["unknown"] },
    summary: "Whether it goes first, and how its energy may flow",
    answer: z.strictObject({
      priority: z.strictObject({
        active: z.boolean(),
        by: z.enum(["operator", "station"]),
        at: time,
      }).nullable(),
      allowed: z.strictObject({ modes: z.array(z.string()).readonly(), at: time }).nullable(),
    }),
    async handle({ params }) {
      const { id, station, remoteId = id } = await knownTransaction(csms, params.transaction);
      return await csms.charging.sessions.get(station, remoteId) ?? {};
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: `${base}/priority`,
      tag,
      summary: "Put it first, or back",
    },
    ...asking,
    params,
    body: z.strictObject({ active: z.boolean() }),
    answer: outcome,
    async handle({ params, query, body: { active } }) {
      const { id, station, remoteId = id } = await knownTransaction(csms, params.transaction);
      return await csms.ask(station, "prioritize", { transaction: remoteId, active }, query);
    },
  });

  api.add({
    ...{ method: "post", access: "operate", path: `${base}/energy-transfer`, tag },
    summary: "Say how its energy may flow, e.g. AC_BPT",
    ...asking,
    params,
    body: z.strictObject({ modes: z.array(z.string().min(1).max(50)).min(1).max(20) }),
    answer: outcome,
    async handle({ params, query, body: { modes } }) {
      const { id, station, remoteId = id } = await knownTransaction(csms, params.transaction);
      return await csms.ask(station, "allowTransfer", { transaction: remoteId, modes }, query);
    },
  });
}
