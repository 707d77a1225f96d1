import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { maybe } from "../schemas/charging.ts";
import { said, stationId, time } from "../schemas/names.ts";

const tag = "data transfers";
const path = "/stations/{station}/data-transfers";

const transfer = z.strictObject({
  id: z.string(),
  at: time,
  direction: z.enum(["in", "out"]),
  vendorId: z.string(),
  messageId: z.string().nullable(),
  data: z.string().nullable(),
  status: z.string(),
  response: z.string().nullable(),
}).openapi("DataTransfer");

export function dataTransfers(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "get",
      access: "read",
      path,
      tag,
      summary: "Vendor messages in both directions, newest first",
    },
    params: { station: stationId },
    query: paging,
    answer: listOf(transfer),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await csms.devices.transfers.page(station, query));
    },
  });

  api.add({
    ...{ method: "post", access: "operate", path, tag, summary: "Send a vendor message" },
    ...asking,
    body: z.strictObject({
      vendorId: z.string().min(1).max(255),
      messageId: maybe(z.string().max(50)),
      data: maybe(z.string()),
    }),
    answer: z.strictObject({ ...said, data: z.string().nullable() }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      return await csms.ask(station, "dataTransfer", body, query);
    },
  });
}
