import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { rateUnit, toldSchedule } from "../schemas/charging.ts";
import { evseOrAll, stationId, time } from "../schemas/names.ts";

const tag = "charging";
const one = { params: { station: stationId }, query: paging, fails: ["unknown"] } as const;

const needs = z.strictObject({
  evse: evseOrAll,
  at: time,
  transfer: z.string(),
  departureAt: time.nullable(),
  energyWh: z.number().nullable(),
  unit: rateUnit,
  most: z.number().nullable(),
  least: z.number().nullable(),
  phases: z.int().nullable(),
  stateOfCharge: z.number().nullable(),
  details: z.unknown(),
  state: z.enum(["waiting", "ready", "accepted", "rejected", "failed"]).openapi({
    description: "`waiting` for a transaction, `ready` to be sent, then what came of the schedule",
  }),
  status: z.string().nullable(),
  schedule: toldSchedule.nullable().openapi({
    description: "The last that was sent for a vehicle there",
  }),
  shortWh: z.number().nullable().openapi({
    description: "Wh that it will lack when it leaves",
  }),
}).openapi("VehicleNeeds");

const chosen = z.strictObject({
  evse: evseOrAll,
  at: time,
  startsAt: time,
  schedule: toldSchedule,
  chosen: z.int().nullable(),
  toleranceAccepted: z.boolean().nullable(),
}).openapi("VehicleSchedule");

/** What vehicles say over ISO 15118. */
export function vehicles(api: Api, csms: Csms): void {
  api.add({
    ...{ method: "get", access: "read", path: "/stations/{station}/vehicle-needs", tag, ...one },
    summary: "What the last vehicle at each EVSE asked for, and what it was given",
    answer: listOf(needs),
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      const { items, next } = values(await csms.charging.needs.page(station, query));
      return {
        items: items.map(({ profile, ...said }) => ({ ...said, schedule: profile?.schedule })),
        next,
      };
    },
  });

  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/stations/{station}/vehicle-schedules",
      tag,
      ...one,
    },
    summary: "The schedule that the last vehicle at each EVSE chose",
    answer: listOf(chosen),
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await csms.charging.needs.chosenPage(station, query));
    },
  });
}
