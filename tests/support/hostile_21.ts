import type { Charger } from "./charger.ts";

/** What only a station of 2.1 says, with the page that has to show it. */
export const places21 = {
  ...{ derControl: ":newer/charging", derEvent: ":newer/charging", derFault: ":newer/charging" },
  ...{ payment: ":newer/lists", receipt: ":newer/lists", receiptAt: ":newer/lists" },
  ...{ battery: ":newer/lists", swapper: ":newer/lists" },
  ...{ offerInfo: ":newer/maintenance", streamed: ":newer/device" },
  ...{ security: ":newer/access", securityInfo: ":newer/access" },
  ...{ serial21: ":newer/access", responder: ":newer/access" },
} as const;

const at = new Date().toISOString();

/** Says each of them once. */
export async function says21(
  cp: Charger,
  hostile: (word: keyof typeof places21) => string,
): Promise<void> {
  const gradient = { priority: 1, gradient: 0.5, softGradient: 0 };
  await cp.call("ReportDERControl", {
    requestId: 1,
    gradient: [{ id: hostile("derControl"), gradient }],
  });
  await cp.call("NotifyDERStartStop", {
    ...{ controlId: hostile("derEvent"), started: true, timestamp: at },
  });
  await cp.call("NotifyDERAlarm", {
    ...{ controlType: "VoltVar", timestamp: at, extraInfo: hostile("derFault") },
  });
  await cp.call("NotifySettlement", {
    ...{ pspRef: hostile("payment"), status: "Settled", settlementAmount: 1, settlementTime: at },
    ...{ receiptId: hostile("receipt"), receiptUrl: hostile("receiptAt") },
  });
  await cp.call("BatterySwap", {
    ...{ eventType: "BatteryIn", requestId: 1 },
    idToken: { idToken: hostile("swapper"), type: "Central" },
    batteryData: [{ evseId: 1, serialNumber: hostile("battery"), soC: 1, soH: 1 }],
  });
  await cp.call("PublishFirmwareStatusNotification", {
    ...{ status: "PublishFailed", requestId: 1 },
    statusInfo: { reasonCode: "Other", additionalInfo: hostile("offerInfo") },
  });
  await cp.call("OpenPeriodicEventStream", {
    constantStreamData: { id: 1, variableMonitoringId: 1, params: { interval: 60, values: 2 } },
  });
  const values = [{ t: 0, v: hostile("streamed") }];
  const told = { id: 1, pending: 0, basetime: at, data: values };
  cp.raw(JSON.stringify([6, crypto.randomUUID(), "NotifyPeriodicEventStream", told]));
  await cp.call("SecurityEventNotification", {
    ...{ type: hostile("security"), timestamp: at, techInfo: hostile("securityInfo") },
  });
  await cp.call("GetCertificateStatus", {
    ocspRequestData: {
      ...{ hashAlgorithm: "SHA256", issuerNameHash: "a1", issuerKeyHash: "b2" },
      ...{ serialNumber: hostile("serial21"), responderURL: hostile("responder") },
    },
  });
}
