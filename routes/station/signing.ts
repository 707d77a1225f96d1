import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { certificatesIn } from "../pem.ts";
import { unknown } from "../problem.ts";
import { maybe } from "../schemas/charging.ts";
import { certificateRequest, issuedCertificate } from "../schemas/certificate.ts";
import { outcome, stationId } from "../schemas/names.ts";

const tag = "certificates";

/** The certificates that a station wants for itself, and those that it was given. */
export function signing(api: Api, csms: Csms): void {
  const { requests, issued } = csms.certificates;
  const list = { tag, params: { station: stationId }, query: paging, fails: ["unknown"] } as const;

  api.add({
    ...{ method: "get", access: "read", path: "/stations/{station}/certificate-requests", ...list },
    summary: "The certificates that it asked for",
    answer: listOf(certificateRequest),
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await requests.page(station, query));
    },
  });
  api.add({
    ...{ method: "post", access: "admin", tag, ...asking, answer: outcome },
    path: "/stations/{station}/certificate-requests/{request}/sign",
    summary: "Send it the certificate that it asked for",
    description:
      "`chain` is PEM: the station's own certificate, then those above it. Without one " +
      "kvolt's own CA signs the request. A station that is not connected gets it when it connects.",
    params: { station: stationId, request: z.string().min(1).max(40) },
    body: z.strictObject({ chain: maybe(z.string().min(1).max(10_000)) }).default({
      chain: undefined,
    }),
    fails: [...asking.fails, "unconfigured"],
    async handle({ params: { station, request }, query, body }) {
      await knownStation(csms, station);
      const chain = body.chain && certificatesIn("chain", body.chain).join("\n");
      const said = await requests.sign(station, request, chain, query);
      if (!said) throw unknown(`${station} has no certificate request ${request}`);
      return said;
    },
  });
  api.add({
    ...{ method: "get", access: "read", path: "/stations/{station}/certificates/issued", ...list },
    summary: "The certificates that kvolt has signed for it, the newest first",
    answer: listOf(issuedCertificate),
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return await issued.pageOf(station, query);
    },
  });
  api.add({
    ...{ method: "post", access: "operate", tag, ...asking, answer: outcome },
    path: "/stations/{station}/certificates/renew",
    summary: "Have it ask for a new certificate of its own",
    description: "It makes a new key; what it asks for is signed as its setting `signing` says.",
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return await csms.ask(station, "tell", { what: "certificate" }, query);
    },
  });
}
