import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { pageOf, paging } from "../paging.ts";
import { toldSchedule } from "../schemas/charging.ts";
import { evseOrAll, stationId, time } from "../schemas/names.ts";

const limit = z.strictObject({
  evse: evseOrAll,
  source: z.string(),
  gridCritical: z.boolean().nullable(),
  localGeneration: z.boolean().nullable(),
  schedules: z.array(toldSchedule).readonly(),
  at: time,
}).openapi("ExternalLimit");

/** Limits that others than the CSMS set on a station. */
export function externalLimits(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/stations/{station}/external-limits",
      tag: "charging",
    },
    summary: "Limits that somebody else sets on it, e.g. the grid operator",
    params: { station: stationId },
    query: paging,
    answer: z.strictObject({ items: z.array(limit).readonly(), next: z.string().nullable() }),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      const all = await csms.charging.external.all(station);
      return pageOf(all, query, ({ evse, source }) => `${evse}/${source}`);
    },
  });
}
