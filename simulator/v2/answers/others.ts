import { batterySwap, requestBatterySwap } from "../../../ocpp/v2/battery_swap.ts";
import { afrrSignal, notifyAllowedEnergyTransfer } from "../../../ocpp/v2/bidirectional.ts";
import { dataTransfer } from "../../../ocpp/v2/data_transfer.ts";
import { notifyWebPaymentStarted } from "../../../ocpp/v2/payment.ts";
import { notify } from "../../calls.ts";
import { pause, TRANSFER } from "../../transfer.ts";
import type { Token } from "../state.ts";
import type { Station } from "../station.ts";
import { answer } from "./answer.ts";

/** Gives out a battery, then takes the empty one in (2.1 S03). */
async function swap(station: Station, requestId: number, idToken: Token): Promise<void> {
  const battery = (
    serialNumber: string,
    soC: number,
  ) => [{ evseId: 1, serialNumber, soC, soH: 95 }];
  const serial = `${station.options.id}-${requestId}`.slice(0, 40);
  for (
    const [eventType, batteryData] of [
      ["BatteryIn", battery(`${serial}-in`, 12)],
      ["BatteryOut", battery(`${serial}-out`, 98)],
    ] as const
  ) {
    await pause(station, TRANSFER);
    await notify(station, batterySwap, { eventType, batteryData, idToken, requestId });
  }
}

export const others = [
  answer(dataTransfer, ({ options }, { vendorId, messageId, data }) => {
    if (vendorId !== options.vendor) return { status: "UnknownVendorId" as const };
    if (messageId !== undefined && messageId !== "echo") {
      return { status: "UnknownMessageId" as const };
    }
    return { status: "Accepted" as const, ...data === undefined ? {} : { data } };
  }),
  answer(notifyAllowedEnergyTransfer, ({ state }, { transactionId }) => {
    const known = state.running.some(({ id }) => id === transactionId);
    return { status: known ? "Accepted" as const : "Rejected" as const };
  }),
  // Q08: without a profile that follows the signal there is nothing to do with it.
  answer(afrrSignal, ({ state }) => {
    const follows = state.profiles.some(({ profile: { source } }) =>
      source.chargingSchedule.some(({ chargingSchedulePeriod }) =>
        chargingSchedulePeriod.some(({ v2xSignalWattCurve }) => v2xSignalWattCurve !== undefined)
      )
    );
    return { status: follows ? "Accepted" as const : "Rejected" as const };
  }),
  answer(notifyWebPaymentStarted, () => ({})),
  answer(requestBatterySwap, (station, { requestId, idToken }) => {
    station.afterwards.push(() => swap(station, requestId, idToken));
    return { status: "Accepted" as const };
  }),
];
