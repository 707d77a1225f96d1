import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp, wireTime } from "../time.ts";
import { certificateHashData, hashOf } from "./certificate.ts";
import { object } from "./object.ts";

/** Where the status of a certificate comes from (CertificateStatusSourceEnumType). */
const certificateStatusSource = z.enum(["CRL", "OCSP"]);

/** A certificate, and where to ask for its status (CertificateStatusRequestInfoType). */
const certificateStatusRequestInfo = object({
  certificateHashData,
  source: certificateStatusSource,
  urls: z.array(text(2000)).min(1).max(5),
});

/** The status of a certificate until `nextUpdate` (CertificateStatusType). */
const certificateStatus = object({
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
}).handle(async ({ certificateStatusRequests }, { csms, station, change }) => {
  const said = await csms.certificates.pki.ask(change, station, "chain", {
    certificates: certificateStatusRequests.map(({ certificateHashData, source, urls }) => ({
      ...{ hash: hashOf(certificateHashData), source, urls },
    })),
  });
  return {
    certificateStatus: certificateStatusRequests.map(({ certificateHashData, source }, at) => {
      const known = said.ok ? said.answer.statuses[at] : undefined;
      return {
        ...{ certificateHashData, source, status: known?.status ?? "Failed" },
        // What failed may be asked again at once.
        nextUpdate: wireTime(known ? new Date(known.nextUpdate) : csms.now()),
      };
    }),
  };
});
