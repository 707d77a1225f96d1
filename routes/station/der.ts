import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { maybe } from "../schemas/charging.ts";
import { outcome, said, stationId, time } from "../schemas/names.ts";

const tag = "grid";
const path = "/stations/{station}/der-controls";
const controlId = z.string().min(1).max(36);
const type = z.string().min(1).max(40).openapi({ example: "VoltVar" });

const control = z.strictObject({
  id: z.string(),
  type: z.string(),
  isDefault: z.boolean(),
  settings: z.unknown().openapi({ description: "Its curve or values, as OCPP 2.1 writes them" }),
  superseded: z.boolean(),
  active: z.boolean().nullable().openapi({ description: "null until the station has said so" }),
  at: time,
}).openapi("DerControl");

const event = z.strictObject({
  id: z.string(),
  at: time,
  receivedAt: time,
  kind: z.enum(["alarm", "alarm-ended", "started", "stopped"]),
  type: z.string().nullable(),
  fault: z.string().nullable(),
  control: z.string().nullable(),
  supersededIds: z.array(z.string()).readonly().nullable(),
  info: z.string().nullable(),
}).openapi("DerEvent");

/** How a station serves the grid (2.1). */
export function derControls(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "get",
      access: "read",
      path,
      tag,
      summary: "The controls that it took or reported, by id",
    },
    params: { station: stationId },
    query: paging,
    answer: listOf(control),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await csms.der.page(station, query));
    },
  });

  api.add({
    ...{
      method: "put",
      access: "operate",
      path: `${path}/{control}`,
      tag,
      summary: "Give it a control",
    },
    ...asking,
    params: { station: stationId, control: controlId },
    body: z.strictObject({
      type,
      isDefault: z.boolean().default(false),
      settings: z.record(z.string(), z.unknown()).openapi({
        description: "The field that goes with the type, as OCPP 2.1 writes it",
        example: { fixedVar: { priority: 1, setpoint: 20, unit: "PctMaxVar" } },
      }),
    }),
    answer: z.strictObject({ ...said, supersededIds: z.array(z.string()).readonly().nullable() }),
    async handle({ params: { station, control: id }, query, body }) {
      await knownStation(csms, station);
      return await csms.ask(station, "setDerControl", { ...body, id }, query);
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: `${path}/read`,
      tag,
      summary: "Ask it to report its controls",
    },
    description: "The report comes afterwards, and is in the list then.",
    ...asking,
    body: z.strictObject({
      control: maybe(controlId),
      type: maybe(type),
      isDefault: maybe(z.boolean()),
    }).prefault({}),
    answer: z.strictObject({ ...said, request: z.int() }),
    async handle({ params: { station }, query, body: { control: id, type, isDefault } }) {
      await knownStation(csms, station);
      const requestId = csms.der.nextRequest();
      const args = { requestId, id, type, isDefault };
      return { ...await csms.ask(station, "getDerControls", args, query), request: requestId };
    },
  });

  api.add({
    ...{
      method: "delete",
      access: "operate",
      path,
      tag,
      summary: "Let it drop controls: one, those of a type, or all",
    },
    ...asking,
    query: {
      ...asking.query,
      default: z.enum(["true", "false"]).default("false").transform((word) => word === "true")
        .openapi({ description: "Whether the default ones are meant" }),
      type: type.optional(),
      control: controlId.optional(),
    },
    answer: outcome,
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      const { force, default: isDefault, type, control: id } = query;
      return await csms.ask(station, "clearDerControls", { isDefault, type, id }, { force });
    },
  });

  api.add({
    ...{ method: "get", access: "read", path: "/stations/{station}/der-events", tag },
    summary: "Faults of the grid, and controls that took effect or ended, newest first",
    params: { station: stationId },
    query: paging,
    answer: listOf(event),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await csms.der.events(station, query));
    },
  });
}
