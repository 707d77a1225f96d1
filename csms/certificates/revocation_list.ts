import type { Revoked } from "../model/certificate.ts";
import { algorithm, type Root } from "./sign.ts";
import { x509 } from "./x509.ts";

/** A list says when the next one comes at the latest; whoever keeps it must ask again by then. */
const GOOD_FOR_MS = 24 * 3_600_000;
const CRL_NUMBER = "2.5.29.20";

/** The list of what the CA has taken back, as DER (RFC 5280 §5). */
export async function revocationList(
  root: Root,
  revoked: readonly Revoked[],
  now: Date,
): Promise<Uint8Array<ArrayBuffer>> {
  const { X509CrlGenerator, X509Certificate, X509CrlReason, ...lib } = await x509();
  const issuer = new X509Certificate(root.certificate);
  const list = await X509CrlGenerator.create({
    issuer: issuer.subjectName,
    thisUpdate: now,
    nextUpdate: new Date(now.getTime() + GOOD_FOR_MS),
    entries: revoked.map(({ serial, at, reason }) => ({
      serialNumber: serial.padStart(serial.length + serial.length % 2, "0"),
      revocationDate: new Date(at),
      // RFC 5280 §5.3.1: a reason that is none is left out.
      ...(reason === "unspecified" ? {} : { reason: X509CrlReason[reason] }),
    })),
    extensions: [
      await lib.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      new lib.Extension(CRL_NUMBER, false, number(now)),
    ],
    ...{ signingAlgorithm: algorithm, signingKey: root.key },
  });
  return new Uint8Array(list.rawData);
}

/** A number that grows with time, as an INTEGER of six bytes: ms since 1970. */
function number(now: Date): Uint8Array<ArrayBuffer> {
  const hex = now.getTime().toString(16).padStart(12, "0");
  return Uint8Array.fromHex(`0206${hex}`);
}
