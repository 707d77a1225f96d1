import { z } from "@hono/zod-openapi";
import { isSecretName, MASK } from "../../csms/audit/mask.ts";
import type { Csms } from "../../csms/mod.ts";
import type { ConfigurationKey } from "../../csms/model.ts";
import { differs } from "../../csms/devices/configuration.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging } from "../paging.ts";
import { outcome, stationId, time } from "../schemas/names.ts";

const tag = "configuration";
const base = "/stations/{station}/configuration";
// Versions differ in how long these may be; each is held to its own when it is sent.
const key = z.string().min(1).max(250);
const value = z.string().max(2_500);

const kept = z.strictObject({
  key: z.string(),
  value: z.string().nullable(),
  readonly: z.boolean(),
  at: time.nullable().openapi({ description: "When the station said so" }),
  desired: z.string().nullable(),
  refused: z.strictObject({ value: z.string(), status: z.string() }).nullable().openapi({
    description: "The value that it last refused, with its word for that",
  }),
  differs: z.boolean().openapi({ description: "Whether it is not as desired" }),
}).openapi("ConfigurationKey");

function withDifference(kept: ConfigurationKey) {
  const isHidden = kept.desired !== undefined && isSecretName(kept.key);
  return { ...kept, ...(isHidden ? { desired: MASK } : {}), differs: differs(kept) };
}

export function configuration(api: Api, csms: Csms): void {
  const { configuration } = csms.devices;

  api.add({
    ...{
      method: "get",
      access: "read",
      path: base,
      tag,
      summary: "The keys as the station last said",
    },
    params: { station: stationId },
    query: paging,
    answer: listOf(kept),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      const { items, next } = await configuration.page(station, query);
      return { next, items: items.map(({ value }) => withDifference(value)) };
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: `${base}/read`,
      tag,
      summary: "Ask the station for its keys",
    },
    description: "All of them, or those named.",
    ...asking,
    body: z.strictObject({ keys: z.array(key).min(1).max(500).optional() }).optional(),
    answer: z.strictObject({
      keys: z.array(kept.pick({ key: true, value: true, readonly: true })).readonly(),
      unknown: z.array(z.string()).readonly(),
    }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      const told = await configuration.read(station, body?.keys, query);
      const hidden = told.keys.map((each) =>
        isSecretName(each.key) ? { ...each, value: MASK } : each
      );
      return { ...told, keys: hidden };
    },
  });

  api.add({
    ...{
      method: "put",
      access: "operate",
      path: `${base}/{key}`,
      tag,
      summary: "Ask the station to set a key",
    },
    ...asking,
    params: { station: stationId, key },
    body: z.strictObject({ value }),
    answer: outcome,
    async handle({ params: { station, key }, query, body: { value } }) {
      await knownStation(csms, station);
      return await csms.ask(station, "setConfiguration", { key, value }, query);
    },
  });
}
