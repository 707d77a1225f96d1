import { createHash, X509Certificate } from "node:crypto";

/** How OCPP names a certificate; the hashes are of what the runtime shows, not of the DER. */
interface CertificateHash {
  readonly hashAlgorithm: "SHA256";
  readonly issuerNameHash: string;
  readonly issuerKeyHash: string;
  readonly serialNumber: string;
}

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest("hex");

/** Reads the first certificate of a PEM text; undefined where there is none. */
export function readCertificate(pem: string): CertificateHash | undefined {
  try {
    const certificate = new X509Certificate(pem);
    return {
      hashAlgorithm: "SHA256",
      issuerNameHash: sha256(certificate.issuer ?? ""),
      issuerKeyHash: sha256(certificate.publicKey.export({ type: "spki", format: "der" })),
      serialNumber: certificate.serialNumber.slice(0, 40),
    };
  } catch {
    return undefined;
  }
}
