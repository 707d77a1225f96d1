/** Deeper than this nothing is counted: the estimate may be low, the stack must not overflow. */
const deepest = 64;

/** Estimates the bytes of a stored value; walking it costs a fraction of serialising it twice. */
export function sizeOf(value: unknown, depth = 0): number {
  if (typeof value === "string") return value.length + 4;
  if (typeof value !== "object" || value === null) return 9;
  if (depth >= deepest) return 9;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength + 12;
  let size = 6;
  if (value instanceof Map) {
    for (const [k, v] of value) size += sizeOf(k, depth + 1) + sizeOf(v, depth + 1);
  } else if (Array.isArray(value) || value instanceof Set) {
    for (const item of value) size += sizeOf(item, depth + 1);
  } else {
    for (const name in value) {
      size += name.length + 3 + sizeOf((value as Record<string, unknown>)[name], depth + 1);
    }
  }
  return size;
}
