import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { outcome, said, time } from "../schemas/names.ts";

const tag = "firmware and diagnostics";
const file = {
  location: z.string().min(1).max(512).openapi({ example: "ftp://files.example/CP-1/" }),
  retries: z.int().min(0).optional(),
  retryInterval: z.int().min(0).optional().openapi({ description: "Seconds" }),
  requestId: z.int().optional(),
};

/** What a station fetches or uploads; how far it is shows on the station. */
export function files(api: Api, csms: Csms): void {
  api.add({
    ...{ method: "post", path: "/stations/{station}/firmware", tag },
    summary: "Have it update its firmware",
    description: "With requestId, signingCertificate and signature it is a signed update.",
    ...asking,
    body: z.strictObject({
      ...file,
      retrieveAt: time.optional().openapi({ description: "Now where nothing is given" }),
      installAt: time.optional(),
      signingCertificate: z.string().max(5_500).optional(),
      signature: z.string().max(800).optional(),
    }),
    answer: outcome,
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      const retrieveAt = body.retrieveAt ?? csms.now().toISOString();
      return await csms.ask(station, "updateFirmware", { ...body, retrieveAt }, query);
    },
  });

  api.add({
    ...{ method: "post", path: "/stations/{station}/diagnostics", tag },
    summary: "Have it upload its diagnostics, or its security log",
    description:
      "A requestId makes it a request of the security whitepaper, which `security` needs.",
    ...asking,
    body: z.strictObject({
      ...file,
      type: z.enum(["diagnostics", "security"]).default("diagnostics"),
      from: time.optional(),
      to: time.optional(),
    }),
    answer: z.strictObject({ ...said, filename: z.string().nullable() }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      return await csms.ask(station, "getLog", body, query);
    },
  });
}
