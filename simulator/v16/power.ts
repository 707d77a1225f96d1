import { end } from "./transactions.ts";
import type { Station } from "./station.ts";

/** How long a restart takes (ms). */
const RESTART = 2_000;

/** Restarts: ends what runs, drops the connection, comes back and boots (1.6 §5.14). */
export async function restart(
  station: Station,
  reason: "SoftReset" | "HardReset" | "Reboot",
): Promise<void> {
  // Not awaited: the statuses that follow may never be answered.
  for (const connector of station.connectors) end(station, connector, reason);
  // A soft reset waits for the CSMS to have heard; a hard one does not (1.6 §7.36).
  if (reason !== "HardReset" && station.link.connected) await station.outbox.empty();
  station.registration = undefined;
  station.stopTimers();
  for (const connector of station.connectors) {
    connector.granted?.cancel();
    connector.granted = undefined;
    connector.told = undefined;
    connector.finishing = false;
  }
  station.told = undefined;
  await station.link.close("restarting");
  if (station.closed) return;
  station.timers.after(RESTART, () => {
    const url = station.configuration.text("CentralSystemURL");
    if (url !== "") station.url = url;
    station.link.open({ retry: true }).catch((error: Error) => {
      station.watch.emit("warning", { text: error.message });
    });
  });
}
