import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { maybe } from "../schemas/charging.ts";
import { said, stationId, time, tokenId, tokenType } from "../schemas/names.ts";

const tag = "battery swaps";
const path = "/stations/{station}/battery-swaps";

const swap = z.strictObject({
  id: z.string(),
  at: time,
  kind: z.enum(["asked", "in", "out", "timeout"]),
  request: z.int(),
  token: z.string(),
  batteries: z.array(z.strictObject({
    evse: z.int(),
    serial: z.string(),
    charge: z.number().openapi({ description: "Percent" }),
    health: z.number().openapi({ description: "Percent" }),
    producedAt: z.string().nullable(),
    info: z.string().nullable(),
  })).readonly(),
}).openapi("BatterySwap");

export function batterySwaps(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "get",
      access: "read",
      path,
      tag,
      summary: "Batteries that came in or went out, newest first",
    },
    params: { station: stationId },
    query: paging,
    answer: listOf(swap),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await csms.batterySwaps.page(station, query));
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path,
      tag,
      summary: "Ask it to swap batteries for a token",
    },
    ...asking,
    body: z.strictObject({ token: tokenId, tokenType: maybe(tokenType) }),
    answer: z.strictObject({ ...said, request: z.int() }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      const requestId = csms.batterySwaps.nextRequest();
      const outcome = await csms.ask(station, "swapBattery", { ...body, requestId }, query);
      return { ...outcome, request: requestId };
    },
  });
}
