import {
  deleteCertificate,
  getInstalledCertificateIds,
  installCertificate,
} from "../../../ocpp/v2/certificates.ts";
import { certificateSigned } from "../../../ocpp/v2/security.ts";
import { readCertificate } from "../../certificate.ts";
import type { Station } from "../station.ts";
import { answer } from "./answer.ts";

/** Its own certificates are told of by no type that can be deleted (M03, M04). */
const OWN = "ChargingStationCertificate";
const CHAIN = "V2GCertificateChain";
const MOST = 10;

function count({ model, state }: Station): void {
  model.keep("SecurityCtrlr.CertificateEntries", String(state.certificates.length));
}

export const certificates = [
  answer(installCertificate, (station, { certificateType, certificate }) => {
    const { state } = station;
    if (!readCertificate(certificate)) return { status: "Rejected" as const };
    if (state.certificates.length >= MOST) return { status: "Failed" as const };
    state.certificates.push({ type: certificateType, pem: certificate });
    count(station);
    return { status: "Accepted" as const };
  }),
  answer(getInstalledCertificateIds, ({ state }, { certificateType: wanted }) => {
    const found = state.certificates.flatMap(({ type, pem }) => {
      const certificateHashData = readCertificate(pem);
      const certificateType = type as NonNullable<typeof wanted>[number];
      const asked = type !== OWN && (wanted?.includes(certificateType) ?? true);
      return asked && certificateHashData ? [{ certificateType, certificateHashData }] : [];
    });
    if (found.length === 0) return { status: "NotFound" as const };
    return { status: "Accepted" as const, certificateHashDataChain: found };
  }),
  answer(deleteCertificate, (station, { certificateHashData: wanted }) => {
    const { state } = station;
    const index = state.certificates.findIndex(({ pem }) => {
      const known = readCertificate(pem);
      return known?.serialNumber === wanted.serialNumber &&
        known.issuerNameHash === wanted.issuerNameHash &&
        known.issuerKeyHash === wanted.issuerKeyHash;
    });
    if (index < 0) return { status: "NotFound" as const };
    // M04.FR.06: what the station uses itself stays.
    if (state.certificates[index]!.type === OWN) return { status: "Failed" as const };
    state.certificates.splice(index, 1);
    count(station);
    return { status: "Accepted" as const };
  }),
  answer(certificateSigned, (station, { certificateChain, certificateType = OWN }) => {
    const { state } = station;
    if (!readCertificate(certificateChain)) return { status: "Rejected" as const };
    const type = certificateType === OWN ? OWN : CHAIN;
    state.certificates = state.certificates.filter((one) => one.type !== type);
    state.certificates.push({ type, pem: certificateChain });
    count(station);
    return { status: "Accepted" as const };
  }),
];
