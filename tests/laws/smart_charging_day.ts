import { charger } from "../support/charger.ts";

const start = "2026-01-01T10:00:00Z";
const schedule = {
  ...{ id: 1, chargingRateUnit: "A", startSchedule: start },
  chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }],
};

/** A day of a 2.1 charger, in which it says all there is to say of smart charging. */
export async function smartChargingDay(ws: string): Promise<void> {
  const cp = await charger(ws, "CP-SMART", { protocols: ["ocpp2.1"] });
  await cp.boot();
  await cp.call("NotifyChargingLimit", {
    ...{ chargingLimit: { chargingLimitSource: "SO" }, chargingSchedule: [schedule] },
  });
  await cp.call("NotifyEVChargingNeeds", {
    evseId: 1,
    chargingNeeds: {
      requestedEnergyTransfer: "AC_single_phase",
      acChargingParameters: {
        ...{ energyAmount: 5000, evMinCurrent: 6, evMaxCurrent: 16, evMaxVoltage: 230 },
      },
    },
  });
  await cp.call("NotifyEVChargingSchedule", {
    ...{ timeBase: start, evseId: 1, chargingSchedule: schedule },
  });
  await cp.call("ReportChargingProfiles", {
    ...{ requestId: 1, chargingLimitSource: "CSO", evseId: 1 },
    chargingProfile: [{
      ...{ id: 1, stackLevel: 0, chargingProfilePurpose: "TxDefaultProfile" },
      ...{ chargingProfileKind: "Absolute", chargingSchedule: [schedule] },
    }],
  });
  await cp.call("NotifyPriorityCharging", { transactionId: "T-1", activated: true });
  await cp.close();
}
