import { createHash } from "node:crypto";
import { serialOf } from "./serial.ts";
import { type X509, x509 } from "./x509.ts";

export type Certificate = InstanceType<X509["X509Certificate"]>;

/** Whose client certificates are believed, and which of them are not any more. */
export interface Trust {
  readonly authorities: readonly Certificate[];
  /** Whether a list says that an issuer took back the certificate with this serial (lower-case hex). */
  isRevoked(issuer: Certificate, serial: string): boolean;
}

/** SHA-256 of a certificate's DER, in lower-case hex. */
export function fingerprintOf(certificate: Certificate): string {
  return createHash("sha256").update(new Uint8Array(certificate.rawData)).digest("hex");
}

/** The issuer of a certificate among these, by its name and its signature. */
export async function issuerOf(
  { verify, issuer }: Pick<Certificate, "issuer"> & { verify: Verify },
  among: readonly Certificate[],
): Promise<Certificate | undefined> {
  for (const one of among) {
    if (one.subject === issuer && await verify(one).catch(() => false)) return one;
  }
}

type Verify = (issuer: Certificate) => Promise<boolean>;

/**
 * Reads CA certificates (PEM) and revocation lists (PEM or DER). Throws with what is wrong, such as a list
 * that none of these CAs signed.
 */
export async function readTrust(ca: string, lists: readonly Uint8Array[]): Promise<Trust> {
  const lib = await x509();
  const authorities = lib.PemConverter.decodeWithHeaders(ca)
    .filter(({ type }) => type === "CERTIFICATE")
    .map(({ rawData }) => new lib.X509Certificate(rawData));
  if (authorities.length === 0) throw new Error("it holds no certificate in PEM");
  const gone = new Set<string>();
  for (const der of lists.flatMap((bytes) => listsIn(lib, bytes))) {
    const list = new lib.X509Crl(der);
    const verify = (publicKey: Certificate) => list.verify({ publicKey });
    const issuer = await issuerOf({ issuer: list.issuer, verify }, authorities);
    if (!issuer) throw new Error(`the list of ${list.issuer} is not signed by a trusted CA`);
    for (const { serialNumber } of list.entries) gone.add(keyOf(issuer, serialOf(serialNumber)));
  }
  return {
    authorities,
    isRevoked: (issuer, serial) => gone.size > 0 && gone.has(keyOf(issuer, serial)),
  };
}

function keyOf(issuer: Certificate, serial: string): string {
  return `${fingerprintOf(issuer)} ${serial}`;
}

/** The DER of each list in a file: PEM, of which there may be many, or one in DER. */
function listsIn(lib: X509, bytes: Uint8Array): BufferSource[] {
  const SEQUENCE = 0x30;
  if (bytes[0] === SEQUENCE) return [new Uint8Array(bytes)];
  const found = lib.PemConverter.decodeWithHeaders(new TextDecoder().decode(bytes))
    .filter(({ type }) => type === "X509 CRL" || type === "CRL");
  if (found.length === 0) throw new Error("it holds no revocation list in PEM or DER");
  return found.map(({ rawData }) => rawData);
}
