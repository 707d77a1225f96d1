import { createHash, randomBytes } from "node:crypto";

/** 160 random bits: nobody guesses them, and a fast hash of them cannot be searched. */
const BYTES = 20;
/** Nothing longer is one of ours. */
const LONGEST = 100;

/** A new secret as text for a URL or a cookie, with what is kept of it. */
export function newSecret(prefix = ""): { secret: string; hash: string } {
  const secret = prefix + randomBytes(BYTES).toString("base64url");
  return { secret, hash: hashOf(secret) };
}

/** What is kept of a secret: a copy of the database must let nobody in. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret.slice(0, LONGEST)).digest("base64url");
}
