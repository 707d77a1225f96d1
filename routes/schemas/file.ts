import { z } from "@hono/zod-openapi";
import { time } from "./names.ts";

/** A name that stands in a URL as it is, and that every station can store. */
export const fileName = z.string().regex(
  /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/,
  "the name of a file is of letters, digits, dots, dashes and underscores, begins with none of dot and dash, and has 100 characters at most",
).openapi({
  example: "firmware-1.2.bin",
});

const bytes = {
  size: z.int().openapi({ description: "Bytes" }),
  sha256: z.string(),
  md5: z.string(),
};

/** A file that stations fetch from kvolt. */
export const hostedFile = z.strictObject({
  name: z.string(),
  type: z.string(),
  ...bytes,
  url: z.string().openapi({ description: "Whoever knows it may fetch the file" }),
  at: time,
  expiresAt: time,
}).openapi("HostedFile");

/** A log that a station was asked to send to kvolt. */
export const upload = z.strictObject({
  id: z.string(),
  type: z.enum(["diagnostics", "security"]),
  requestId: z.int().nullable(),
  state: z.enum(["expected", "received"]),
  at: time,
  expectedUntil: time,
  received: z.strictObject({
    ...bytes,
    filename: z.string().nullable(),
    address: z.string().nullable(),
    at: time,
  }).nullable(),
}).openapi("Upload");

/** One step of what a station reports in steps. */
export const processReport = z.strictObject({
  id: z.string(),
  status: z.string(),
  requestId: z.int().nullable(),
  info: z.string().nullable(),
  at: time,
}).openapi("ProcessReport");

/** Firmware that a local controller offers to its stations. */
export const publication = z.strictObject({
  requestId: z.int(),
  location: z.string(),
  checksum: z.string().openapi({ description: "MD5 in hex" }),
  status: z.string(),
  locations: z.array(z.string()).readonly(),
  at: time,
}).openapi("Publication");
