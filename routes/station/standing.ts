import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { demand, knownCaller } from "../allowed.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { labels, name, shownOnce, tenant } from "../schemas/identity.ts";
import { stationId } from "../schemas/names.ts";
import { station as schema } from "../schemas/station.ts";

const tag = "stations";
const one = { params: { station: stationId }, fails: ["unknown"] } as const;

/** Whether stations are let in: discovered ones, known ones, and on trial. */
export function standing(api: Api, csms: Csms): void {
  const live = async (id: string) => await csms.stations.live(await knownStation(csms, id));

  api.add({
    ...{ method: "post", access: "operate", path: "/stations/{station}/accept", tag, ...one },
    summary: "Let a station in",
    description:
      "It can be named at once, and be given a key, for which an admin is needed: it is shown this " +
      "once, and has to be sent from the station's next connection on.",
    body: z.strictObject({
      name: name.optional(),
      tenant: tenant.optional(),
      labels: labels.optional(),
      key: z.boolean().default(false),
    }).optional(),
    answer: z.strictObject({ ...schema.shape, key: shownOnce }).openapi("AcceptedStation"),
    async handle({ params: { station: id }, body, context }) {
      await knownStation(csms, id);
      const { key: wanted = false, ...said } = body ?? {};
      if (wanted) demand(knownCaller(context), "admin", id);
      if (Object.keys(said).length > 0) await csms.stations.identify(id, said);
      const key = wanted ? await csms.stations.giveKey(id) : undefined;
      await csms.stations.decide(id, "Accepted");
      return { ...await live(id), key };
    },
  });

  const acts = [
    ["reject", "Keep a station out for good", (id) => csms.stations.decide(id, "Rejected")],
    ["suspend", "Keep a station out for now", csms.stations.suspend],
    ["resume", "Let a suspended station in again", csms.stations.resume],
  ] as const satisfies [string, string, (id: string) => Promise<unknown>][];
  for (const [verb, summary, act] of acts) {
    api.add({
      ...{ method: "post", access: "operate", path: `/stations/{station}/${verb}`, tag, ...one },
      summary,
      ...(verb === "resume" ? {} : { description: "Its connection ends at once." }),
      answer: schema,
      async handle({ params }) {
        await knownStation(csms, params.station);
        await act(params.station);
        return await live(params.station);
      },
    });
  }

  api.add({
    ...{ method: "post", access: "admin", path: "/stations/{station}/verify", tag },
    summary: "Whether a station would be let in with this, and why not",
    description: "Changes nothing; the station need not be known.",
    params: one.params,
    body: z.strictObject({
      password: z.string().max(200).optional(),
      apiKey: z.string().max(200).optional(),
      certificate: z.strictObject({
        subject: z.string().max(500).default(""),
        fingerprint: z.string().max(200).default(""),
      }).optional(),
    }).default({}),
    answer: z.strictObject({
      admitted: z.boolean(),
      registration: schema.shape.registration.nullable().openapi({
        description: "What its boot would be told",
      }),
      status: z.int().nullable().openapi({ description: "Of the refused handshake" }),
      reason: z.string().nullable(),
    }),
    async handle({ params: { station: id }, body: { password, apiKey, certificate } }) {
      const verdict = await csms.stations.verify({
        ...{ id, address: "" },
        credentials: password === undefined
          ? []
          : [{ user: id, password: new TextEncoder().encode(password) }],
        tokens: apiKey === undefined ? [] : [apiKey],
        ...(certificate ? { certificate: { ...certificate, serial: "" } } : {}),
      });
      return typeof verdict === "string"
        ? { admitted: true, registration: verdict }
        : { admitted: false, status: verdict.status, reason: verdict.reason };
    },
  });
}
