import { z } from "@hono/zod-openapi";
import type { Csms } from "../csms/mod.ts";
import type { Api } from "./endpoint.ts";
import { listOf, paging } from "./paging.ts";
import { unknown } from "./problem.ts";
import { issuedCertificate, revocationReason } from "./schemas/certificate.ts";

const tag = "certificates";
const PEM = "application/x-pem-file";
const CRL = "application/pkix-crl";

/** kvolt's own CA: what it has signed, and what others need to check that. */
export function certificateAuthority(api: Api, { certificates: { ca, issued } }: Csms): void {
  async function known(): Promise<string> {
    const certificate = await ca.certificate();
    if (certificate === undefined) throw unknown("kvolt has no CA, as SECRET_KEY was never set");
    return certificate;
  }

  api.add({
    ...{ method: "get", access: "open", path: "/ca/certificate", tag, also: [PEM] },
    summary: "The root certificate of kvolt's own CA",
    fails: ["unknown"],
    async handle() {
      return new Response(`${await known()}\n`, { headers: { "content-type": PEM } });
    },
  });
  api.add({
    ...{ method: "get", access: "open", path: "/ca/crl", tag, also: [CRL] },
    summary: "The certificates that it has taken back",
    description: "DER (RFC 5280 §5), good for a day, and made anew within a minute of a change.",
    fails: ["unknown", "unconfigured"],
    async handle() {
      await known();
      const headers = { "content-type": CRL, "cache-control": "no-cache" };
      return new Response(await issued.list(), { headers });
    },
  });
  api.add({
    ...{ method: "get", access: "read", path: "/certificates", tag, query: paging },
    summary: "All certificates that it has signed, the first to end first",
    answer: listOf(issuedCertificate),
    handle: ({ query }) => issued.page(query),
  });
  api.add({
    ...{ method: "post", access: "admin", path: "/certificates/{serial}/revoke", tag },
    summary: "Take one back",
    description: "It is on the list at once, and a connection that was made with it ends.",
    params: { serial: z.string().min(1).max(64) },
    body: z.strictObject({ reason: revocationReason.default("unspecified") })
      .default({ reason: "unspecified" }),
    answer: issuedCertificate,
    fails: ["unknown"],
    async handle({ params: { serial }, body: { reason } }) {
      const certificate = await issued.revoke(serial, reason);
      if (!certificate) throw unknown(`kvolt has signed no certificate with the number ${serial}`);
      return certificate;
    },
  });
}
