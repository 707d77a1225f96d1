import { z } from "@hono/zod-openapi";
import { masked } from "../../csms/audit/mask.ts";
import type { Csms } from "../../csms/mod.ts";
import { demand, knownCaller } from "../allowed.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { stationId } from "../schemas/names.ts";

const holdsSecret = (body: unknown): boolean =>
  JSON.stringify(masked(body)) !== JSON.stringify(body);

/** Any action of the station's version, for what no verb covers. */
export function calls(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "post",
      access: "operate",
      path: "/stations/{station}/calls/{action}",
      tag: "steering",
      ...asking,
    },
    summary: "Send any action with the payload of its version",
    description:
      "The body is the payload as the specification has it; none is `{}`. One that holds a key or a " +
      "password needs an admin, and one in the answer is shown to nobody.",
    params: { station: stationId, action: z.string().regex(/^\w{1,50}$/) },
    body: z.record(z.string(), z.unknown()).default({}),
    answer: z.strictObject({ result: z.unknown() }),
    async handle({ params: { station, action }, query, body, context }) {
      await knownStation(csms, station);
      if (holdsSecret(body)) demand(knownCaller(context), "admin", station);
      return { result: masked(await csms.call(station, action, body, query)) };
    },
  });
}
