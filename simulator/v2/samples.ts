import { meterValues } from "../../ocpp/v2/metering.ts";
import { wireTime } from "../../ocpp/time.ts";
import { notify } from "../calls.ts";
import { allowed } from "../limits.ts";
import { MEASURANDS, type Situation } from "../measurands.ts";
import type { MeterValue, Running } from "./state.ts";
import { type Evse, runningOn, type Station } from "./station.ts";

type Sampled = MeterValue["sampledValue"][number];
type SampleContext = NonNullable<Sampled["context"]>;

/** Wh as the register shows them: of the meter's life, or of the session. */
export function shown(station: Station, evse: Evse, running?: Running): number {
  const now = station.timers.now().getTime();
  const wh = Math.floor(evse.meter.read(now).energyWh);
  if (station.options.quirks.register === "lifetime" || !running) return wh;
  return wh - (station.sessionStart.get(running.key) ?? wh);
}

function sampled(name: string, context: SampleContext, situation: Situation): Sampled[] {
  return (MEASURANDS.get(name)?.(situation) ?? []).map(({ value, unit, phase, location }) => ({
    value: Number(value),
    measurand: name as Sampled["measurand"],
    context,
    ...phase === undefined ? {} : { phase },
    ...location === undefined ? {} : { location },
    ...unit === undefined ? {} : { unitOfMeasure: { unit } },
  }));
}

/** What the meter of an EVSE shows now, for the measurands of a variable; empty where it lists none. */
export function reading(
  station: Station,
  evse: Evse,
  key: string,
  context: SampleContext,
  running = runningOn(station, evse),
): MeterValue[] {
  const [controller] = key.split(".");
  if (!station.model.flag(`${controller}.Enabled`)) return [];
  const now = station.timers.now();
  const situation: Situation = {
    reading: evse.meter.read(now.getTime()),
    offer: allowed(station, evse.id, now.getTime()),
    energyWh: shown(station, evse, running),
    energyUnit: station.options.quirks.energyUnit,
    noise: () => 2 * station.options.random() - 1,
  };
  const values = station.model.list(key).flatMap((name) => sampled(name, context, situation));
  return values.length > 0 ? [{ timestamp: wireTime(now), sampledValue: values }] : [];
}

/** Sends MeterValues, as outside transactions (J01) or when asked for (F06). */
export function sample(
  station: Station,
  evse: Evse,
  key: string,
  context: SampleContext,
): Promise<void> {
  const meterValue = reading(station, evse, key, context);
  if (meterValue.length === 0) return Promise.resolve();
  return notify(station, meterValues, { evseId: evse.id, meterValue });
}
