import { wireTime } from "../../ocpp/time.ts";
import { meterValues } from "../../ocpp/v16/meter_values.ts";
import { notify } from "../calls.ts";
import { allowed } from "../limits.ts";
import { type SampleContext, sampledValues } from "./sampled_values.ts";
import type { Running } from "./state.ts";
import { type Connector, runningOn, type Station } from "./station.ts";
import { update } from "./status.ts";

/** How often a running transaction looks whether its status changed (ms). */
const LOOK = 10_000;

/** Wh as the register shows them: of the meter's life, or of the session. */
export function shown(station: Station, connector: Connector, running?: Running): number {
  const now = station.timers.now().getTime();
  const wh = Math.floor(connector.meter.read(now).energyWh);
  if (station.options.quirks.register === "lifetime" || !running) return wh;
  return wh - (station.sessionStart.get(running.key) ?? wh);
}

/** What the meter of a connector shows now, for the measurands that a key lists. */
function reading(
  station: Station,
  connector: Connector,
  key: string,
  context: SampleContext,
  running = runningOn(station, connector),
) {
  const now = station.timers.now();
  const sampledValue = sampledValues(station.configuration.list(key), context, {
    reading: connector.meter.read(now.getTime()),
    offer: allowed(station, connector.id, now.getTime()),
    energyWh: shown(station, connector, running),
    energyUnit: station.options.quirks.energyUnit,
    noise: () => 2 * station.options.random() - 1,
  });
  return { timestamp: wireTime(now), sampledValue };
}

/** Sends one MeterValues, kept with the transaction where one runs. */
export function sample(
  station: Station,
  connector: Connector,
  key: string,
  context: SampleContext,
  running = runningOn(station, connector),
): Promise<void> {
  const meterValue = [reading(station, connector, key, context, running)];
  if (meterValue[0]!.sampledValue.length === 0) return Promise.resolve();
  const payload = { connectorId: connector.id, meterValue };
  if (!running) return notify(station, meterValues, payload);
  station.outbox.post({ action: "MeterValues", transaction: running.key, payload });
  return Promise.resolve();
}

/** Adds a reading to those that StopTransaction will carry, where the key lists any measurand. */
export function keep(
  station: Station,
  connector: Connector,
  running: Running,
  key: "StopTxnSampledData" | "StopTxnAlignedData",
  context: SampleContext,
): void {
  const value = reading(station, connector, key, context, running);
  if (value.sampledValue.length > 0) running.data.push(value);
}

/** Samples a running transaction at its interval, and keeps its status true. */
export function follow(station: Station, connector: Connector, running: Running): void {
  let cancelSample = () => {};
  let cancelLook = () => {};
  const again = () => {
    // The interval is read anew each time; 0 means no samples (1.6 §9.1.17).
    const seconds = station.configuration.int("MeterValueSampleInterval");
    cancelSample = station.timers.after((seconds || 60) * 1000, () => {
      if (seconds > 0) {
        sample(station, connector, "MeterValuesSampledData", "Sample.Periodic");
        keep(station, connector, running, "StopTxnSampledData", "Sample.Periodic");
      }
      again();
    });
  };
  const look = () => {
    cancelLook = station.timers.after(LOOK, () => {
      update(station);
      look();
    });
  };
  again();
  look();
  connector.stopTimers = () => {
    cancelSample();
    cancelLook();
    connector.stopTimers = () => {};
  };
}

/** Samples every connector once at the next round time of ClockAlignedDataInterval after midnight. */
export function align(station: Station, then: () => void): () => void {
  const seconds = station.configuration.int("ClockAlignedDataInterval");
  if (seconds === 0) return () => {};
  const past = station.timers.now().getTime() % 86_400_000 % (seconds * 1000);
  return station.timers.after(seconds * 1000 - past, () => {
    for (const connector of station.connectors) {
      sample(station, connector, "MeterValuesAlignedData", "Sample.Clock");
      const running = runningOn(station, connector);
      if (running) keep(station, connector, running, "StopTxnAlignedData", "Sample.Clock");
    }
    then();
  });
}
