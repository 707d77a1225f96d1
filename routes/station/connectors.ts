import type { Csms } from "../../csms/mod.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { stationId } from "../schemas/names.ts";
import { connector } from "../schemas/station.ts";

export function connectors(api: Api, csms: Csms): void {
  api.add({
    ...{ method: "get", access: "read", path: "/stations/{station}/connectors", tag: "stations" },
    summary: "Its connectors, learned from what it sends",
    params: { station: stationId },
    query: paging,
    answer: listOf(connector),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await csms.stations.connectors(station, query));
    },
  });
}
