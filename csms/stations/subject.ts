import type { ClientCertificate } from "./arrival.ts";

/** One part of a distinguished name, its value with the escapes taken out. */
type Part = `${string}=${string}`;

/** The parts of a distinguished name as RFC 4514 writes it; undefined where it is none. */
export function partsOf(name: string): Part[] | undefined {
  const parts: Part[] = [];
  // Escaped characters belong to the value, so that nobody hides a comma in a name of theirs.
  for (const [whole, , sep] of name.matchAll(/((?:\\[^]|[^\\,+])*)([,+]|$)/g)) {
    const text = sep ? whole.slice(0, -1) : whole;
    const found = /^\s*([A-Za-z][\w.-]*|\d[\d.]*)\s*=\s*([^]*?)\s*$/.exec(text);
    if (!found) return undefined;
    parts.push(`${found[1]!.toUpperCase()}=${unescaped(found[2]!)}`);
    if (!sep) break;
  }
  return parts.length > 0 ? parts : undefined;
}

const unescaped = (value: string): string =>
  value.replace(
    /(?:\\[0-9a-f]{2})+/gi,
    (hex) =>
      new TextDecoder().decode(
        Uint8Array.from(hex.slice(1).split("\\"), (byte) => parseInt(byte, 16)),
      ),
  ).replace(/\\([^])/g, "$1");

/** A fingerprint as certificates give it here: lower-case hex without colons or blanks. */
export const plainFingerprint = (text: string): string => text.replace(/[:\s]/g, "").toLowerCase();

/** Whether a certificate is the one that is expected: its fingerprint, and all the parts of a subject. */
export function isExpected(
  { subject, fingerprint }: { subject?: string; fingerprint?: string },
  shown: ClientCertificate,
): boolean {
  if (subject === undefined && fingerprint === undefined) return false;
  if (fingerprint !== undefined && fingerprint !== plainFingerprint(shown.fingerprint)) {
    return false;
  }
  if (subject === undefined) return true;
  const has = new Set(partsOf(shown.subject) ?? []);
  const wanted = partsOf(subject) ?? [];
  return wanted.length > 0 && wanted.every((part) => has.has(part));
}
