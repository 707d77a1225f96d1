import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { evseOrAll, outcome, stationId, time } from "../schemas/names.ts";

const tag = "payments";
const path = "/stations/{station}/payments";

const payment = z.strictObject({
  id: z.string(),
  at: time,
  kind: z.enum(["settlement", "web-started", "vat-check"]),
  evse: z.int().nullable(),
  timeout: z.int().nullable().openapi({
    description: "Seconds that a payment on the web may take",
  }),
  transaction: z.string().nullable(),
  said: z.string().nullable().openapi({ description: "The transaction as the station named it" }),
  status: z.string().nullable(),
  info: z.string().nullable(),
  reference: z.string().nullable().openapi({ description: "Of the payment service" }),
  amount: z.number().nullable(),
  receiptId: z.string().nullable(),
  receiptUrl: z.string().nullable(),
  vatNumber: z.string().nullable(),
  company: z.strictObject({
    name: z.string(),
    address1: z.string(),
    address2: z.string().nullable(),
    city: z.string(),
    postalCode: z.string().nullable(),
    country: z.string(),
  }).nullable(),
}).openapi("Payment");

export function payments(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "get",
      access: "read",
      path,
      tag,
      summary: "Payments at the station or on the web, newest first",
    },
    params: { station: stationId },
    query: paging,
    answer: listOf(payment),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await csms.payments.page(station, query));
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: `${path}/web`,
      tag,
      summary: "Tell it that a driver pays on the web",
    },
    ...asking,
    body: z.strictObject({
      evse: evseOrAll,
      timeout: z.int().min(1).max(86_400).openapi({ description: "Seconds" }),
    }),
    answer: outcome,
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      return await csms.ask(station, "tellWebPayment", body, query);
    },
  });
}
