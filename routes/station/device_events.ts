import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging } from "../paging.ts";
import { keyed, place } from "../schemas/device.ts";
import { outcome, stationId, time } from "../schemas/names.ts";

const tag = "monitoring";
const streams = "/stations/{station}/event-streams";
const rate = {
  interval: z.int().min(0).openapi({ description: "Seconds" }),
  values: z.int().min(0).openapi({ description: "Values in one message" }),
};

const event = z.strictObject({
  id: z.string(),
  at: time,
  receivedAt: time,
  eventId: z.int(),
  ...place,
  trigger: z.string(),
  actualValue: z.string(),
  cleared: z.boolean(),
  severity: z.int().nullable().openapi({ description: "From 0, the worst, to 9" }),
  cause: z.int().nullable().openapi({ description: "The eventId of what caused it" }),
  origin: z.string().nullable(),
  monitor: z.int().nullable(),
  transaction: z.string().nullable(),
  techCode: z.string().nullable(),
  techInfo: z.string().nullable(),
}).openapi("DeviceEvent");

const stream = z.strictObject({
  id: z.int(),
  monitor: z.int().nullable(),
  interval: rate.interval.nullable(),
  values: rate.values.nullable(),
  state: z.enum(["open", "closed"]),
  changedAt: time,
  pending: z.int().openapi({ description: "Values that it had yet to send" }),
  latest: z.array(z.strictObject({ at: time, value: z.string() })).readonly(),
}).openapi("EventStream");

/** What happened to the variables of a station (2.x), one by one and in streams. */
export function deviceEvents(api: Api, csms: Csms): void {
  const { events, streams: kept } = csms.devices;

  api.add({
    ...{ method: "get", access: "read", path: "/stations/{station}/device-events", tag },
    summary: "Events that it reported, the last that came first",
    params: { station: stationId },
    query: paging,
    answer: listOf(event),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      const { items, next } = await events.page(station, query);
      return { next, items: items.map(({ value }) => keyed(value)) };
    },
  });

  api.add({
    ...{
      method: "get",
      access: "read",
      path: streams,
      tag,
      summary: "Its streams, with their latest values",
    },
    params: { station: stationId },
    query: paging,
    answer: listOf(stream),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return await kept.page(station, query);
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: `${streams}/read`,
      tag,
      summary: "Ask it for its streams",
    },
    ...asking,
    answer: outcome,
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return await csms.ask(station, "streams", {}, query);
    },
  });

  api.add({
    ...{
      method: "put",
      access: "operate",
      path: `${streams}/{id}`,
      tag,
      summary: "Have it send at another rate",
    },
    ...asking,
    params: { station: stationId, id: z.coerce.number().int().min(0) },
    body: z.strictObject({ interval: rate.interval.optional(), values: rate.values.optional() }),
    answer: outcome,
    async handle({ params: { station, id }, query, body }) {
      await knownStation(csms, station);
      return await csms.ask(station, "adjustStream", { id, ...body }, query);
    },
  });
}
