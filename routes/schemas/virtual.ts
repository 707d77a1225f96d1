import { z } from "@hono/zod-openapi";
import { newStationId, time, tokenId } from "./names.ts";

const yes = z.boolean().optional();

/** How a virtual charger may differ from the specification; none of it where nothing is said. */
export const quirks = z.strictObject({
  bootOnReconnect: yes.openapi({ description: "Boots after each reconnect" }),
  noBoot: yes.openapi({ description: "Never boots" }),
  repeats: yes.openapi({ description: "Sends each message of a transaction twice" }),
  register: z.enum(["lifetime", "session"]).optional().openapi({
    description: "What its meter counts",
  }),
  energyUnit: z.enum(["Wh", "kWh"]).optional(),
  tagSuffix: z.string().max(10).optional().openapi({ description: "Put after each tag it reads" }),
  lateSample: yes.openapi({ description: "Sends its last meter values after the end" }),
  silentAfterStop: yes.openapi({ description: "Tells no status after the end" }),
});

export const virtualSpec = z.strictObject({
  id: newStationId,
  version: z.enum(["1.6", "2.0.1", "2.1"]).default("1.6"),
  connectors: z.int().min(1).max(8).default(1),
  quirks: quirks.default({}),
});

const outlet = z.strictObject({
  connector: z.int().openapi({ description: "In 2.x each is on an EVSE of its own" }),
  status: z.string(),
  plugged: z.boolean(),
  powerW: z.number(),
  registerWh: z.number(),
  tag: z.string().nullable().openapi({ description: "Of the transaction that runs there" }),
});

/** A virtual charger, with what it is now where it runs. */
export const virtualStation = z.strictObject({
  id: z.string(),
  version: z.enum(["1.6", "2.0.1", "2.1"]),
  connectors: z.int(),
  quirks: z.looseObject({}),
  createdAt: time,
  now: z.strictObject({
    connected: z.boolean(),
    registration: z.string().nullable(),
    outlets: z.array(outlet).readonly(),
  }).nullable(),
}).openapi("VirtualStation");

const connector = z.int().min(1).max(8).default(1);

/** What is done to one. */
export const virtualAct = z.discriminatedUnion("do", [
  z.strictObject({ do: z.enum(["plug", "unplug", "clear"]), connector }),
  z.strictObject({ do: z.literal("fault"), connector, error: z.string().max(50).optional() }),
  z.strictObject({ do: z.literal("tap"), connector, tag: tokenId.pipe(z.string().max(20)) }),
  z.strictObject({ do: z.enum(["offline", "online"]) }),
]);
