import { heartbeat } from "../../ocpp/v2/availability.ts";
import { bootNotification } from "../../ocpp/v2/provisioning.ts";
import { call, notify } from "../calls.ts";
import { boots, rounds } from "../registration.ts";
import { align, follow } from "./follow.ts";
import { armMonitors } from "./monitors.ts";
import { type BootReason, runningOn, type Station } from "./station.ts";
import { update } from "./status.ts";

/** The socket is open: a station that was accepted goes on, any other asks to be. */
export function opened(station: Station): void {
  const { noBoot, bootOnReconnect } = station.options.quirks;
  if (noBoot) station.registration = "Accepted";
  if (noBoot || (station.registration === "Accepted" && !bootOnReconnect)) goOn(station);
  else register(station);
}

/** Sends BootNotification until it is accepted or the connection is lost (B01 to B03). */
export function register(
  station: Station,
  reason: BootReason = station.bootReason,
): Promise<void> {
  const { vendor, model, id } = station.options;
  const boot = () =>
    call(station, bootNotification, {
      reason,
      chargingStation: {
        vendorName: vendor,
        model,
        serialNumber: id.slice(0, 25),
        firmwareVersion: station.state.firmware,
      },
    });
  return boots(station, boot, (interval) => {
    if (interval > 0) station.model.keep("OCPPCommCtrlr.HeartbeatInterval", String(interval));
    goOn(station);
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
  rounds(station, {
    seconds: () => station.model.int("OCPPCommCtrlr.HeartbeatInterval"),
    beat: () => notify(station, heartbeat, {}),
    align: (then) => align(station, then),
  });
  for (const evse of station.evses) {
    const running = runningOn(station, evse);
    if (running) follow(station, evse, running);
  }
}
