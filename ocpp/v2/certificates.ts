import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { certificateHashData, certificateUse, ocspRequestData } from "./certificate.ts";
import { object } from "./object.ts";
import { longText, since21, words } from "./since.ts";
import { statusInfo } from "./status_info.ts";

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
});

/** The station drops a certificate (M04). */
export const deleteCertificate = action("DeleteCertificate", {
  request: object({ certificateHashData }),
  response: object({
    status: z.enum(["Accepted", "Failed", "NotFound"]),
    statusInfo: statusInfo.optional(),
  }),
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
});

/** A station asks for the OCSP status of a certificate, DER in Base64 (M06). */
export const getCertificateStatus = action("GetCertificateStatus", {
  request: object({ ocspRequestData }),
  response: object({
    status: z.enum(["Accepted", "Failed"]),
    statusInfo: statusInfo.optional(),
    ocspResult: longText(5500, { since21: 18000 }).optional(),
  }),
});
