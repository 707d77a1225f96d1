/** The most bytes that Deno KV takes as a key. */
const longest = 2048;

/** Names a key as a string, so that different keys never have one name. */
export function keyText(key: Deno.KvKey): string {
  let text = "";
  for (const part of key) {
    if (typeof part === "string") text += `s${part.length}:${part}`;
    else if (part instanceof Uint8Array) text += `u${part.length}:${part}`;
    else text += `${(typeof part)[0]}${String(part)};`;
  }
  return text;
}

/** Estimates the bytes that a key takes, at most a little too high for Latin text. */
export function keySize(key: Deno.KvKey): number {
  let size = 0;
  for (const part of key) {
    size += typeof part === "string" || part instanceof Uint8Array ? part.length + 2 : 10;
  }
  return size;
}

/** Whether nothing can stand under a key because it is longer than any key may be. */
export function isTooLong(key: Deno.KvKey): boolean {
  let size = 0;
  for (const part of key) {
    // UTF-8 takes at least one byte for a UTF-16 unit, but for surrogate pairs, which take two.
    size += typeof part === "string" || part instanceof Uint8Array ? part.length + 2 : 2;
  }
  return size > longest;
}
