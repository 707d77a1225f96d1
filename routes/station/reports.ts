import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { countParts, missingParts } from "../../csms/devices/parts.ts";
import type { DeviceReport } from "../../csms/model/device.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging } from "../paging.ts";
import { maybe } from "../schemas/charging.ts";
import { selected, selection } from "../schemas/device.ts";
import { outcome, said, stationId, time } from "../schemas/names.ts";

const tag = "device model";
const path = "/stations/{station}/reports";

/** What a request for a report is answered with: the number by which the report is known. */
export const requested = z.strictObject({ ...said, requestId: z.int() });

const report = z.strictObject({
  requestId: z.int(),
  kind: z.enum(["inventory", "monitoring"]),
  asked: z.string().nullable().openapi({ description: "null where the station reports unasked" }),
  state: z.enum(["running", "complete", "abandoned"]),
  parts: z.int().openapi({ description: "How many came" }),
  missing: z.array(z.int()).readonly().openapi({ description: "The first 100 that did not" }),
  items: z.int().openapi({ description: "How many variables or monitors they told of" }),
  startedAt: time,
  at: time,
}).openapi("DeviceReport");

const shownReport = ({ parts, ...report }: DeviceReport) => ({
  ...report,
  parts: countParts(parts),
  missing: missingParts(parts),
});

/** The reports of a station on itself (2.x), and the ways in which it reaches kvolt. */
export function reports(api: Api, csms: Csms): void {
  const { inventories } = csms.devices;

  api.add({
    ...{
      method: "get",
      access: "read",
      path,
      tag,
      summary: "Reports, complete or not, the latest first",
    },
    description: "What they told stands under `variables` and `monitoring`.",
    params: { station: stationId },
    query: paging,
    answer: listOf(report),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      const { items, next } = await inventories.page(station, query);
      return { next, items: items.map(shownReport) };
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path,
      tag,
      summary: "Ask for a report: a standard one, or of criteria",
    },
    description:
      "`FullInventory` where nothing is given. The parts come later; once such a report is whole, " +
      "what it did not tell of is forgotten.",
    ...asking,
    body: z.strictObject({
      base: z.enum(["ConfigurationInventory", "FullInventory", "SummaryInventory"]).optional(),
      criteria: z.array(z.enum(["Active", "Available", "Enabled", "Problem"])).min(1).max(4)
        .optional(),
      items: selection.optional(),
    }).default({}),
    answer: requested,
    async handle({ params: { station }, query, body: { base, criteria, items } }) {
      await knownStation(csms, station);
      const requestId = inventories.nextRequest();
      const narrowed = criteria || items;
      const args = {
        ...{ requestId, criteria, items: selected(items) },
        base: base ?? (narrowed ? undefined : "FullInventory" as const),
      };
      return { ...await csms.ask(station, "report", args, query), requestId };
    },
  });

  const words = z.record(z.string(), z.unknown());
  api.add({
    ...{
      method: "put",
      access: "admin",
      path: "/stations/{station}/network-profiles/{slot}",
      tag,
      ...asking,
    },
    summary: "Have it keep a way to reach a CSMS",
    description: "`apn` and `vpn` are as the station's version has them.",
    params: { station: stationId, slot: z.coerce.number().int() },
    body: z.strictObject({
      url: z.url().max(2_000),
      interface: z.string().min(1).max(20).openapi({ example: "Wired0" }),
      securityProfile: z.int().min(0).max(3),
      messageTimeout: z.int().min(1).max(86_400).openapi({ description: "Seconds" }),
      version: maybe(z.string().max(10)).openapi({ example: "OCPP20" }),
      identity: maybe(z.string().max(48)),
      password: maybe(z.string().max(64)),
      apn: maybe(words),
      vpn: maybe(words),
    }),
    answer: outcome,
    async handle({ params: { station, slot }, query, body: profile }) {
      await knownStation(csms, station);
      return await csms.ask(station, "networkProfile", { slot, profile }, query);
    },
  });
}
