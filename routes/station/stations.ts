import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import type { StationSettings } from "../../csms/model.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging } from "../paging.ts";
import { Problem } from "../problem.ts";
import { stationId } from "../schemas/names.ts";
import { settings, station as schema } from "../schemas/station.ts";

const tag = "stations";
const one = { params: { station: stationId }, fails: ["unknown"] } as const;
/** A blank at an end, a slash or a control character cannot be dialled. */
const newId = stationId.regex(/^[^\p{C}\p{Z}/]([^\p{C}/]*[^\p{C}\p{Z}/])?$/u);

export function stations(api: Api, csms: Csms): void {
  const live = async (id: string) => await csms.stations.live(await knownStation(csms, id));

  api.add({
    ...{ method: "get", access: "read", path: "/stations", tag, summary: "All stations, by id" },
    query: paging,
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
    body: z.strictObject({ id: newId }),
    answer: schema,
    status: 201,
    fails: ["taken"],
    async handle({ body: { id } }) {
      if (!await csms.stations.register(id)) throw new Problem("taken", `${id} is registered`);
      return await live(id);
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
      summary: "Set how it is treated",
    },
    ...one,
    description: "Only what is given changes; null takes a setting back.",
    body: z.strictObject({ settings: settings.partial() }),
    answer: schema,
    async handle({ params, body }) {
      await knownStation(csms, params.station);
      const given = Object.entries(body.settings).map((
        [name, value],
      ) => [name, value ?? undefined]);
      const changed: Partial<StationSettings> = Object.fromEntries(given);
      await csms.stations.set(params.station, changed);
      return await live(params.station);
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

  for (const [verb, registration] of [["accept", "Accepted"], ["reject", "Rejected"]] as const) {
    api.add({
      ...{ method: "post", access: "operate", path: `/stations/{station}/${verb}`, tag },
      summary: verb === "accept" ? "Let a station in" : "Keep a station out",
      ...one,
      answer: schema,
      async handle({ params }) {
        await knownStation(csms, params.station);
        await csms.stations.decide(params.station, registration);
        return await live(params.station);
      },
    });
  }
}
