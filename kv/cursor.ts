import { Buffer } from "node:buffer";
import { BadCursor } from "./errors.ts";
import { keyText } from "./key.ts";

/** Writes down where a page ended: the list it belongs to and the rest of the last key. */
export function writeCursor(prefix: Deno.KvKey, key: Deno.KvKey): string {
  const text = JSON.stringify([keyText(prefix), ...key.slice(prefix.length)]);
  return Buffer.from(text).toString("base64url");
}

/** Reads the last key of the page before; throws BadCursor for another list's cursor or none at all. */
export function readCursor(prefix: Deno.KvKey, cursor: string): Deno.KvKey {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    throw new BadCursor(`not a cursor: ${JSON.stringify(cursor.slice(0, 100))}`);
  }
  if (!Array.isArray(parts) || parts.length < 2 || !parts.slice(1).every(isPart)) {
    throw new BadCursor(`not a cursor: ${JSON.stringify(cursor.slice(0, 100))}`);
  }
  if (parts[0] !== keyText(prefix)) {
    throw new BadCursor(`the cursor ${cursor.slice(0, 100)} belongs to another list`);
  }
  return [...prefix, ...parts.slice(1)];
}

function isPart(part: unknown): part is string | number | boolean {
  return typeof part === "string" || typeof part === "number" || typeof part === "boolean";
}
