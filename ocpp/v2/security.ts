import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { NO_TIME, toldAt } from "../told.ts";
import { certificateHashData, signingUse } from "./certificate.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
import { present } from "./present.ts";
import { since21 } from "./since.ts";
import { statusInfo } from "./status_info.ts";
import { accepted } from "./types.ts";

/** The station takes its own certificate, PEM with the chain (A02). */
export const certificateSigned = action("CertificateSigned", {
  request: object({
    certificateChain: text(10000),
    certificateType: signingUse.optional(),
    requestId: since21(z.int()),
  }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
}).does("certificateSigned", {
  encode: ({ chain, use, requestId }) =>
    present({
      certificateChain: chain,
      certificateType: use as z.input<typeof signingUse> | undefined,
      requestId,
    }),
  decode: outcome,
}).answered(async ({ certificateChain, certificateType, requestId }, { status }, context) => {
  const { csms, station, change } = context;
  await csms.certificates.requests.answered(change, station, {
    ...{ accepted: status === "Accepted", chain: certificateChain },
    ...{ use: certificateType, requestId },
  });
});

/** A station asks for a certificate, with a PKCS#10 request in PEM (A02). */
export const signCertificate = action("SignCertificate", {
  request: object({
    csr: text(5500),
    certificateType: signingUse.optional(),
    hashRootCertificate: since21(certificateHashData),
    requestId: since21(z.int()),
  }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
}).handle(({ csr, certificateType: use, requestId }, { csms, station, change }) => {
  csms.certificates.requests.requested(change, station, { csr, use, requestId });
  return { status: "Accepted" };
});

/** A station reports an event that bears on its security (A04). */
export const securityEventNotification = action("SecurityEventNotification", {
  request: object({ type: text(50), timestamp, techInfo: text(255).optional() }),
  response: object({}),
}).reads({ fill: { timestamp: () => NO_TIME } }).handle((event, context) => {
  const { csms, station, change } = context;
  csms.devices.reports.security(change, station, {
    type: event.type,
    at: toldAt(event.timestamp, context),
    ...(event.techInfo === undefined ? {} : { techInfo: event.techInfo }),
  });
  return {};
});
