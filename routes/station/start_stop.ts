import { z } from "@hono/zod-openapi";
import { startProblemOf } from "../../csms/charging/rules.ts";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { invalid, unknown } from "../problem.ts";
import { maybe, profile } from "../schemas/charging.ts";
import { evse, said, tokenId } from "../schemas/names.ts";

const tag = "steering";
const stop = z.union([
  z.strictObject({ transaction: z.string().min(1).max(64) }),
  z.strictObject({ evse }),
]);

export function startStop(api: Api, csms: Csms): void {
  async function running(station: string, what: z.output<typeof stop>): Promise<string> {
    if ("evse" in what) {
      const open = await csms.transactions.openAt(station, what.evse);
      if (open) return open.value.id;
      throw unknown(`EVSE ${what.evse} of ${station} has no open transaction`);
    }
    const known = await csms.transactions.get(what.transaction);
    if (known?.station === station) return known.id;
    throw unknown(`${station} has no transaction ${what.transaction}`);
  }

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: "/stations/{station}/start",
      tag,
      summary: "Start charging",
    },
    description:
      "Without an EVSE the likeliest is tried. `waitsFor` says what somebody has to do there; " +
      "`transaction` is the one that had begun already, where the station names it (2.x).",
    ...asking,
    body: z.strictObject({
      token: tokenId,
      type: maybe(z.string().min(1).max(20)),
      evse: maybe(evse),
      profile: maybe(profile.extend({ id: z.int() })),
    }),
    answer: z.strictObject({
      ...{ ...said, evse: z.int(), waitsFor: z.string().nullable() },
      transaction: z.string().nullable(),
    }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      const problem = body.profile && startProblemOf(body.profile);
      if (problem) throw invalid("profile", problem);
      return await csms.transactions.remoteStart(station, body, query);
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: "/stations/{station}/stop",
      tag,
      summary: "Stop a transaction",
    },
    description: "By its id, or the one that runs on an EVSE.",
    ...asking,
    body: stop,
    answer: z.strictObject({ ...said, transaction: z.string() }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      const transaction = await running(station, body);
      return { transaction, ...await csms.transactions.remoteStop(station, transaction, query) };
    },
  });
}
