import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { certificateHashData } from "./certificate.ts";
import { object } from "./object.ts";

/** Where the status of a certificate comes from (CertificateStatusSourceEnumType). */
export const certificateStatusSource = z.enum(["CRL", "OCSP"]);

/** A certificate, and where to ask for its status (CertificateStatusRequestInfoType). */
export const certificateStatusRequestInfo = object({
  certificateHashData,
  source: certificateStatusSource,
  urls: z.array(text(2000)).min(1).max(5),
});

/** The status of a certificate until `nextUpdate` (CertificateStatusType). */
export const certificateStatus = object({
  certificateHashData,
  source: certificateStatusSource,
  status: z.enum(["Good", "Revoked", "Unknown", "Failed"]),
  nextUpdate: timestamp,
});

/** A station asks whether the certificates of a vehicle are revoked (M07). */
export const getCertificateChainStatus = action("GetCertificateChainStatus", {
  since: "2.1",
  request: object({
    certificateStatusRequests: z.array(certificateStatusRequestInfo).min(1).max(4),
  }),
  response: object({ certificateStatus: z.array(certificateStatus).min(1).max(4) }),
});
