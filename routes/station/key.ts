import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { stationId } from "../schemas/names.ts";

const path = "/stations/{station}/key";
const one = { path, tag: "stations", params: { station: stationId }, fails: ["unknown"] } as const;

export function stationKey(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "post",
      access: "admin",
      summary: "Give a station a new key for Basic authorization",
    },
    ...one,
    description:
      "The key is shown this once; from its next connection on the station has to send it.",
    answer: z.strictObject({ key: z.string() }),
    status: 201,
    async handle({ params: { station } }) {
      await knownStation(csms, station);
      return { key: (await csms.stations.giveKey(station))! };
    },
  });
  api.add({
    ...{ method: "delete", access: "admin", summary: "Let a station connect without a key" },
    ...one,
    async handle({ params: { station } }) {
      await knownStation(csms, station);
      await csms.stations.takeKey(station);
    },
  });
}
