import { Buffer } from "node:buffer";
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { KeptSecret } from "../model/identity.ts";

/** 160 random bits: long enough that a fast salted hash cannot be searched. */
const KEY_BYTES = 20;

type Generated = Extract<KeptSecret, { salt: string }>;

function hashOf(salt: string, key: string): Buffer {
  return createHash("sha256").update(salt).update(key).digest();
}

/** A new key of 40 hex characters (1.6 security whitepaper, §4.1: 16 to 40), with what is kept of it. */
export function newKey(): { key: string; kept: Generated } {
  const key = randomBytes(KEY_BYTES).toString("hex");
  const salt = randomBytes(16).toString("hex");
  return { key, kept: { salt, hash: hashOf(salt, key).toString("hex") } };
}

/**
 * A key in the one spelling that is hashed: the hex of its bytes. Stations send it as it was entered, in upper
 * case, or as the bytes that the hexadecimal stands for (quirk 6).
 */
export function spelled(key: Uint8Array): string {
  const text = Buffer.from(key).toString("latin1");
  return /^(?:[0-9a-f]{2}){16,20}$/i.test(text)
    ? text.toLowerCase()
    : Buffer.from(key).toString("hex");
}

/** Whether a key, spelled so, is the one that was generated. */
export function isKey({ salt, hash }: Generated, key: string): boolean {
  return timingSafeEqual(hashOf(salt, key), Buffer.from(hash, "hex"));
}
