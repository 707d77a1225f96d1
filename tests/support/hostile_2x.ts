import type { Charger } from "./charger.ts";

/** More of what a station of 2.x says, with the page that has to show it. */
export const places2x = {
  ...{ profileSource: ":newer/charging", transfer: ":newer/charging" },
  ...{ firmwareStep: ":newer/maintenance", logStep: ":newer/maintenance" },
  ...{ vendor2x: ":newer/maintenance", message2x: ":newer/maintenance" },
  ...{ data2x: ":newer/maintenance", watched: ":newer/device", csr: ":newer/messages" },
} as const;

const at = new Date().toISOString();

/** Says each of them once. */
export async function says2x(
  cp: Charger,
  hostile: (word: keyof typeof places2x) => string,
  requestId: number,
): Promise<void> {
  await cp.call("ReportChargingProfiles", {
    ...{ requestId, chargingLimitSource: hostile("profileSource"), evseId: 1 },
    chargingProfile: [{
      ...{ id: 9, stackLevel: 0, chargingProfilePurpose: "TxDefaultProfile" },
      chargingProfileKind: "Relative",
      chargingSchedule: [{
        ...{ id: 1, chargingRateUnit: "A" },
        chargingSchedulePeriod: [{ startPeriod: 0, limit: 9 }],
      }],
    }],
  });
  await cp.call("NotifyEVChargingNeeds", {
    ...{ evseId: 1, timestamp: at },
    chargingNeeds: { requestedEnergyTransfer: hostile("transfer") },
  });
  await cp.call("FirmwareStatusNotification", { status: hostile("firmwareStep"), requestId: 1 });
  await cp.call("LogStatusNotification", { status: hostile("logStep"), requestId: 1 });
  await cp.call("DataTransfer", {
    ...{ vendorId: hostile("vendor2x"), messageId: hostile("message2x"), data: hostile("data2x") },
  });
  await cp.call("NotifyMonitoringReport", {
    ...{ requestId, seqNo: 0, generatedAt: at },
    monitor: [{
      ...{ component: { name: "Room" }, variable: { name: hostile("watched") } },
      variableMonitoring: [
        {
          ...{ id: 3, transaction: false, value: 1, type: "UpperThreshold", severity: 5 },
          eventNotificationType: "CustomMonitor",
        },
      ],
    }],
  });
  // What is no request is refused: who asks what it said sees it among the messages.
  await cp.call("SignCertificate", { csr: hostile("csr") }).catch(() => {});
}
