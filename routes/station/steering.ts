import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { maybe } from "../schemas/charging.ts";
import { evse, evseOrAll, outcome } from "../schemas/names.ts";

const base = {
  method: "post",
  access: "operate",
  tag: "steering",
  ...asking,
  answer: outcome,
} as const;

/** The verbs that are asked as they come. */
export function steering(api: Api, csms: Csms): void {
  api.add({
    ...base,
    ...{ path: "/stations/{station}/reset", summary: "Restart it, in order or at once" },
    body: z.strictObject({ type: z.enum(["soft", "hard"]).default("soft"), evse: maybe(evse) })
      .default({ type: "soft", evse: undefined }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      return await csms.ask(station, "reset", body, query);
    },
  });

  api.add({
    ...base,
    ...{ path: "/stations/{station}/unlock", summary: "Let go of the cable" },
    body: z.strictObject({ evse, connector: evse.default(1) }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      return await csms.ask(station, "unlock", body, query);
    },
  });

  api.add({
    ...base,
    ...{ path: "/stations/{station}/availability", summary: "Put it in or out of service" },
    description: "EVSE 0, the default, is the whole station.",
    body: z.strictObject({
      operative: z.boolean(),
      evse: evseOrAll.default(0),
      connector: maybe(evse),
    }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      return await csms.ask(station, "availability", body, query);
    },
  });

  api.add({
    ...base,
    ...{ path: "/stations/{station}/trigger", summary: "Have it send a message now" },
    description:
      "Of an EVSE or a connector, where they are named. `custom` names a message of a vendor's own " +
      "making, where `message` is `CustomTrigger` (2.1).",
    body: z.strictObject({
      message: z.string().min(1).max(50).openapi({ example: "StatusNotification" }),
      evse: maybe(evse),
      connector: maybe(evse),
      custom: maybe(z.string().min(1).max(50)),
    }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      return await csms.ask(station, "trigger", body, query);
    },
  });

  api.add({
    ...base,
    ...{ path: "/stations/{station}/clear-cache", summary: "Have it forget the tokens it cached" },
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return await csms.ask(station, "clearCache", {}, query);
    },
  });
}
