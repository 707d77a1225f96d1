import { z } from "zod";
import type { CertificateHash } from "../../csms/model/certificate.ts";
import { text } from "../text.ts";
import { object } from "./object.ts";
import { longText, words } from "./since.ts";

/** The hash of the names and keys in certificate data (HashAlgorithmEnumType). */
const hashAlgorithm = z.enum(["SHA256", "SHA384", "SHA512"]);

/** How one certificate is told from all others (CertificateHashDataType). */
export const certificateHashData = object({
  hashAlgorithm,
  issuerNameHash: text(128),
  issuerKeyHash: text(128),
  serialNumber: text(40),
});

/** What an OCSP responder needs to know of a certificate (OCSPRequestDataType). */
export const ocspRequestData = object({
  hashAlgorithm,
  issuerNameHash: text(128),
  issuerKeyHash: text(128),
  serialNumber: text(40),
  responderURL: longText(512, { since21: 2000 }),
});

/** What an installed certificate serves (GetCertificateIdUseEnumType). */
export const certificateUse = words([
  "V2GRootCertificate",
  "MORootCertificate",
  "CSMSRootCertificate",
  "V2GCertificateChain",
  "ManufacturerRootCertificate",
], { since21: ["OEMRootCertificate"] });

/** Which of its own certificates a station means (CertificateSigningUseEnumType). */
export const signingUse = words(["ChargingStationCertificate", "V2GCertificate"], {
  since21: ["V2G20Certificate"],
});

/** The hash data alone, without what a vendor or a question adds. */
export function hashOf(
  { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }: z.output<
    typeof certificateHashData
  >,
): CertificateHash {
  return { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber };
}
