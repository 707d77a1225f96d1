import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { maybe, purpose, rateUnit } from "../schemas/charging.ts";
import { evseOrAll, said } from "../schemas/names.ts";

export function limit(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "post",
      access: "operate",
      path: "/stations/{station}/limit",
      tag: "steering",
      ...asking,
    },
    summary: "Hold it to a limit, in whatever form of profile it takes",
    description: "A per phase or W in total, until further notice or for `duration` seconds.",
    body: z.strictObject({
      evse: evseOrAll,
      value: z.number().min(0).max(10_000_000),
      unit: rateUnit.default("A"),
      phases: maybe(z.int().min(1).max(3)),
      duration: maybe(z.int().min(1).max(2 ** 31 - 1)),
    }),
    answer: z.strictObject({
      ...said,
      verified: z.boolean().nullable().openapi({
        description: "Whether its own composite schedule shows the limit; null where it gives none",
      }),
      tried: z.array(z.strictObject({
        purpose,
        stackLevel: z.int(),
        unit: rateUnit,
        kind: z.string(),
        status: z.string(),
        why: said.why,
      })).readonly(),
    }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      return await csms.charging.limit(station, { ...body, ...query });
    },
  });
}
