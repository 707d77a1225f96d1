import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging } from "../paging.ts";
import { invalid, unknown } from "../problem.ts";
import { stationId, time, tokenId } from "../schemas/names.ts";
import { requested } from "./reports.ts";

const tag = "customer information";
const path = "/stations/{station}/customer-information";

const report = z.strictObject({
  requestId: z.int(),
  state: z.enum(["running", "complete"]),
  status: z.string().nullable(),
  parts: z.int(),
  text: z.string().openapi({ description: "The parts that came, joined" }),
  startedAt: time,
  at: time,
}).openapi("CustomerReport");

/** What a station knows of a customer (2.x): told on request, and forgotten within the hour. */
export function customerInformation(api: Api, csms: Csms): void {
  const { customers, inventories } = csms.devices;

  api.add({
    ...{
      method: "get",
      access: "read",
      path,
      tag,
      summary: "What it told of customers in the last hour",
    },
    params: { station: stationId },
    query: paging,
    answer: listOf(report),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      const { items, next } = await customers.page(station, query);
      return {
        next,
        items: items.map(({ value: { parts, ...report } }) => ({
          ...report,
          parts: parts.length,
          text: parts.map(({ text }) => text).join(""),
        })),
      };
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path,
      tag,
      summary: "Ask what it knows of a customer, or to forget it",
    },
    description: "By a token or by what the customer is called; the parts come later.",
    ...asking,
    body: z.strictObject({
      report: z.boolean().default(true),
      clear: z.boolean().default(false),
      token: z.strictObject({ id: tokenId, type: z.string().min(1).max(20) }).optional(),
      customer: z.string().min(1).max(64).optional(),
    }),
    answer: requested,
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      if (!body.token === !body.customer) throw invalid("", "give a token, or a customer");
      const requestId = inventories.nextRequest();
      const args = { ...body, requestId };
      return { ...await csms.ask(station, "customerInformation", args, query), requestId };
    },
  });

  api.add({
    ...{
      method: "delete",
      access: "operate",
      path: `${path}/{requestId}`,
      tag,
      summary: "Forget it now",
    },
    params: { station: stationId, requestId: z.coerce.number().int() },
    fails: ["unknown"],
    async handle({ params: { station, requestId } }) {
      await knownStation(csms, station);
      if (!await customers.forget(station, requestId)) throw unknown(`no report ${requestId}`);
    },
  });
}
