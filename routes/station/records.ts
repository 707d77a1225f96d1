import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { stationId, time } from "../schemas/names.ts";

const message = z.strictObject({
  id: z.string(),
  at: time,
  direction: z.enum(["in", "out"]),
  kind: z.enum(["call", "result", "error", "malformed"]),
  action: z.string().nullable(),
  messageId: z.string().nullable(),
  text: z.string(),
  answer: z.strictObject({
    kind: z.enum(["result", "error"]),
    text: z.string(),
    at: time,
  }).nullable().openapi({
    description: "What kvolt answered; the station's answers to kvolt are records of their own",
  }),
}).openapi("Message");

const command = z.strictObject({
  id: z.string(),
  at: time,
  action: z.string(),
  args: z.unknown(),
  state: z.enum(["sent", "answered", "refused", "timeout", "late"]),
  result: z.unknown(),
  answeredAt: time.nullable(),
}).openapi("Command");

const securityEvent = z.strictObject({
  id: z.string(),
  at: time,
  type: z.string(),
  techInfo: z.string().nullable(),
}).openapi("SecurityEvent");

/** What is recorded of a station, the newest first, until it expires. */
export function records(api: Api, csms: Csms): void {
  const { reports } = csms.devices;
  const one = { params: { station: stationId }, query: paging, fails: ["unknown"] } as const;

  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/stations/{station}/messages",
      tag: "records",
      ...one,
    },
    summary: "Frames in both directions, but those that LOG_SKIP names",
    answer: listOf(message),
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await csms.messages.page(station, query));
    },
  });
  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/stations/{station}/commands",
      tag: "records",
      ...one,
    },
    summary: "All that was asked of it, and what came of that",
    answer: listOf(command),
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await csms.commands.page(station, query));
    },
  });
  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/stations/{station}/security-events",
      tag: "records",
      ...one,
    },
    summary: "Security events that it reported",
    answer: listOf(securityEvent),
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await reports.securityPage(station, query));
    },
  });
}
