import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { said, stationId } from "../schemas/names.ts";

const tag = "configuration";
const base = "/stations/{station}/configuration";
const path = `${base}/{key}/desired`;
const params = { station: stationId, key: z.string().min(1).max(250) };

/** What the operator wants a station's configuration to be. */
export function desired(api: Api, csms: Csms): void {
  const { desire, reapply } = csms.devices.configuration;

  api.add({
    ...{ method: "put", access: "operate", path, tag, summary: "Say what a key should be" },
    description:
      "The station is asked by `configuration/apply`, or after each boot where it is set so.",
    params,
    body: z.strictObject({ value: z.string().max(2_500) }),
    fails: ["unknown"],
    async handle({ params: { station, key }, body }) {
      await knownStation(csms, station);
      await desire(station, key, body.value);
    },
  });

  api.add({
    ...{
      method: "delete",
      access: "operate",
      path,
      tag,
      summary: "Take back what a key should be",
    },
    params,
    fails: ["unknown"],
    async handle({ params: { station, key } }) {
      await knownStation(csms, station);
      await desire(station, key, undefined);
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: `${base}/apply`,
      tag,
      summary: "Set the keys that differ",
    },
    description: "Reads the desired keys, and sets those that differ, one at a time.",
    params: asking.params,
    fails: asking.fails,
    answer: z.strictObject({
      items: z.array(z.strictObject({ key: z.string(), status: z.string(), why: said.why }))
        .readonly(),
    }),
    async handle({ params: { station } }) {
      await knownStation(csms, station);
      return { items: await reapply(station) };
    },
  });
}
