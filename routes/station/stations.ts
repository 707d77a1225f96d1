import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import type { StationSettings } from "../../csms/model.ts";
import { demand, knownCaller } from "../allowed.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging } from "../paging.ts";
import { invalid, Problem } from "../problem.ts";
import {
  allowedProtocols,
  authWish,
  labels,
  name,
  shownOnce,
  tenant,
} from "../schemas/identity.ts";
import { newStationId, stationId } from "../schemas/names.ts";
import { settings, station as schema } from "../schemas/station.ts";

const tag = "stations";
const one = { params: { station: stationId }, fails: ["unknown"] } as const;

export function stations(api: Api, csms: Csms): void {
  const live = async (id: string) => await csms.stations.live(await knownStation(csms, id));

  api.add({
    ...{ method: "get", access: "read", path: "/stations", tag, summary: "All stations, by id" },
    query: {
      ...paging,
      label: z.string().min(1).max(50).optional(),
      status: schema.shape.status.optional(),
      registration: schema.shape.registration.optional(),
    },
    answer: listOf(schema),
    async handle({ query }) {
      const { items, next } = await csms.stations.page(query);
      return {
        next,
        items: await Promise.all(items.map(({ value }) => csms.stations.live(value))),
      };
    },
  });

  api.add({
    ...{
      method: "post",
      access: "admin",
      path: "/stations",
      tag,
      summary: "Register a station before it connects",
    },
    description:
      "Where nothing is said of `auth`, a key is generated, which it has to send; it is shown this once.",
    body: z.strictObject({
      id: newStationId,
      name: name.optional(),
      tenant: tenant.optional(),
      labels: labels.default([]),
      allowedProtocols: allowedProtocols.optional(),
      auth: authWish.default({ type: "basic" }),
    }),
    answer: z.strictObject({ ...schema.shape, key: shownOnce }).openapi("RegisteredStation"),
    status: 201,
    fails: ["taken"],
    async handle({ body: { id, auth: wish, ...said } }) {
      const unfit = csms.stations.unfit(id);
      if (unfit !== undefined) throw invalid("id", unfit);
      const { auth, key } = await csms.stations.newAuth(id, wish);
      if (!await csms.stations.register(id, { status: "active", auth, ...said })) {
        throw new Problem("taken", `${id} is registered`);
      }
      return { ...await live(id), key };
    },
  });

  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/stations/{station}",
      tag,
      summary: "One station as it is now",
    },
    ...one,
    answer: schema,
    handle: ({ params }) => live(params.station),
  });

  api.add({
    ...{
      method: "patch",
      access: "operate",
      path: "/stations/{station}",
      tag,
      summary: "Set how it is treated, and who it is",
    },
    ...one,
    description:
      "Only what is given changes; null takes back what may be absent. `signing` needs an admin.",
    body: z.strictObject({
      settings: settings.partial().optional(),
      name: name.nullable().optional(),
      tenant: tenant.nullable().optional(),
      labels: labels.optional(),
      allowedProtocols: allowedProtocols.nullable().optional(),
    }),
    answer: schema,
    async handle({ params: { station }, body: { settings = {}, ...said }, context }) {
      await knownStation(csms, station);
      // Who gets a certificate is who gets in.
      if (settings.signing !== undefined) demand(knownCaller(context), "admin", station);
      const changed: Partial<StationSettings> = withoutNull(settings);
      if (Object.keys(changed).length > 0) await csms.stations.set(station, changed);
      if (Object.keys(said).length > 0) await csms.stations.identify(station, withoutNull(said));
      return await live(station);
    },
  });

  api.add({
    ...{
      method: "delete",
      access: "admin",
      path: "/stations/{station}",
      tag,
      summary: "Forget a station",
    },
    ...one,
    description: "Its connection is closed; its transactions stay.",
    async handle({ params }) {
      await knownStation(csms, params.station);
      await csms.stations.remove(params.station);
    },
  });
}

/** null, which takes something back, is undefined in the rules. */
function withoutNull<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], null> } {
  const entries = Object.entries(given).map(([field, value]) => [field, value ?? undefined]);
  return Object.fromEntries(entries);
}
