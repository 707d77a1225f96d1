import type { Clock } from "../csms/clock.ts";
import { online, type Speaker } from "./calls.ts";

/** As much of a station as its registration needs. */
interface Registering extends Speaker {
  readonly timers: Clock;
  stopTimers: () => void;
}

/** Seconds until the next attempt where the CSMS gives none (1.6 §4.2, 2.0.1 B01: the station chooses). */
const RETRY = 60;

/** Boots until it is accepted or the connection is lost; `accepted` is told the interval in seconds. */
export async function boots(
  station: Registering,
  boot: () => Promise<{ status: "Accepted" | "Pending" | "Rejected"; interval: number }>,
  accepted: (interval: number) => void,
): Promise<void> {
  const again = (seconds: number) => {
    station.stopTimers();
    station.stopTimers = station.timers.after((seconds || RETRY) * 1000, () => {
      if (station.link.connected) boots(station, boot, accepted);
    });
  };
  try {
    const { status, interval } = await boot();
    station.registration = status;
    station.watch.emit("boot", { status, intervalS: interval });
    if (status === "Accepted") accepted(interval);
    else again(interval);
  } catch (error) {
    station.watch.emit("warning", { text: `BootNotification: ${(error as Error).message}` });
    if (station.link.connected) again(0);
  }
}

/** Starts the timers of a station that is accepted; 0 seconds mean no heartbeat. */
export function rounds(station: Registering, { seconds, beat, align }: {
  seconds(): number;
  beat(): void;
  /** Samples at the next round time, then calls `then`; returns what calls it off. */
  align(then: () => void): () => void;
}): void {
  station.stopTimers();
  let cancelBeat = () => {};
  let cancelAlign = () => {};
  const again = () => {
    if (seconds() === 0) return;
    cancelBeat = station.timers.after(seconds() * 1000, () => {
      if (online(station)) beat();
      again();
    });
  };
  const round = () => {
    cancelAlign = align(round);
  };
  again();
  round();
  station.stopTimers = () => {
    cancelBeat();
    cancelAlign();
  };
}
