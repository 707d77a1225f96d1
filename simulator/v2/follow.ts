import { tell } from "./events.ts";
import { watchMonitors } from "./monitors.ts";
import { reading, sample } from "./samples.ts";
import type { Running } from "./state.ts";
import { type Evse, runningOn, type Station } from "./station.ts";
import { chargingStateOf, statusOf, update } from "./status.ts";

/** How often a running transaction looks whether its state changed (ms). */
const LOOK = 10_000;

/** Runs a task at the interval that a variable holds, read anew each time; 0 means never. */
function every(station: Station, key: string, task: () => void): () => void {
  let cancel = () => {};
  const again = () => {
    const seconds = station.model.int(key);
    cancel = station.timers.after((seconds || 60) * 1000, () => {
      if (seconds > 0) task();
      again();
    });
  };
  again();
  return () => cancel();
}

/** Samples a running transaction at its intervals, and tells how its state changes (E02, J02). */
export function follow(station: Station, evse: Evse, running: Running): void {
  evse.stopTimers();
  const stops = [
    every(station, "SampledDataCtrlr.TxUpdatedInterval", () => {
      const key = "SampledDataCtrlr.TxUpdatedMeasurands";
      const meterValue = reading(station, evse, key, "Sample.Periodic");
      if (meterValue.length === 0) return;
      // A change of state is told as such, not in passing.
      states(station);
      tell(station, evse, running, "Updated", "MeterValuePeriodic", { meterValue });
    }),
    every(station, "SampledDataCtrlr.TxEndedInterval", () => {
      const key = "SampledDataCtrlr.TxEndedMeasurands";
      running.data.push(...reading(station, evse, key, "Sample.Periodic"));
    }),
  ];
  let cancelLook = () => {};
  const look = () => {
    cancelLook = station.timers.after(LOOK, () => {
      states(station);
      update(station);
      watchMonitors(station);
      look();
    });
  };
  look();
  evse.stopTimers = () => {
    for (const stop of [...stops, cancelLook]) stop();
    evse.stopTimers = () => {};
  };
}

/** Tells of each transaction whose state is no longer what the CSMS knows. */
export function states(station: Station): void {
  for (const evse of station.evses) {
    const running = runningOn(station, evse);
    if (!running || chargingStateOf(station, evse) === running.chargingState) continue;
    tell(station, evse, running, "Updated", "ChargingStateChanged");
  }
}

/** Sends what the meter shows because somebody asked for it: with the transaction where one runs (F06). */
export async function triggered(station: Station, evse: Evse): Promise<void> {
  const running = runningOn(station, evse);
  if (!running) return await sample(station, evse, "AlignedDataCtrlr.Measurands", "Trigger");
  const meterValue = reading(station, evse, "SampledDataCtrlr.TxUpdatedMeasurands", "Trigger");
  tell(station, evse, running, "Updated", "Trigger", { meterValue });
}

/** Samples every EVSE once at the next round time of AlignedDataCtrlr.Interval after midnight. */
export function align(station: Station, then: () => void): () => void {
  const seconds = station.model.int("AlignedDataCtrlr.Interval");
  if (seconds === 0) return () => {};
  const past = station.timers.now().getTime() % 86_400_000 % (seconds * 1000);
  return station.timers.after(seconds * 1000 - past, () => {
    for (const evse of station.evses) aligned(station, evse);
    then();
  });
}

function aligned(station: Station, evse: Evse): void {
  const running = runningOn(station, evse);
  if (!running) {
    // J01: with SendDuringIdle a station that is in use somewhere says nothing of the rest.
    const quiet = station.model.flag("AlignedDataCtrlr.SendDuringIdle") &&
      station.evses.some((one) => statusOf(station, one) === "Occupied");
    if (!quiet) sample(station, evse, "AlignedDataCtrlr.Measurands", "Sample.Clock");
    return;
  }
  const meterValue = reading(station, evse, "AlignedDataCtrlr.Measurands", "Sample.Clock");
  if (meterValue.length > 0) {
    states(station);
    tell(station, evse, running, "Updated", "MeterValueClock", { meterValue });
  }
  running.data.push(
    ...reading(station, evse, "AlignedDataCtrlr.TxEndedMeasurands", "Sample.Clock"),
  );
}
