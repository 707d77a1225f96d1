import { wireTime } from "../../../ocpp/time.ts";
import {
  clearChargingProfile,
  getCompositeSchedule,
  setChargingProfile,
} from "../../../ocpp/v16/smart_charging.ts";
import { composite } from "../../limits.ts";
import { clear, place } from "../profiles.ts";
import { update } from "../status.ts";
import { answer } from "./answer.ts";

export const charging = [
  answer(setChargingProfile, (station, { connectorId, csChargingProfiles }) => {
    if (!place(station, connectorId, csChargingProfiles)) return { status: "Rejected" as const };
    station.afterwards.push(() => update(station));
    return { status: "Accepted" as const };
  }),
  answer(clearChargingProfile, (station, request) => {
    if (!clear(station, request)) return { status: "Unknown" as const };
    station.afterwards.push(() => update(station));
    return { status: "Accepted" as const };
  }),
  answer(getCompositeSchedule, (station, { connectorId, duration, chargingRateUnit = "A" }) => {
    if (connectorId < 0 || connectorId > station.connectors.length || duration <= 0) {
      return { status: "Rejected" as const };
    }
    const from = Math.floor(station.timers.now().getTime() / 1000) * 1000;
    const periods = composite(station, connectorId, from, duration, chargingRateUnit);
    const scheduleStart = wireTime(new Date(from));
    return {
      status: "Accepted" as const,
      connectorId,
      scheduleStart,
      chargingSchedule: {
        duration,
        startSchedule: scheduleStart,
        chargingRateUnit,
        chargingSchedulePeriod: periods,
      },
    };
  }),
];
