import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging } from "../paging.ts";
import { invalid } from "../problem.ts";
import { maybe } from "../schemas/charging.ts";
import { evseOrAll, outcome, said, stationId, time, tokenId, tokenType } from "../schemas/names.ts";

const tag = "reservations";
const base = "/stations/{station}/reservations";

const reservation = z.strictObject({
  id: z.int(),
  station: z.string(),
  evse: z.int(),
  token: z.string(),
  group: z.string().nullable(),
  expiresAt: time,
  connectorType: z.string().nullable(),
  state: z.enum(["active", "used", "cancelled", "expired", "removed", "unused"]),
  createdAt: time,
}).openapi("Reservation");

export function reservations(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "get",
      access: "read",
      path: base,
      tag,
      summary: "The reservations that it accepted",
    },
    params: { station: stationId },
    query: paging,
    answer: listOf(reservation),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return await csms.reservations.page(station, query);
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: base,
      tag,
      summary: "Reserve an EVSE for a token",
    },
    description: "EVSE 0 is any of them.",
    ...asking,
    body: z.strictObject({
      evse: evseOrAll,
      token: tokenId,
      tokenType: maybe(tokenType),
      group: maybe(tokenId),
      connectorType: maybe(z.string().min(1).max(20)).openapi({
        description: "Any EVSE with this plug, as OCPP 2.x names it: cCCS2, sType2",
      }),
      expiresAt: time,
    }),
    answer: z.strictObject({ ...said, id: z.int() }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      if (Date.parse(body.expiresAt) <= csms.now().getTime()) {
        throw invalid("expiresAt", `must be in the future, not ${body.expiresAt}`);
      }
      const id = await csms.reservations.nextId(station);
      return { id, ...await csms.ask(station, "reserve", { ...body, id }, query) };
    },
  });

  api.add({
    ...{
      method: "delete",
      access: "operate",
      path: `${base}/{reservation}`,
      tag,
      summary: "Give up a reservation",
    },
    ...asking,
    params: { station: stationId, reservation: z.coerce.number().int().min(1).max(2 ** 31 - 1) },
    answer: outcome,
    async handle({ params: { station, reservation: id }, query }) {
      await knownStation(csms, station);
      return await csms.ask(station, "cancelReservation", { id }, query);
    },
  });
}
