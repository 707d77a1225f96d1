import { z } from "@hono/zod-openapi";
import { stationId, time, tokenId } from "./names.ts";

/** An account by its id. */
export const accountId = z.string().min(1).max(64);

export const email = z.string().trim().min(3).max(254).openapi({ example: "ann@example.org" });
export const personName = z.string().trim().min(1).max(100).openapi({ example: "Ann" });
/** Its length is judged by the rules, so that they can say why it will not do. */
export const password = z.string().max(1_000).openapi({
  format: "password",
  description: "10 to 200 characters of any kind",
});
export const role = z.enum(["admin", "operator", "viewer", "driver"]);
export const tags = z.array(tokenId).max(100).openapi({
  description: "The tokens that are this person's own",
});

/** Somebody with an account. */
export const person = z.strictObject({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role,
  tags: z.array(z.string()).readonly(),
  status: z.enum(["active", "suspended"]),
  passwordSet: z.boolean(),
  createdAt: time,
  changedAt: time,
  signedInAt: time.nullable(),
}).openapi("Person");

/** A session of one's own. */
export const session = z.strictObject({
  id: z.string(),
  createdAt: time,
  seenAt: time.openapi({ description: "Written every five minutes at most" }),
  address: z.string().nullable(),
  agent: z.string().nullable().openapi({ description: "What the browser calls itself" }),
  current: z.boolean().openapi({ description: "Whether this request is of that session" }),
}).openapi("Session");

export const scope = z.enum(["read", "operate", "admin"]);
export const stations = z.array(stationId).min(1).max(500).openapi({
  description: "The only stations it is good for; null means all",
});

/** A token of a program, without its secret. */
export const apiToken = z.strictObject({
  id: z.string(),
  name: z.string(),
  scope,
  stations: z.array(z.string()).readonly().nullable(),
  createdAt: time,
  by: z.strictObject({ kind: z.string(), id: z.string(), name: z.string() }).nullable().openapi({
    description: "Who made it",
  }),
  expiresAt: time.nullable(),
  usedAt: time.nullable().openapi({ description: "Written once a minute at most" }),
}).openapi("ApiToken");
