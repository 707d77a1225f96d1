import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { unknown } from "../problem.ts";
import { stationId } from "../schemas/names.ts";
import { finding } from "../schemas/station.ts";

const tag = "findings";

export function findings(api: Api, csms: Csms): void {
  api.add({
    ...{ method: "get", access: "read", path: "/stations/{station}/findings", tag },
    summary: "What it does that the specification does not allow",
    params: { station: stationId },
    query: paging,
    answer: listOf(finding),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await csms.findings.page(station, query));
    },
  });
  api.add({
    ...{ method: "delete", access: "operate", path: "/stations/{station}/findings/{kind}", tag },
    summary: "Forget a finding that has been dealt with",
    params: { station: stationId, kind: z.string().min(1).max(100) },
    fails: ["unknown"],
    async handle({ params: { station, kind } }) {
      await knownStation(csms, station);
      if (await csms.findings.clear(station, kind)) return;
      throw unknown(`${station} has no finding ${kind}`);
    },
  });
}
