import { z } from "@hono/zod-openapi";
import { certificateUses } from "../../csms/certificates/installed.ts";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { certificatesIn } from "../pem.ts";
import { invalid, unknown } from "../problem.ts";
import { outcome, stationId, time } from "../schemas/names.ts";

const tag = "certificates";
const path = "/stations/{station}/certificates";
const use = z.enum(certificateUses);
const roots = use.exclude(["V2GCertificateChain"]);
const hash = z.strictObject({
  hashAlgorithm: z.enum(["SHA256", "SHA384", "SHA512"]),
  issuerNameHash: z.string(),
  issuerKeyHash: z.string(),
  serialNumber: z.string(),
}).openapi("CertificateHash");
const installed = z.strictObject({
  id: z.string(),
  use,
  hash,
  children: z.array(hash).readonly().openapi({ description: "Certificates that it issued" }),
  at: time.openapi({ description: "When the station last said that it has it" }),
}).openapi("InstalledCertificate");
const question = z.strictObject({
  id: z.string(),
  at: time,
  kind: z.enum(["status", "contract", "chain"]),
  request: z.unknown(),
  state: z.enum(["answered", "failed", "not-configured"]),
  reason: z.string().nullable(),
}).openapi("PkiRequest");

/** The certificates of a station. */
export function certificates(api: Api, csms: Csms): void {
  const { installed: held, pki } = csms.certificates;
  const list = { tag, params: { station: stationId }, query: paging, fails: ["unknown"] } as const;

  api.add({
    ...{ method: "get", access: "read", path, ...list, answer: listOf(installed) },
    summary: "The certificates that it last said it has",
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await held.page(station, query));
    },
  });
  api.add({
    ...{ method: "post", access: "operate", path: `${path}/read`, tag, ...asking },
    summary: "Have it list its certificates",
    body: z.strictObject({ use: use.optional() }).default({}),
    answer: z.strictObject({ count: z.int() }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      return { count: (await held.read(station, body.use, query)).length };
    },
  });
  api.add({
    ...{ method: "post", access: "admin", path, tag, ...asking, answer: outcome },
    summary: "Have it install a root certificate, one in PEM",
    body: z.strictObject({ use: roots, certificate: z.string().min(1).max(10_000) }),
    async handle({ params: { station }, query, body }) {
      await knownStation(csms, station);
      const [certificate, ...more] = certificatesIn("certificate", body.certificate);
      if (more.length > 0) throw invalid("certificate", "it must be one certificate");
      const wanted = { use: body.use, certificate: certificate! };
      return await held.install(station, wanted, query);
    },
  });
  api.add({
    ...{
      method: "delete",
      access: "admin",
      path: `${path}/{certificate}`,
      tag,
      ...asking,
      answer: outcome,
    },
    summary: "Have it drop a certificate that it said it has",
    params: { station: stationId, certificate: z.string().min(1).max(64) },
    async handle({ params: { station, certificate }, query }) {
      await knownStation(csms, station);
      const said = await held.drop(station, certificate, query);
      if (!said) throw unknown(`${station} has not said that it has a certificate ${certificate}`);
      return said;
    },
  });
  api.add({
    ...{ method: "get", access: "read", path: "/stations/{station}/pki-requests", ...list },
    summary: "What it asked of the public key infrastructure, and whether that answered",
    answer: listOf(question),
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await pki.page(station, query));
    },
  });
}
