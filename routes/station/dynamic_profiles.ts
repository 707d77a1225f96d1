import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { unknown } from "../problem.ts";
import { outcome, stationId, time } from "../schemas/names.ts";

const id = z.coerce.number().int().min(-(2 ** 31)).max(2 ** 31 - 1);
const any = z.number().optional();
const down = z.number().max(0).optional();

/** In the unit of the profile; negative values discharge. */
const update = z.strictObject({
  ...{ limit: any, limit_L2: any, limit_L3: any },
  ...{ dischargeLimit: down, dischargeLimit_L2: down, dischargeLimit_L3: down },
  ...{ setpoint: any, setpoint_L2: any, setpoint_L3: any },
  ...{ setpointReactive: any, setpointReactive_L2: any, setpointReactive_L3: any },
});

/** The values of a Dynamic profile, and what a grid operator signals (2.1). */
export function dynamicProfiles(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "put",
      access: "operate",
      path: "/stations/{station}/profiles/{profile}/values",
      tag: "charging",
    },
    summary: "Give new values to a Dynamic profile",
    description: "Sent at once, or kept until the station asks for them with `push=false`.",
    ...asking,
    params: { station: stationId, profile: id },
    query: {
      ...asking.query,
      push: z.enum(["true", "false"]).default("true").transform((push) => push === "true"),
    },
    body: update,
    answer: outcome,
    async handle({ params: { station, profile }, query, body }) {
      await knownStation(csms, station);
      const answer = await csms.charging.dynamic.set(station, profile, body, query);
      if (!answer) throw unknown(`${station} has no Dynamic profile ${profile}`);
      return answer;
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: "/stations/{station}/grid-signal",
      tag: "charging",
      ...asking,
    },
    summary: "Pass on a signal of the grid operator for frequency restoration",
    body: z.strictObject({ signal: z.int(), at: time.optional() }),
    answer: outcome,
    async handle({ params: { station }, query, body: { signal, at } }) {
      await knownStation(csms, station);
      const when = at ?? csms.now().toISOString();
      return await csms.ask(station, "gridSignal", { signal, at: when }, query);
    },
  });
}
