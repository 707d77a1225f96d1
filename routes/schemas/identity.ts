import { z } from "@hono/zod-openapi";
import { partsOf, plainFingerprint } from "../../csms/stations/subject.ts";
import { protocol, time } from "./names.ts";

const word = z.string().trim().min(1).max(100);

/** What a station is called, whose it is, and what it is found by. */
export const name = word.openapi({ example: "Garage, left" });
export const tenant = word;
export const labels = z.array(z.string().trim().min(1).max(50)).max(50)
  .transform((given) => [...new Set(given)]).openapi({ example: ["north"] });
export const allowedProtocols = z.array(protocol).min(1).max(3).openapi({
  description: "The only versions that it may speak; null: all",
});

/** A key that somebody chose: 16 to 40 characters (1.6 security whitepaper, §4.1; 2.x part 2, A00.FR.205). */
const chosenKey = z.string().regex(
  /^[\x21-\x7e]{16,40}$/,
  "16 to 40 characters without blanks, of ASCII",
);
/** A token has no station that it must fit. */
export const chosenToken = z.string().regex(
  /^[\x21-\x7e]{16,200}$/,
  "16 to 200 characters without blanks, of ASCII",
);

const subject = z.string().min(1).max(500).refine(
  (text) => partsOf(text) !== undefined,
  "not a distinguished name such as CN=CP-1,O=Acme",
).openapi({
  description: "Each of its parts has to be in the certificate's subject; `CN=` and the id " +
    "where neither this nor a fingerprint is given",
  example: "CN=CP-1",
});
const fingerprint = z.string().max(200).transform(plainFingerprint).pipe(
  z.string().regex(/^[0-9a-f]{64}$/, "not the 64 hex digits of a SHA-256"),
).openapi({ description: "SHA-256 of the certificate, in hex" });

/** What a station has to show; a secret that is not given is generated. */
export const authWish = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("none") }),
  z.strictObject({ type: z.literal("basic"), secret: chosenKey.optional() }),
  z.strictObject({ type: z.literal("token"), secret: chosenToken.optional() }),
  z.strictObject({
    type: z.literal("mtls"),
    subject: subject.optional(),
    fingerprint: fingerprint.optional(),
  }),
]);

/** What a station has to show, without the secret. */
export const auth = z.strictObject({
  type: z.enum(["none", "basic", "token", "mtls"]),
  revoked: z.boolean().openapi({ description: "Its secret was revoked: it is not let in" }),
  subject: z.string().nullable(),
  fingerprint: z.string().nullable(),
  rotation: z.strictObject({
    state: z.enum(["sent", "taken"]),
    startedAt: time,
    until: time,
  }).nullable().openapi({
    description:
      "A new key that it was sent and has not come with yet. Both keys are good; once it " +
      "has said that it took the new one, the old one is so until `until` alone",
  }),
});

/** The secret of a station, where it was generated just now; it is not shown again. */
export const shownOnce = z.string().nullable().openapi({
  description: "What was generated; shown this once",
});
