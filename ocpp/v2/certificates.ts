import { z } from "zod";
import type { NamedCertificate } from "../../csms/model/certificate.ts";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { certificateHashData, certificateUse, hashOf, ocspRequestData } from "./certificate.ts";
import { object } from "./object.ts";
import { outcome, yesIf } from "./outcome.ts";
import { longText, since21, words } from "./since.ts";
import { statusInfo } from "./status_info.ts";

/** Why there is no answer, as a station is told. */
function failed({ code, reason }: { code: string; reason: string }) {
  return { status: "Failed" as const, statusInfo: { reasonCode: code, additionalInfo: reason } };
}

function named(
  chains: readonly z.output<typeof certificateHashDataChain>[] = [],
): NamedCertificate[] {
  return chains.map(({ certificateType, certificateHashData, childCertificateHashData = [] }) => ({
    use: certificateType,
    hash: hashOf(certificateHashData),
    children: childCertificateHashData.map(hashOf),
  }));
}

/** A station passes on a vehicle's request for a contract certificate, EXI in Base64 (M01, M02). */
export const get15118EVCertificate = action("Get15118EVCertificate", {
  request: object({
    iso15118SchemaVersion: text(50),
    action: z.enum(["Install", "Update"]),
    exiRequest: longText(5600, { since21: 11000 }),
    maximumContractCertificateChains: since21(z.int().min(0)),
    prioritizedEMAIDs: since21(z.array(text(255)).min(1).max(8)),
  }),
  response: object({
    status: z.enum(["Accepted", "Failed"]),
    statusInfo: statusInfo.optional(),
    exiResponse: longText(5600, { since21: 17000 }),
    remainingContracts: since21(z.int().min(0)),
  }),
}).handle(async (request, { csms, station, change, fits }) => {
  // Whoever was not asked for a number of contracts speaks of none: 2.0.1 has no field for it.
  const counted = request.maximumContractCertificateChains !== undefined;
  const answer = ({ exi, remaining }: { exi: string; remaining?: number }) => ({
    ...{ status: "Accepted" as const, exiResponse: exi },
    ...(counted && remaining !== undefined ? { remainingContracts: remaining } : {}),
  });
  const said = await csms.certificates.pki.ask(change, station, "contract", {
    schema: request.iso15118SchemaVersion,
    action: request.action,
    exi: request.exiRequest,
    maximumChains: request.maximumContractCertificateChains,
    prioritized: request.prioritizedEMAIDs,
  }, (given) => fits(answer(given)));
  return said.ok ? answer(said.answer) : { ...failed(said), exiResponse: "" };
});

/** An installed certificate with those it issued (CertificateHashDataChainType). */
export const certificateHashDataChain = object({
  certificateHashData,
  certificateType: certificateUse,
  childCertificateHashData: z.array(certificateHashData).min(1).max(4).optional(),
});

/** The station lists the certificates of some kinds (M03). */
export const getInstalledCertificateIds = action("GetInstalledCertificateIds", {
  request: object({ certificateType: z.array(certificateUse).min(1).optional() }),
  response: object({
    status: z.enum(["Accepted", "NotFound"]),
    statusInfo: statusInfo.optional(),
    certificateHashDataChain: z.array(certificateHashDataChain).min(1).optional(),
  }),
}).does("listCertificates", {
  encode: ({ use }) => ({ certificateType: use && [use] }),
  decode: ({ certificateHashDataChain, ...said }) => ({
    // A station without one has told what was asked.
    ...yesIf(said, ["Accepted", "NotFound"]),
    certificates: named(certificateHashDataChain),
  }),
}).answered(async ({ certificateType }, { certificateHashDataChain }, context) => {
  const { csms, station, change } = context;
  const found = named(certificateHashDataChain);
  await csms.certificates.installed.listed(change, station, certificateType, found);
});

/** The station drops a certificate (M04). */
export const deleteCertificate = action("DeleteCertificate", {
  request: object({ certificateHashData }),
  response: object({
    status: z.enum(["Accepted", "Failed", "NotFound"]),
    statusInfo: statusInfo.optional(),
  }),
}).does("deleteCertificate", {
  encode: ({ hash }) => ({ certificateHashData: hash }),
  // One that is not there is as it was wanted.
  decode: (said) => yesIf(said, ["Accepted", "NotFound"]),
}).answered(async ({ certificateHashData }, { status }, { csms, station, change }) => {
  if (status === "Failed") return;
  await csms.certificates.installed.dropped(change, station, hashOf(certificateHashData));
});

/** The station takes a root certificate in PEM (M05). */
export const installCertificate = action("InstallCertificate", {
  request: object({
    certificateType: words([
      "V2GRootCertificate",
      "MORootCertificate",
      "ManufacturerRootCertificate",
      "CSMSRootCertificate",
    ], { since21: ["OEMRootCertificate"] }),
    certificate: longText(5500, { since21: 10000 }),
  }),
  response: object({
    status: z.enum(["Accepted", "Rejected", "Failed"]),
    statusInfo: statusInfo.optional(),
  }),
}).does("installCertificate", {
  encode: ({ use, certificate }) =>
    use === "V2GCertificateChain" ? undefined : { certificateType: use, certificate },
  decode: outcome,
});

/** A station asks for the OCSP status of a certificate, DER in Base64 (M06). */
export const getCertificateStatus = action("GetCertificateStatus", {
  request: object({ ocspRequestData }),
  response: object({
    status: z.enum(["Accepted", "Failed"]),
    statusInfo: statusInfo.optional(),
    ocspResult: longText(5500, { since21: 18000 }).optional(),
  }),
}).handle(async ({ ocspRequestData }, { csms, station, change, fits }) => {
  const answer = ({ ocsp }: { ocsp: string }) => ({
    ...{ status: "Accepted" as const, ocspResult: ocsp },
  });
  const said = await csms.certificates.pki.ask(change, station, "status", {
    hash: hashOf(ocspRequestData),
    responderUrl: ocspRequestData.responderURL,
  }, (given) => fits(answer(given)));
  return said.ok ? answer(said.answer) : failed(said);
});
