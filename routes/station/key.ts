import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import type { Station } from "../../csms/model.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { Problem } from "../problem.ts";
import { authWish, chosenToken, shownOnce } from "../schemas/identity.ts";
import { said, stationId, time } from "../schemas/names.ts";

const path = "/stations/{station}/key";
const one = { tag: "stations", params: { station: stationId }, fails: ["unknown"] } as const;
const LONGEST_KEY = 40;

/** Throws the problem `not-now` where a station shows something else than a key or a token. */
function keyedBy({ id, identity: { auth: { type } } }: Station, verb: string): void {
  if (type !== "mtls") return;
  throw new Problem("not-now", `${id} shows a certificate: there is no key to ${verb}`);
}

/** What a station has to show to be let in. */
export function stationKey(api: Api, csms: Csms): void {
  api.add({
    ...{ method: "post", access: "admin", path, ...one, fails: ["unknown", "not-now"] },
    summary: "Give a station a new key, or a new token where it shows one",
    description:
      "A generated one is shown this once; from its next connection on the station has to send it. " +
      "`secret` is one of your own, of 16 to 40 characters. It lets in again a station whose key " +
      "was revoked.",
    body: z.strictObject({ secret: chosenToken.optional() }).optional(),
    answer: z.strictObject({ key: shownOnce }),
    status: 201,
    async handle({ params: { station: id }, body }) {
      const station = await knownStation(csms, id);
      keyedBy(station, "give");
      const { type } = station.identity.auth;
      const secret = body?.secret;
      if (type !== "token" && secret && secret.length > LONGEST_KEY) {
        throw new Problem("invalid", `secret: a key has at most ${LONGEST_KEY} characters`, {
          errors: [{ path: "secret", message: `a key has at most ${LONGEST_KEY} characters` }],
        });
      }
      return { key: await csms.stations.giveKey(id, secret) };
    },
  });

  api.add({
    ...{ method: "delete", access: "admin", path, ...one, fails: ["unknown", "not-now"] },
    summary: "Revoke a station's key or token",
    description: "Its connection ends at once, and it is kept out until it is given a new one.",
    async handle({ params: { station: id } }) {
      const station = await knownStation(csms, id);
      keyedBy(station, "revoke");
      if (station.identity.auth.type === "none") {
        throw new Problem("not-now", `${id} has no key: suspend it to keep it out`);
      }
      await csms.stations.revoke(id);
    },
  });

  api.add({
    ...{ method: "post", access: "admin", path: `${path}/rotate`, ...one },
    summary: "Send a station a new key, which nobody sees",
    description:
      "The old one works until the station has come back with the new one, or an hour has passed. " +
      "A station that refuses keeps the old one. One that has not answered may use either until it " +
      "has come with the new one.",
    fails: ["unknown", "offline", "not-now"],
    answer: z.strictObject({
      state: z.enum(["taken", "refused", "sent"]),
      status: z.string().openapi({ description: "The station's word, or why there is none" }),
      why: said.why,
      until: time.nullable().openapi({ description: "When the old key ends" }),
    }),
    async handle({ params: { station: id } }) {
      await knownStation(csms, id);
      return (await csms.stations.rotate(id))!;
    },
  });

  api.add({
    ...{ method: "put", access: "admin", path: "/stations/{station}/auth", ...one },
    summary: "Say what a station has to show to be let in",
    description:
      "From its next connection on: `none`, a key by Basic authorization, a token (as bearer or in " +
      "`x-api-key`), or a client certificate. A secret that is not given is generated.",
    body: authWish,
    answer: z.strictObject({ key: shownOnce }),
    async handle({ params: { station: id }, body }) {
      await knownStation(csms, id);
      return { key: await csms.stations.setAuth(id, body) };
    },
  });
}
