import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { evseOrAll, outcome, said } from "../schemas/names.ts";
import { tariffId } from "../schemas/tariff.ts";
import { knownTariff } from "../tariffs.ts";
import { knownTransaction, transactionId } from "../transactions.ts";
import { Problem } from "../problem.ts";

const tag = "tariffs";
const path = "/stations/{station}/tariffs";
const evseQuery = z.coerce.number().int().min(0).max(1_000_000);

/** The tariffs that a station has itself, where its version knows any (2.1). */
export function stationTariffs(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "post",
      access: "operate",
      path,
      tag,
      summary: "Give it the tariff that holds where a driver has none",
    },
    description: "Times of day are meant by the station's own clock. EVSE 0 is all of them.",
    ...asking,
    body: z.strictObject({ tariff: tariffId, evse: evseOrAll.default(0) }),
    answer: outcome,
    async handle({ params: { station }, query, body: { tariff, evse } }) {
      await knownStation(csms, station);
      const args = { evse, tariff: await knownTariff(csms, tariff) };
      return await csms.ask(station, "setTariff", args, query);
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: `${path}/read`,
      tag,
      summary: "Ask which tariffs it has",
    },
    ...asking,
    body: z.strictObject({ evse: evseOrAll.default(0) }).prefault({}),
    answer: z.strictObject({
      ...said,
      tariffs: z.array(z.strictObject({
        tariff: z.string(),
        kind: z.string(),
        evses: z.array(z.int()).readonly().nullable(),
        tokens: z.array(z.string()).readonly().nullable(),
      })).readonly(),
    }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      return await csms.ask(station, "getTariffs", body, query);
    },
  });

  api.add({
    ...{
      method: "delete",
      access: "operate",
      path,
      tag,
      summary: "Let it drop a tariff, or all of them",
    },
    ...asking,
    query: { ...asking.query, tariff: tariffId.optional(), evse: evseQuery.optional() },
    answer: z.strictObject({
      ...said,
      results: z.array(z.strictObject({
        tariff: z.string().nullable(),
        status: z.string(),
        why: said.why,
      })).readonly(),
    }),
    async handle({ params: { station }, query: { force, tariff, evse } }) {
      await knownStation(csms, station);
      const ids = tariff === undefined ? {} : { ids: [tariff] };
      return await csms.ask(station, "clearTariffs", { ...ids, evse }, { force });
    },
  });

  api.add({
    ...{ method: "put", access: "operate", path: "/transactions/{transaction}/tariff", tag },
    summary: "Go on with another tariff",
    description: "What it cost so far stands. A station that knows tariffs is asked; elsewhere " +
      "kvolt alone counts. The currency cannot change.",
    params: { transaction: transactionId },
    query: asking.query,
    body: z.strictObject({ tariff: tariffId }),
    answer: outcome,
    fails: [...asking.fails, "conflict"],
    async handle({ params, query, body }) {
      const { id, station, state } = await knownTransaction(csms, params.transaction);
      if (state === "closed") throw new Problem("conflict", `transaction ${id} is closed`);
      const tariff = await knownTariff(csms, body.tariff);
      return await csms.tariffs.change(station, id, tariff, query);
    },
  });
}
