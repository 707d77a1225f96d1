import { statusNotification } from "../../ocpp/v2/availability.ts";
import { wireTime } from "../../ocpp/time.ts";
import { notify, online } from "../calls.ts";
import { LEAST_A } from "../meter.ts";
import { allowed } from "../limits.ts";
import { drop } from "./reservations.ts";
import type { ChargingState } from "./state.ts";
import { type Evse, runningOn, type Station } from "./station.ts";

type Status = typeof statusNotification.request._zod.input["connectorStatus"];

/** The status of an EVSE's connector as it follows from what is known (G01). */
export function statusOf(station: Station, evse: Evse): Status {
  if (evse.fault || station.fault) return "Faulted";
  if (evse.resetting) return "Unavailable";
  if (runningOn(station, evse)) return "Occupied";
  if (station.state.inoperative[0] || station.state.inoperative[evse.id]) return "Unavailable";
  if (evse.plugged || evse.granted) return "Occupied";
  const reserved = station.state.reservations.some(({ connector }) => connector === evse.id);
  return reserved ? "Reserved" : "Available";
}

/** The state of the station as a whole. */
export function stationStatus(station: Station): Status {
  if (station.fault) return "Faulted";
  return station.state.inoperative[0] ? "Unavailable" : "Available";
}

/** What a transaction does now (2.0.1 part 2, ChargingStateEnumType). */
export function chargingStateOf(station: Station, evse: Evse): ChargingState {
  const running = runningOn(station, evse);
  if (!evse.plugged) return "Idle";
  if (!running?.authorized) return "EVConnected";
  const now = station.timers.now().getTime();
  if (running.refused || allowed(station, evse.id, now).amps < LEAST_A) return "SuspendedEVSE";
  return (evse.meter.read(now).soc ?? 100) >= 100 ? "SuspendedEV" : "Charging";
}

/** Tells the CSMS of every status that it does not know yet; resolves when it has answered. */
export async function update(station: Station, options: { all?: boolean } = {}): Promise<void> {
  if (!online(station)) return;
  const sent: Promise<void>[] = [];
  for (const evse of station.evses) {
    const status = statusOf(station, evse);
    if (status === "Faulted" || status === "Unavailable") drop(station, evse.id);
    if (evse.told === status && !options.all) continue;
    if (evse.told !== status) {
      const errorCode = (evse.fault ?? station.fault)?.errorCode ?? "NoError";
      station.watch.emit("status", { connector: evse.id, status, errorCode });
    }
    evse.told = status;
    sent.push(report(station, evse));
  }
  await Promise.all(sent);
}

/** Sends the status of one connector, known or not. */
export function report(station: Station, evse: Evse): Promise<void> {
  return notify(station, statusNotification, {
    timestamp: wireTime(station.timers.now()),
    connectorStatus: statusOf(station, evse),
    evseId: evse.id,
    connectorId: 1,
  });
}
