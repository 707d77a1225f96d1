import { z } from "@hono/zod-openapi";
import { time } from "./names.ts";

/** Why a certificate is taken back (RFC 5280 §5.3.1). */
export const revocationReason = z.enum([
  "unspecified",
  "keyCompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
]);

/** What a station wants to have signed. */
export const certificateRequest = z.strictObject({
  id: z.string(),
  at: time,
  csr: z.string(),
  use: z.string().nullable().openapi({ description: "Which of its certificates it means" }),
  requestId: z.int().nullable(),
  state: z.enum(["pending", "sent", "signed", "refused"]),
  reason: z.string().nullable().openapi({ description: "Why kvolt or the station refused it" }),
  chain: z.string().nullable().openapi({ description: "What it was sent, in PEM" }),
  serial: z.string().nullable().openapi({ description: "Of the certificate that kvolt signed" }),
  answeredAt: time.nullable(),
}).openapi("CertificateRequest");

/** A certificate that kvolt has signed. */
export const issuedCertificate = z.strictObject({
  serial: z.string().openapi({ description: "In lower-case hex without leading zeros" }),
  station: z.string(),
  request: z.string(),
  fingerprint: z.string().openapi({ description: "SHA-256 of the DER, in lower-case hex" }),
  issuedAt: time,
  expiresAt: time,
  revokedAt: time.nullable(),
  reason: revocationReason.nullable(),
}).openapi("IssuedCertificate");
