import { tell } from "./events.ts";
import { end } from "./transactions.ts";
import { type BootReason, type Evse, evseOf, runningOn, type Station } from "./station.ts";
import { update } from "./status.ts";
import { changeNetwork } from "./network.ts";

/** How long a restart takes (ms). */
const RESTART = 2_000;

/** Restarts the station: drops the connection, comes back and boots (B11, B12). */
export async function restart(
  station: Station,
  { bootReason, resume = false }: { bootReason: BootReason; resume?: boolean },
): Promise<void> {
  station.awaitingIdle.delete(0);
  for (const evse of station.evses) {
    // Not awaited: the statuses that follow may never be answered.
    if (!resume) end(station, evse, "ResetCommand", "ImmediateReset");
  }
  station.bootReason = bootReason;
  station.registration = undefined;
  station.stopTimers();
  station.stopMonitors();
  for (const evse of station.evses) forget(evse);
  await station.link.close("restarting");
  if (station.closed) return;
  if (resume) station.onceAccepted.push(() => resumed(station));
  station.timers.after(RESTART, () => {
    changeNetwork(station);
    station.link.open({ retry: true }).catch((error: Error) => {
      station.watch.emit("warning", { text: error.message });
    });
  });
}

function forget(evse: Evse): void {
  evse.cancelWait();
  evse.granted = undefined;
  evse.told = undefined;
}

/** What ran before goes on (2.1 E17). */
function resumed(station: Station): void {
  for (const running of station.state.running) {
    tell(station, evseOf(station, running.connector), running, "Updated", "TxResumed");
  }
}

/** Restarts one EVSE; the rest goes on (B11.FR.04). */
export async function restartEvse(station: Station, evse: Evse): Promise<void> {
  station.awaitingIdle.delete(evse.id);
  await end(station, evse, "ResetCommand", "ImmediateReset");
  forget(evse);
  evse.resetting = true;
  station.timers.after(RESTART, () => {
    evse.resetting = undefined;
    update(station);
  });
  await update(station);
}

/** Does the restarts that waited for the end of transactions (B12). */
export function whenIdle(station: Station): void {
  for (const id of station.awaitingIdle) {
    const busy = id === 0
      ? station.state.running.length > 0
      : runningOn(station, evseOf(station, id)) !== undefined;
    if (busy) continue;
    if (id > 0) restartEvse(station, evseOf(station, id));
    else {
      station.awaitingIdle.delete(0);
      // The CSMS hears of the end first.
      station.outbox.empty().then(() => restart(station, { bootReason: "ScheduledReset" }));
    }
  }
}
