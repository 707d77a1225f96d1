import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { accepted } from "./types.ts";

const certificateUse = z.enum(["CentralSystemRootCertificate", "ManufacturerRootCertificate"]);

/** How one certificate is told from all others (security whitepaper, CertificateHashDataType). */
export const certificateHashData = z.strictObject({
  hashAlgorithm: z.enum(["SHA256", "SHA384", "SHA512"]),
  issuerNameHash: text(128),
  issuerKeyHash: text(128),
  serialNumber: text(40),
});

/** The station takes its own certificate, PEM with the chain (security whitepaper, A02). */
export const certificateSigned = action("CertificateSigned", {
  request: z.strictObject({ certificateChain: text(10000) }),
  response: z.strictObject({ status: accepted }),
});

/** The station drops a root certificate (security whitepaper, M04). */
export const deleteCertificate = action("DeleteCertificate", {
  request: z.strictObject({ certificateHashData }),
  response: z.strictObject({ status: z.enum(["Accepted", "Failed", "NotFound"]) }),
});

/** The station lists the root certificates of a kind (security whitepaper, M03). */
export const getInstalledCertificateIds = action("GetInstalledCertificateIds", {
  request: z.strictObject({ certificateType: certificateUse }),
  response: z.strictObject({
    certificateHashData: z.array(certificateHashData).min(1).optional(),
    status: z.enum(["Accepted", "NotFound"]),
  }),
});

/** The station takes a root certificate in PEM (security whitepaper, M05). */
export const installCertificate = action("InstallCertificate", {
  request: z.strictObject({ certificateType: certificateUse, certificate: text(5500) }),
  response: z.strictObject({ status: z.enum(["Accepted", "Failed", "Rejected"]) }),
});

/** A station asks for a certificate, with a PKCS#10 request in PEM (security whitepaper, A02). */
export const signCertificate = action("SignCertificate", {
  request: z.strictObject({ csr: text(5500) }),
  response: z.strictObject({ status: accepted }),
}).handle(({ csr }, { csms, station, change }) => {
  csms.devices.reports.certificateRequested(change, station, csr);
  return { status: "Accepted" };
});
