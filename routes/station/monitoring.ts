import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, pageOf, paging } from "../paging.ts";
import { maybe } from "../schemas/charging.ts";
import {
  keyed,
  keyedResult,
  monitor,
  placeAt,
  selected,
  selection,
  variableKey,
  variableResult,
} from "../schemas/device.ts";
import { outcome, stationId } from "../schemas/names.ts";
import { requested } from "./reports.ts";

const tag = "monitoring";
const path = "/stations/{station}/monitoring";
const severity = z.int().min(0).max(9);
const base = { tag, ...asking } as const;

/** What a station watches of itself (2.x). */
export function monitoring(api: Api, csms: Csms): void {
  const { monitors, inventories } = csms.devices;

  api.add({
    ...{ method: "get", access: "read", path, tag, summary: "What it watches, so far as is known" },
    params: { station: stationId },
    query: { ...paging, component: z.string().min(1).max(50).optional() },
    answer: listOf(monitor),
    fails: ["unknown"],
    async handle({ params: { station }, query: { component, ...query } }) {
      await knownStation(csms, station);
      const all = (await monitors.of(station, component)).map(keyed);
      return pageOf(all, query, ({ id }) => String(id));
    },
  });

  api.add({
    ...{ method: "put", access: "operate", path, ...base, summary: "Have it watch variables" },
    description: "One with an id takes the place of that monitor.",
    body: z.strictObject({
      items: z.array(z.strictObject({
        key: variableKey,
        id: maybe(z.int().min(0)),
        type: z.string().min(1).max(30).openapi({ example: "UpperThreshold" }),
        value: z.number(),
        severity,
        transaction: maybe(z.boolean()),
        stream: maybe(z.strictObject({
          interval: maybe(z.int().min(0)),
          values: maybe(z.int().min(0)),
        })),
      })).min(1).max(100),
    }),
    answer: z.strictObject({
      items: z.array(variableResult.extend({ id: z.int().nullable() })).readonly(),
    }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      const items = body.items.map(({ key, ...wish }, i) => {
        const { component, variable } = placeAt(key, `items.${i}.key`);
        return { ...wish, component, variable };
      });
      const told = await csms.devices.variables.watch(station, items, query);
      return { items: told.map(keyedResult) };
    },
  });

  api.add({
    ...{
      method: "delete",
      access: "operate",
      path: `${path}/{id}`,
      ...base,
      summary: "Have it drop a monitor",
    },
    params: { station: stationId, id: z.coerce.number().int().min(0) },
    answer: outcome,
    async handle({ params: { station, id }, query }) {
      await knownStation(csms, station);
      return await csms.ask(station, "unwatch", { ids: [id] }, query);
    },
  });

  api.add({
    ...{
      method: "put",
      access: "operate",
      path: `${path}/base`,
      ...base,
      summary: "Have it take a standard set",
    },
    body: z.strictObject({ base: z.enum(["All", "FactoryDefault", "HardWiredOnly"]) }),
    answer: outcome,
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      return await csms.ask(station, "watchBase", body, query);
    },
  });

  api.add({
    ...{ method: "put", access: "operate", path: `${path}/level`, ...base },
    summary: "Have it report events of a severity, and worse ones, only",
    body: z.strictObject({ severity }),
    answer: outcome,
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      return await csms.ask(station, "watchLevel", body, query);
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: `${path}/report`,
      ...base,
      summary: "Ask for what it watches",
    },
    description: "All of it where nothing is given. The parts come later.",
    body: z.strictObject({
      criteria: z.array(
        z.enum(["ThresholdMonitoring", "DeltaMonitoring", "PeriodicMonitoring"]),
      ).min(1).max(3).optional(),
      items: selection.optional(),
    }).default({}),
    answer: requested,
    async handle({ params: { station }, query, body: { criteria, items } }) {
      await knownStation(csms, station);
      const requestId = inventories.nextRequest();
      const args = { requestId, criteria, items: selected(items) };
      return { ...await csms.ask(station, "watchReport", args, query), requestId };
    },
  });
}
