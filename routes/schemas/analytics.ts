import { z } from "@hono/zod-openapi";
import { isZone } from "../../csms/analytics/zone.ts";
import { stationId, tokenId } from "./names.ts";

const day = z.iso.date().refine((date) => date >= "1970-01-01" && date < "3000-01-01", {
  message: "a day between 1970-01-01 and 2999-12-31",
}).openapi({ example: "2026-01-31" });

/** Which days are asked for. */
export const days = {
  from: day.optional().openapi({ description: "The first day; 29 days before `to` by default" }),
  to: day.optional().openapi({ description: "The last day, which is in it; today by default" }),
};

/** Which days of which zone are asked for. */
export const period = {
  ...days,
  zone: z.string().min(1).max(64).refine(isZone, { message: "not a time zone by its IANA name" })
    .default("UTC").openapi({ description: "Where its days are meant", example: "Europe/Berlin" }),
};

/** The days that were answered for. */
export const answered = { from: z.iso.date(), to: z.iso.date(), zone: z.string() };

const sums = {
  sessions: z.int().openapi({ description: "Transactions that ended in it" }),
  energyWh: z.number().openapi({ description: "What those charged" }),
  pluggedSeconds: z.int().openapi({
    description: "How long vehicles were plugged in during it, by transactions that have ended",
  }),
  costs: z.array(z.strictObject({ currency: z.string(), total: z.number() })).readonly().openapi({
    description: "What those that ended in it cost, tax included, where a tariff held",
  }),
};

/** What charging came to. */
export const chargingSums = z.strictObject(sums).openapi("ChargingSums");

export const energyStep = z.strictObject({
  name: z.string().openapi({ description: "The day or the month", example: "2026-01-31" }),
  ...sums,
}).openapi("EnergyStep");

export const stationSums = z.strictObject({
  station: stationId,
  ...sums,
  peakW: z.int().openapi({ description: "The most power that one of its transactions drew" }),
  evses: z.int().openapi({ description: "How many it has shown" }),
  utilisation: z.number().openapi({
    description: "Which part of the time so far its EVSEs had a vehicle plugged in, 0 to 1",
  }),
}).openapi("StationSums");

export const tokenSums = z.strictObject({ token: tokenId, ...sums }).openapi("TokenSums");

const ms = z.number().nullable();

export const stationReliability = z.strictObject({
  station: stationId,
  uptime: z.number().openapi({
    description: "Which part of the time so far, since it is known, it was connected: 0 to 1",
  }),
  onlineSeconds: z.int(),
  connects: z.int(),
  disconnects: z.int().openapi({
    description: "Fewer than `connects` where it dialled anew first",
  }),
  silenceSeconds: z.int().openapi({
    description: "The longest time in which it was connected and sent nothing",
  }),
  driftMinMs: ms.openapi({ description: "Its clock minus ours, at the least" }),
  driftMaxMs: ms.openapi({ description: "And at the most" }),
  answers: z.int().openapi({ description: "How often it answered what it was asked" }),
  unanswered: z.int().openapi({ description: "How often it did not in time" }),
  answerP50Ms: ms.openapi({ description: "Half of its answers came within this time" }),
  answerP95Ms: ms.openapi({ description: "19 of 20 came within this time" }),
}).openapi("StationReliability");
