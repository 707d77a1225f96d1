import { heartbeat } from "../../ocpp/v2/availability.ts";
import { bootNotification } from "../../ocpp/v2/provisioning.ts";
import { call, notify, online } from "../calls.ts";
import { align, follow } from "./follow.ts";
import { armMonitors } from "./monitors.ts";
import { type BootReason, runningOn, type Station } from "./station.ts";
import { update } from "./status.ts";

/** Seconds until the next attempt where the CSMS gives none (B01: the station chooses). */
const RETRY = 60;

/** The socket is open: a station that was accepted goes on, any other asks to be. */
export function opened(station: Station): void {
  const { noBoot, bootOnReconnect } = station.options.quirks;
  if (noBoot) station.registration = "Accepted";
  if (noBoot || (station.registration === "Accepted" && !bootOnReconnect)) goOn(station);
  else register(station);
}

/** Sends BootNotification until it is accepted or the connection is lost (B01 to B03). */
export async function register(
  station: Station,
  reason: BootReason = station.bootReason,
): Promise<void> {
  const { vendor, model, id } = station.options;
  try {
    const { status, interval } = await call(station, bootNotification, {
      reason,
      chargingStation: {
        vendorName: vendor,
        model,
        serialNumber: id.slice(0, 25),
        firmwareVersion: station.state.firmware,
      },
    });
    station.registration = status;
    station.watch.emit("boot", { status, intervalS: interval });
    if (status !== "Accepted") return again(station, interval);
    if (interval > 0) station.model.keep("OCPPCommCtrlr.HeartbeatInterval", String(interval));
    goOn(station);
  } catch (error) {
    station.watch.emit("warning", { text: `BootNotification: ${(error as Error).message}` });
    if (station.link.connected) again(station, 0);
  }
}

function again(station: Station, seconds: number): void {
  station.stopTimers();
  station.stopTimers = station.timers.after((seconds || RETRY) * 1000, () => {
    if (station.link.connected) register(station);
  });
}

function goOn(station: Station): void {
  arm(station);
  armMonitors(station);
  update(station);
  station.outbox.flush();
  for (const task of station.onceAccepted.splice(0)) task();
}

/** Starts the timers anew, after a boot or when one of their intervals was changed. */
export function arm(station: Station): void {
  station.stopTimers();
  let cancelBeat = () => {};
  let cancelAlign = () => {};
  const beat = () => {
    const seconds = station.model.int("OCPPCommCtrlr.HeartbeatInterval");
    cancelBeat = station.timers.after(seconds * 1000, () => {
      if (online(station)) notify(station, heartbeat, {});
      beat();
    });
  };
  const round = () => {
    cancelAlign = align(station, round);
  };
  beat();
  round();
  station.stopTimers = () => {
    cancelBeat();
    cancelAlign();
  };
  for (const evse of station.evses) {
    const running = runningOn(station, evse);
    if (running) follow(station, evse, running);
  }
}
