import { bootNotification, heartbeat } from "../../ocpp/v16/boot.ts";
import { align, follow } from "./samples.ts";
import { call, notify, online } from "../calls.ts";
import { runningOn, type Station } from "./station.ts";
import { update } from "./status.ts";

/** Seconds until the next attempt where the CSMS gives none (1.6 §4.2: the station chooses). */
const RETRY = 60;

/** The socket is open: a station that was accepted goes on, any other asks to be. */
export function opened(station: Station): void {
  const { noBoot, bootOnReconnect } = station.options.quirks;
  if (noBoot) station.registration = "Accepted";
  if (noBoot || (station.registration === "Accepted" && !bootOnReconnect)) goOn(station);
  else register(station);
}

/** Sends BootNotification until it is accepted or the connection is lost (1.6 §4.2). */
export async function register(station: Station): Promise<void> {
  const { vendor, model, id } = station.options;
  try {
    const { status, interval } = await call(station, bootNotification, {
      chargePointVendor: vendor,
      chargePointModel: model,
      chargePointSerialNumber: id.slice(0, 25),
      firmwareVersion: station.state.firmware,
      meterType: "simulated",
    });
    station.registration = status;
    station.watch.emit("boot", { status, intervalS: interval });
    if (status !== "Accepted") return again(station, interval);
    if (interval > 0) station.configuration.set("HeartbeatInterval", String(interval));
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
    const seconds = station.configuration.int("HeartbeatInterval");
    if (seconds === 0) return;
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
  for (const connector of station.connectors) {
    const running = runningOn(station, connector);
    connector.stopTimers();
    if (running) follow(station, connector, running);
  }
}
