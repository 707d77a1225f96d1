import { z } from "@hono/zod-openapi";
import { isSecretName } from "../../csms/audit/mask.ts";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging } from "../paging.ts";
import {
  keyed,
  keyedResult,
  monitor,
  place,
  placeAt,
  variableKey,
  variableResult,
} from "../schemas/device.ts";
import { stationId, time } from "../schemas/names.ts";

const tag = "device model";
const path = "/stations/{station}/variables";

const variable = z.strictObject({
  ...place,
  attributes: z.array(z.strictObject({
    type: z.string(),
    value: z.string().nullable(),
    mutability: z.string().nullable(),
    persistent: z.boolean().nullable(),
    constant: z.boolean().nullable(),
    rebootRequired: z.boolean().nullable(),
    at: time,
  })).readonly(),
  characteristics: z.strictObject({
    unit: z.string().nullable(),
    dataType: z.string(),
    minLimit: z.number().nullable(),
    maxLimit: z.number().nullable(),
    maxElements: z.int().nullable(),
    valuesList: z.string().nullable(),
    supportsMonitoring: z.boolean(),
  }).nullable(),
  monitors: z.array(monitor).readonly(),
  receivedAt: time,
  report: z.int().nullable(),
}).openapi("DeviceVariable");

/** What a station is made of (2.x): its variables as it last reported them. */
export function variables(api: Api, csms: Csms): void {
  const { model, monitors, variables } = csms.devices;

  api.add({
    ...{
      method: "get",
      access: "read",
      path,
      tag,
      summary: "The variables as the station last said",
    },
    description: "By component, or those of one component; names are read without case.",
    params: { station: stationId },
    query: { ...paging, component: z.string().min(1).max(50).optional() },
    answer: listOf(variable),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      const [{ items, next }, watched] = await Promise.all([
        model.page(station, query),
        monitors.of(station, query.component),
      ]);
      const byKey = Map.groupBy(watched.map(keyed), ({ key }) => key.toLowerCase());
      return {
        next,
        items: items.map(({ value }) => {
          const known = keyed(value);
          return { ...known, monitors: byKey.get(known.key.toLowerCase()) ?? [] };
        }),
      };
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: `${path}/read`,
      tag,
      summary: "Ask the station for variables",
    },
    description: "In as many requests as it takes them in.",
    ...asking,
    body: z.strictObject({ keys: z.array(variableKey).min(1).max(500) }),
    answer: z.strictObject({
      items: z.array(variableResult.extend({ value: z.string().nullable() })).readonly(),
    }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      const places = body.keys.map((key, i) => placeAt(key, `keys.${i}`));
      const told = await variables.read(station, places, query);
      return {
        items: told.map((item) =>
          keyedResult(isSecretName(item.variable.name) ? { ...item, value: undefined } : item)
        ),
      };
    },
  });

  api.add({
    ...{ method: "put", access: "operate", path, tag, summary: "Ask the station to set variables" },
    description: "In as many requests as it takes them in; `RebootRequired` is a yes.",
    ...asking,
    body: z.strictObject({
      items: z.array(z.strictObject({ key: variableKey, value: z.string().max(2_500) })).min(1)
        .max(500),
    }),
    answer: z.strictObject({
      items: z.array(variableResult.extend({ rebootRequired: z.boolean() })).readonly(),
    }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      const wished = body.items.map(({ key, value }, i) => ({
        ...placeAt(key, `items.${i}.key`),
        value,
      }));
      const told = await variables.write(station, wished, query);
      return {
        items: told.map((item) => ({
          ...keyedResult(item),
          rebootRequired: item.status === "RebootRequired",
        })),
      };
    },
  });
}
