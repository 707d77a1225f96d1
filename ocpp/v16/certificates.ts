import { z } from "zod";
import type {
  CertificateHash,
  CertificateUse,
  NamedCertificate,
} from "../../csms/model/certificate.ts";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { outcome } from "./outcome.ts";
import { accepted } from "./types.ts";

const certificateUse = z.enum(["CentralSystemRootCertificate", "ManufacturerRootCertificate"]);

/** What 2.x calls the two uses. */
const uses = {
  CentralSystemRootCertificate: "CSMSRootCertificate",
  ManufacturerRootCertificate: "ManufacturerRootCertificate",
} as const;

/** The word of 1.6 for a use; nothing for one that it does not have. */
function wordOf(use: CertificateUse) {
  return certificateUse.options.find((word) => uses[word] === use);
}

function named(use: CertificateUse, hashes: readonly CertificateHash[] = []): NamedCertificate[] {
  return hashes.map((hash) => ({ use, hash, children: [] }));
}

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
}).does("certificateSigned", {
  encode: ({ chain }) => ({ certificateChain: chain }),
  decode: outcome,
}).answered(async ({ certificateChain: chain }, { status }, { csms, station, change }) => {
  const accepted = status === "Accepted";
  const reason = accepted ? undefined : `the station answered ${status}`;
  await csms.certificates.requests.answered(change, station, { accepted, reason, chain });
});

/** The station drops a root certificate (security whitepaper, M04). */
export const deleteCertificate = action("DeleteCertificate", {
  request: z.strictObject({ certificateHashData }),
  response: z.strictObject({ status: z.enum(["Accepted", "Failed", "NotFound"]) }),
}).does("deleteCertificate", {
  encode: ({ hash }) => ({ certificateHashData: hash }),
  // One that is not there is as it was wanted.
  decode: ({ status }) => ({ accepted: status !== "Failed", status }),
}).answered(async ({ certificateHashData }, { status }, { csms, station, change }) => {
  if (status === "Failed") return;
  await csms.certificates.installed.dropped(change, station, certificateHashData);
});

/** The station lists the root certificates of a kind (security whitepaper, M03). */
export const getInstalledCertificateIds = action("GetInstalledCertificateIds", {
  request: z.strictObject({ certificateType: certificateUse }),
  response: z.strictObject({
    certificateHashData: z.array(certificateHashData).min(1).optional(),
    status: z.enum(["Accepted", "NotFound"]),
  }),
}).does("listCertificates", {
  encode: ({ use }) => {
    const certificateType = use && wordOf(use);
    return certificateType && { certificateType };
  },
  decode: ({ status, certificateHashData }, { use }) => ({
    ...{ accepted: true, status },
    certificates: named(use!, certificateHashData),
  }),
}).answered(async ({ certificateType }, { certificateHashData }, { csms, station, change }) => {
  const use = uses[certificateType];
  const found = named(use, certificateHashData);
  await csms.certificates.installed.listed(change, station, [use], found);
});

/** The station takes a root certificate in PEM (security whitepaper, M05). */
export const installCertificate = action("InstallCertificate", {
  request: z.strictObject({ certificateType: certificateUse, certificate: text(5500) }),
  response: z.strictObject({ status: z.enum(["Accepted", "Failed", "Rejected"]) }),
}).does("installCertificate", {
  encode: ({ use, certificate }) => {
    const certificateType = wordOf(use);
    return certificateType && { certificateType, certificate };
  },
  decode: outcome,
});

/** A station asks for a certificate, with a PKCS#10 request in PEM (security whitepaper, A02). */
export const signCertificate = action("SignCertificate", {
  request: z.strictObject({ csr: text(5500) }),
  response: z.strictObject({ status: accepted }),
}).handle(async ({ csr }, { csms, station, change, afterwards }) => {
  const { requests } = csms.certificates;
  const { id, refused } = await requests.requested(change, station, { csr });
  if (refused) return { status: "Rejected" };
  afterwards(() => requests.goOnSoon(station, id));
  return { status: "Accepted" };
});
