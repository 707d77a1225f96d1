import { createHash } from "node:crypto";
import { isIP } from "node:net";
import type { PublicKey } from "@peculiar/x509";
import { serialOf } from "./serial.ts";
import { x509 } from "./x509.ts";

/** How everything of the CA is signed. */
export const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ROOT_DAYS = 20 * 365;
/** Stations whose clocks are behind take a certificate all the same. */
const EARLY_MS = HOUR_MS;

/** What signs: the certificate of the CA, in PEM, and its key. */
export interface Root {
  readonly certificate: string;
  readonly key: CryptoKey;
}

/** 128 random bits in hex, behind a 1 so that all are positive and of one length. */
function newSerial(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(17));
  bytes[0] = 1;
  return bytes.toHex();
}

/** A new CA: its certificate in PEM, and its key as PKCS#8. */
export async function newRoot(
  now: Date,
): Promise<{ certificate: string; key: Uint8Array<ArrayBuffer> }> {
  const { X509CertificateGenerator, ...lib } = await x509();
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const uses = lib.KeyUsageFlags.keyCertSign | lib.KeyUsageFlags.cRLSign;
  const name = crypto.getRandomValues(new Uint8Array(4)).toHex();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: `CN=kvolt CA ${name}`,
    notBefore: new Date(now.getTime() - DAY_MS),
    notAfter: new Date(now.getTime() + ROOT_DAYS * DAY_MS),
    ...{ keys, signingAlgorithm: algorithm },
    extensions: [
      new lib.BasicConstraintsExtension(true, 0, true),
      new lib.KeyUsagesExtension(uses, true),
      await lib.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const key = new Uint8Array(await crypto.subtle.exportKey("pkcs8", keys.privateKey));
  return { certificate: certificate.toString("pem"), key };
}

/** A certificate as it was signed, in PEM, with what is kept of it. */
interface Signed {
  readonly pem: string;
  readonly serial: string;
  readonly fingerprint: string;
  readonly expiresAt: string;
}

/**
 * Signs a certificate with which a station shows who it is (2.x part 2 §1.4.1), or with `hosts`, names and
 * addresses, one for a TLS server.
 */
export async function signCertificate(
  root: Root,
  { station, organization, hosts, publicKey, now, days }: {
    station: string;
    organization?: string;
    hosts?: readonly string[];
    publicKey: PublicKey;
    now: Date;
    days: number;
  },
): Promise<Signed> {
  const { X509CertificateGenerator, X509Certificate, ...lib } = await x509();
  const issuer = new X509Certificate(root.certificate);
  const ends = Math.min(now.getTime() + days * DAY_MS, issuer.notAfter.getTime());
  // X.509 has no parts of a second.
  const notAfter = new Date(Math.floor(ends / 1000) * 1000);
  const { clientAuth, serverAuth } = lib.ExtendedKeyUsage;
  const names = (hosts ?? []).map((value) =>
    ({ type: isIP(value) ? "ip" : "dns", value }) as const
  );
  const owner = organization === undefined ? [] : [{ O: [{ utf8String: organization }] }];
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: new lib.Name([...owner, { CN: [{ utf8String: station }] }]),
    issuer: issuer.subjectName,
    notBefore: new Date(now.getTime() - EARLY_MS),
    notAfter,
    ...{ publicKey, signingKey: root.key, signingAlgorithm: algorithm },
    extensions: [
      new lib.BasicConstraintsExtension(false, undefined, true),
      new lib.KeyUsagesExtension(lib.KeyUsageFlags.digitalSignature, true),
      new lib.ExtendedKeyUsageExtension([hosts ? serverAuth : clientAuth]),
      ...(names.length > 0 ? [new lib.SubjectAlternativeNameExtension(names)] : []),
      await lib.SubjectKeyIdentifierExtension.create(publicKey),
      await lib.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return {
    pem: certificate.toString("pem"),
    serial: serialOf(certificate.serialNumber),
    fingerprint: createHash("sha256").update(new Uint8Array(certificate.rawData)).digest("hex"),
    expiresAt: notAfter.toISOString(),
  };
}
