import { bootNotification, heartbeat } from "../../ocpp/v16/boot.ts";
import { call, notify } from "../calls.ts";
import { boots, rounds } from "../registration.ts";
import { align, follow } from "./samples.ts";
import { runningOn, type Station } from "./station.ts";
import { update } from "./status.ts";

/** The socket is open: a station that was accepted goes on, any other asks to be. */
export function opened(station: Station): void {
  const { noBoot, bootOnReconnect } = station.options.quirks;
  if (noBoot) station.registration = "Accepted";
  if (noBoot || (station.registration === "Accepted" && !bootOnReconnect)) goOn(station);
  else register(station);
}

/** Sends BootNotification until it is accepted or the connection is lost (1.6 §4.2). */
export function register(station: Station): Promise<void> {
  const { vendor, model, id } = station.options;
  const boot = () =>
    call(station, bootNotification, {
      chargePointVendor: vendor,
      chargePointModel: model,
      chargePointSerialNumber: id.slice(0, 25),
      firmwareVersion: station.state.firmware,
      meterType: "simulated",
    });
  return boots(station, boot, (interval) => {
    if (interval > 0) station.configuration.set("HeartbeatInterval", String(interval));
    goOn(station);
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
  rounds(station, {
    seconds: () => station.configuration.int("HeartbeatInterval"),
    beat: () => notify(station, heartbeat, {}),
    align: (then) => align(station, then),
  });
  for (const connector of station.connectors) {
    const running = runningOn(station, connector);
    connector.stopTimers();
    if (running) follow(station, connector, running);
  }
}
