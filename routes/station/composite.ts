import { z } from "@hono/zod-openapi";
import { unreckonable } from "../../csms/charging/unreckoned.ts";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { problemOf } from "../failure.ts";
import { period, rateUnit, toldPeriod } from "../schemas/charging.ts";
import { said, time } from "../schemas/names.ts";

const DAY_S = 86_400;

/** The limits of an EVSE over time, as kvolt works them out and as the station says. */
export function compositeSchedule(api: Api, csms: Csms): void {
  api.add({
    ...{ method: "get", access: "read", path: "/stations/{station}/composite", tag: "charging" },
    asks: true,
    summary: "Its limits in the next seconds: as kvolt computes them beside its own answer",
    description:
      "`station` is null where it gives no answer; `why` says the reason. Discharging, setpoints, local " +
      "generation and more that 2.1 has are not in what kvolt computes: `unreckoned` names those that apply.",
    params: asking.params,
    query: {
      ...asking.query,
      evse: z.coerce.number().int().min(0).max(1_000_000),
      duration: z.coerce.number().int().min(1).max(7 * DAY_S).default(DAY_S),
      unit: rateUnit.default("A"),
    },
    answer: z.strictObject({
      computed: z.strictObject({
        start: time,
        unit: rateUnit,
        duration: z.int(),
        periods: z.array(period).readonly(),
        minChargingRate: z.number().nullable(),
        unreckoned: z.array(z.enum(unreckonable)).readonly(),
      }),
      station: z.strictObject({
        ...said,
        start: time.nullable(),
        unit: rateUnit.nullable(),
        periods: z.array(toldPeriod).readonly().nullable(),
      }).nullable(),
      why: z.string().nullable(),
    }),
    fails: ["unknown"],
    async handle({ params: { station }, query: { force, ...wanted } }) {
      await knownStation(csms, station);
      const asked = csms.ask(station, "composite", wanted, { force })
        .then((station) => ({ station }), (error) => {
          const problem = problemOf(error, `the composite schedule of ${station}`);
          if (problem.kind === "internal") throw problem;
          return { why: problem.message };
        });
      const [computed, answer] = await Promise.all([
        csms.charging.computed(station, wanted),
        asked,
      ]);
      return { computed, ...answer };
    },
  });
}
