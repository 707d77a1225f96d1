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
}).answered(async ({ certificateChain, certificateType, requestId }, said, context) => {
  const { csms, station, change } = context;
  const accepted = said.status === "Accepted";
  const { reasonCode, additionalInfo } = said.statusInfo ?? {};
  const words = ["the station answered", said.status, reasonCode, additionalInfo].filter(Boolean);
  await csms.certificates.requests.answered(change, station, {
    ...{ accepted, reason: accepted ? undefined : words.join(" "), chain: certificateChain },
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
}).handle(async ({ csr, certificateType: use, requestId }, context) => {
  const { csms: { certificates: { requests } }, station, change, afterwards } = context;
  const { id, refused } = await requests.requested(change, station, { csr, use, requestId });
  if (!refused) {
    afterwards(() => requests.goOnSoon(station, id));
    return { status: "Accepted" };
  }
  const { code: reasonCode, reason: additionalInfo } = refused;
  return { status: "Rejected", statusInfo: { reasonCode, additionalInfo } };
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
