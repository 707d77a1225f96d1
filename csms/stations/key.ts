import { Buffer } from "node:buffer";
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Station } from "../model.ts";

/** 160 random bits: long enough that a fast salted hash cannot be searched. */
const KEY_BYTES = 20;

function hashOf(salt: string, key: string): Buffer {
  return createHash("sha256").update(salt).update(key).digest();
}

/** A new Basic-auth key of 40 hex characters (1.6 security whitepaper, §4.1: 16 to 40), with what is kept of it. */
export function newKey(): { key: string; kept: NonNullable<Station["key"]> } {
  const key = randomBytes(KEY_BYTES).toString("hex");
  const salt = randomBytes(16).toString("hex");
  return { key, kept: { salt, hash: hashOf(salt, key).toString("hex") } };
}

/**
 * Whether a password is the key: stations send it as it was entered, in upper case, or as the 20
 * bytes that the hexadecimal stands for (quirk 6).
 */
export function isKey(kept: NonNullable<Station["key"]>, password: Uint8Array): boolean {
  const text = new TextDecoder().decode(password);
  const spellings = [text, text.toLowerCase(), Buffer.from(password).toString("hex")];
  const expected = Buffer.from(kept.hash, "hex");
  return spellings.map((spelling) => timingSafeEqual(hashOf(kept.salt, spelling), expected))
    .includes(true);
}
