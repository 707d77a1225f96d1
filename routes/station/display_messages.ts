import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { maybe } from "../schemas/charging.ts";
import { component, namedComponent } from "../schemas/device.ts";
import { outcome, stationId, time } from "../schemas/names.ts";
import { requested } from "./reports.ts";

const tag = "display messages";
const path = "/stations/{station}/display-messages";
const priority = z.enum(["AlwaysFront", "InFront", "NormalCycle"]);
const state = z.string().min(1).max(20).openapi({ example: "Idle" });
const id = z.int().min(0).max(0x7fffffff);

const shownText = z.strictObject({
  format: z.string(),
  language: z.string().nullable(),
  content: z.string(),
});
const text = z.strictObject({
  format: z.string().min(1).max(10).default("UTF8"),
  language: maybe(z.string().max(8)).openapi({ example: "en" }),
  content: z.string().max(1_024),
});

const message = z.strictObject({
  id,
  priority: z.string(),
  state: z.string().nullable(),
  startAt: time.nullable(),
  endAt: time.nullable(),
  transaction: z.string().nullable(),
  display: component.nullable(),
  text: shownText,
  more: z.array(shownText).readonly().nullable(),
  at: time,
}).openapi("DisplayMessage");

/** What a station shows to drivers (2.x). */
export function displayMessages(api: Api, csms: Csms): void {
  const { displays, inventories } = csms.devices;

  api.add({
    ...{ method: "get", access: "read", path, tag, summary: "What it shows, so far as is known" },
    params: { station: stationId },
    query: paging,
    answer: listOf(message),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await displays.page(station, query));
    },
  });

  api.add({
    ...{
      method: "put",
      access: "operate",
      path: `${path}/{id}`,
      tag,
      summary: "Have it show a message",
    },
    description: "A message that has the id already is replaced.",
    ...asking,
    params: { station: stationId, id: z.coerce.number().pipe(id) },
    body: z.strictObject({
      text,
      priority: priority.default("NormalCycle"),
      state: maybe(state),
      startAt: maybe(time),
      endAt: maybe(time),
      transaction: maybe(z.string().min(1).max(36)),
      display: maybe(namedComponent),
      more: maybe(z.array(text).min(1).max(4)),
    }),
    answer: outcome,
    async handle({ params: { station, id }, query, body }) {
      await knownStation(csms, station);
      return await csms.ask(station, "showMessage", { message: { ...body, id } }, query);
    },
  });

  api.add({
    ...{
      method: "delete",
      access: "operate",
      path: `${path}/{id}`,
      tag,
      summary: "Have it drop a message",
    },
    ...asking,
    params: { station: stationId, id: z.coerce.number().pipe(id) },
    answer: outcome,
    async handle({ params: { station, id }, query }) {
      await knownStation(csms, station);
      return await csms.ask(station, "clearMessage", { id }, query);
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: `${path}/read`,
      tag,
      summary: "Ask it what it shows",
    },
    description: "It says so later; `Unknown` means that it has none.",
    ...asking,
    body: z.strictObject({
      ids: z.array(id).min(1).max(100).optional(),
      priority: priority.optional(),
      state: state.optional(),
    }).default({}),
    answer: requested,
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      const requestId = inventories.nextRequest();
      return {
        ...await csms.ask(station, "listMessages", { ...body, requestId }, query),
        requestId,
      };
    },
  });
}
