import {
  certificateSigned,
  deleteCertificate,
  getInstalledCertificateIds,
  installCertificate,
} from "../../../ocpp/v16/certificates.ts";
import { readCertificate } from "../../certificate.ts";
import { answer } from "./answer.ts";

const OWN = "ChargePointCertificate";

export const certificates = [
  answer(installCertificate, ({ state, configuration }, { certificateType, certificate }) => {
    if (!readCertificate(certificate)) return { status: "Rejected" as const };
    if (state.certificates.length >= configuration.int("CertificateStoreMaxLength")) {
      return { status: "Failed" as const };
    }
    state.certificates.push({ type: certificateType, pem: certificate });
    return { status: "Accepted" as const };
  }),
  answer(getInstalledCertificateIds, ({ state }, { certificateType }) => {
    const found = state.certificates.filter(({ type }) => type === certificateType)
      .flatMap(({ pem }) => readCertificate(pem) ?? []);
    if (found.length === 0) return { status: "NotFound" as const };
    return { status: "Accepted" as const, certificateHashData: found };
  }),
  answer(deleteCertificate, ({ state }, { certificateHashData: wanted }) => {
    const index = state.certificates.findIndex(({ type, pem }) => {
      const known = readCertificate(pem);
      return type !== OWN && known?.serialNumber === wanted.serialNumber &&
        known.issuerNameHash === wanted.issuerNameHash &&
        known.issuerKeyHash === wanted.issuerKeyHash;
    });
    if (index < 0) return { status: "NotFound" as const };
    state.certificates.splice(index, 1);
    return { status: "Accepted" as const };
  }),
  answer(certificateSigned, ({ state }, { certificateChain }) => {
    if (!readCertificate(certificateChain)) return { status: "Rejected" as const };
    state.certificates = state.certificates.filter(({ type }) => type !== OWN);
    state.certificates.push({ type: OWN, pem: certificateChain });
    return { status: "Accepted" as const };
  }),
];
