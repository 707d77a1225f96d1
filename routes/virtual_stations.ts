import { z } from "@hono/zod-openapi";
import type { Csms } from "../csms/mod.ts";
import type { Api } from "./endpoint.ts";
import { listOf, pageOf, paging } from "./paging.ts";
import { invalid, unknown } from "./problem.ts";
import { stationId } from "./schemas/names.ts";
import { virtualAct, virtualSpec, virtualStation } from "./schemas/virtual.ts";

const tag = "virtual stations";
const operate = { access: "operate", tag } as const;
const one = { params: { station: stationId } } as const;
const nobody = (id: string) => unknown(`there is no virtual charger ${id}`);

/** Chargers that run inside kvolt, where SIMULATOR is on. */
export function virtualStations(api: Api, { virtual, stations }: Csms): void {
  api.add({
    ...{ ...operate, method: "get", path: "/virtual-stations", summary: "All virtual chargers" },
    query: paging,
    answer: listOf(virtualStation),
    handle: async ({ query }) => pageOf(await virtual.list(), query, ({ id }) => id),
  });

  api.add({
    ...{ ...operate, method: "post", path: "/virtual-stations" },
    summary: "Make a virtual charger, which dials kvolt at once",
    description: "It is let in whatever DISCOVERY says, and runs again after a restart.",
    body: virtualSpec,
    status: 201,
    answer: virtualStation,
    fails: ["taken", "not-now"],
    handle({ body }) {
      const unfit = stations.unfit(body.id);
      if (unfit !== undefined) throw invalid("id", unfit);
      return virtual.create(body);
    },
  });

  api.add({
    ...{ ...operate, method: "delete", path: "/virtual-stations/{station}" },
    summary: "Switch a virtual charger off, and forget its station",
    ...one,
    fails: ["unknown"],
    async handle({ params: { station } }) {
      if (!await virtual.remove(station)) throw nobody(station);
    },
  });

  api.add({
    ...{ ...operate, method: "post", path: "/virtual-stations/{station}/act" },
    summary: "Plug a car in, tap a tag, let it fail, take it offline …",
    ...one,
    body: virtualAct,
    answer: z.strictObject({
      status: z.string().openapi({ description: "What it says: for a tag, whether it may charge" }),
    }),
    fails: ["unknown", "connection-lost", "no-answer"],
    async handle({ params: { station }, body }) {
      const known = await virtual.get(station);
      if (!known) throw nobody(station);
      if ("connector" in body && body.connector > known.connectors) {
        throw invalid("connector", `${station} has ${known.connectors}, not ${body.connector}`);
      }
      const status = await virtual.act(station, body);
      if (status === undefined) throw unknown(`${station} does not run: SIMULATOR is off`);
      return { status };
    },
  });
}
