import type { Csms } from "../../csms/mod.ts";
import { type Charger, charger } from "../support/charger.ts";
import { deviceDay } from "./device_day.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 10, minutes)).toISOString();
const idToken = { idToken: "TAG-1", type: "Central" };
const hash = {
  ...{ hashAlgorithm: "SHA256", serialNumber: "1" },
  ...{ issuerNameHash: "a".repeat(64), issuerKeyHash: "b".repeat(64) },
};

async function* bytes() {
  yield new TextEncoder().encode("a file");
}

/** A day of a 2.1 charger outside smart charging: it says, and is asked, all that leaves something behind. */
export async function dayOf2x(ws: string, csms: Csms, id = "CP-2X"): Promise<void> {
  const energy = { prices: [{ price: 0.3 }] };
  await csms.tariffs.put({ id: "T", currency: "EUR", timeZone: "UTC", energy });
  await csms.tariffs.assign("T", { station: id });
  const cp = await charger(ws, id, { protocols: ["ocpp2.1"] });
  await cp.boot();
  await transactionOf(cp, csms);
  await deviceDay(cp, csms);
  await cp.call("NotifySettlement", {
    ...{ pspRef: "P", status: "Settled", settlementAmount: 1, settlementTime: at(1) },
  });
  await cp.call("BatterySwap", {
    ...{ eventType: "BatteryIn", idToken, requestId: 1 },
    batteryData: [{ evseId: 1, serialNumber: "B", soC: 50, soH: 90 }],
  });
  await cp.call("ReportDERControl", {
    requestId: 1,
    gradient: [{ id: "C", gradient: { priority: 1, gradient: 0.5, softGradient: 0 } }],
  });
  await cp.call("NotifyDERAlarm", { controlType: "HVMustTrip", timestamp: at(2) });
  await filesOf(cp, csms);
  await cp.close();
}

/** Has kvolt ask the station, which answers. */
async function asks(cp: Charger, asking: Promise<unknown>, action: string, answer: unknown) {
  await cp.answers(action, answer);
  await asking;
}

async function transactionOf(cp: Charger, { transactions }: Csms): Promise<void> {
  await cp.call("StatusNotification", {
    ...{ timestamp: at(0), connectorStatus: "Available", evseId: 1, connectorId: 1 },
  });
  await cp.call("TransactionEvent", {
    ...{ eventType: "Started", seqNo: 0, timestamp: at(0), triggerReason: "Authorized" },
    ...{ idToken, transactionInfo: { transactionId: "T-1" }, evse: { id: 1, connectorId: 1 } },
  });
  const asking = transactions.remoteStart(cp.id, { token: "TAG-1", evse: 1 });
  await asks(cp, asking, "RequestStartTransaction", { status: "Accepted" });
}

/** Files, and the certificates of the station. */
async function filesOf(cp: Charger, csms: Csms): Promise<void> {
  await csms.files.put("firmware.bin", "application/octet-stream", bytes());
  const { path } = await csms.uploads.expect(cp.id, { type: "diagnostics" });
  await csms.uploads.receive(path.split("/")[2]!, { source: bytes() });
  const offer = { requestId: 1, location: "http://files.example/f", checksum: "c".repeat(32) };
  const publishing = csms.ask(cp.id, "publishFirmware", offer);
  await asks(cp, publishing, "PublishFirmware", { status: "Accepted" });
  await cp.call("FirmwareStatusNotification", { status: "Downloading", requestId: 1 });
  await cp.call("GetCertificateStatus", {
    ocspRequestData: { ...hash, responderURL: "http://ocsp.example" },
  });
  const certificateHashDataChain = [
    { certificateType: "CSMSRootCertificate", certificateHashData: hash },
  ];
  const listing = csms.certificates.installed.read(cp.id, undefined);
  const list = { status: "Accepted", certificateHashDataChain };
  await asks(cp, listing, "GetInstalledCertificateIds", list);
}
