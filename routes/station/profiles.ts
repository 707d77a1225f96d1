import { z } from "@hono/zod-openapi";
import { problemOf } from "../../csms/charging/rules.ts";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging } from "../paging.ts";
import { invalid } from "../problem.ts";
import { installedProfile, profile, purpose } from "../schemas/charging.ts";
import { evseOrAll, outcome, stationId } from "../schemas/names.ts";

const tag = "charging";
const base = "/stations/{station}/profiles";
const id = z.coerce.number().int().min(-(2 ** 31)).max(2 ** 31 - 1);
const count = z.coerce.number().int().min(0).max(1_000_000);

export function profiles(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "get",
      access: "read",
      path: base,
      tag,
      summary: "The charging profiles that it accepted",
    },
    params: { station: stationId },
    query: paging,
    answer: listOf(installedProfile),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return await csms.charging.page(station, query);
    },
  });

  api.add({
    ...{
      method: "put",
      access: "operate",
      path: `${base}/{profile}`,
      tag,
      summary: "Set a charging profile",
    },
    description: "Checked first by the rules of the specification.",
    ...asking,
    params: { station: stationId, profile: id },
    body: profile.extend({ evse: evseOrAll }),
    answer: outcome,
    async handle({ params: { station, profile: id }, query, body: { evse, ...rest } }) {
      await knownStation(csms, station);
      const open = evse > 0 ? await csms.transactions.openAt(station, evse) : null;
      const { id: running, remoteId } = open?.value ?? {};
      // The transaction may be named as kvolt names it or as the station does.
      const named = rest.transaction !== undefined && rest.transaction === remoteId
        ? { ...rest, transaction: running }
        : rest;
      const problem = problemOf({ ...named, id }, evse, running);
      if (problem) throw invalid("", problem);
      return await csms.charging.set(station, evse, { ...rest, id }, query);
    },
  });

  api.add({
    ...{
      method: "delete",
      access: "operate",
      path: base,
      tag,
      summary: "Clear the profiles that meet all criteria",
    },
    description: "None given clears them all.",
    ...asking,
    query: {
      ...asking.query,
      id: id.optional(),
      evse: count.optional(),
      purpose: purpose.optional(),
      stackLevel: count.optional(),
    },
    answer: outcome,
    async handle({ params: { station }, query: { force, ...criteria } }) {
      await knownStation(csms, station);
      return await csms.ask(station, "clearProfile", criteria, { force });
    },
  });
}
