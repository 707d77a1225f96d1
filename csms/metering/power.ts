import type { MeterReading } from "../model.ts";
import { type Measured, measured, PHASES, totalOf } from "./phases.ts";

/**
 * W drawn at the time of a reading: the total, else the sum over the phases, else voltage times current;
 * undefined where neither is given. A current without a phase counts as one phase, which is right for DC.
 */
export function powerOf(reading: MeterReading): number | undefined {
  for (const power of measured(reading, "Power.Active.Import")) {
    const total = totalOf(power);
    if (total !== undefined) return finite(total);
  }
  const [current] = measured(reading, "Current.Import");
  const [voltage] = measured(reading, "Voltage");
  if (!current || !voltage) return undefined;
  const mean = meanVoltage(voltage);
  if (mean === undefined) return undefined;
  if (current.phases.size === 0) return finite((current.total ?? NaN) * mean);
  let power = 0;
  for (const phase of PHASES) {
    power += (current.phases.get(phase) ?? 0) * (voltage.phases.get(phase) ?? mean);
  }
  return finite(power);
}

/** A on the most loaded phase, or the one current that is given: what a limit is compared with. */
export function currentOf(reading: MeterReading): number | undefined {
  const [current] = measured(reading, "Current.Import");
  if (!current) return undefined;
  return current.phases.size > 0 ? Math.max(...current.phases.values()) : current.total;
}

/** V from phase to neutral, averaged over the phases that have any. */
export function voltageOf(reading: MeterReading): number | undefined {
  const [voltage] = measured(reading, "Voltage");
  return voltage && meanVoltage(voltage);
}

/** State of charge of the vehicle in %, where it lies within 0 to 100. */
export function socOf(reading: MeterReading): number | undefined {
  const soc = measured(reading, "SoC")[0]?.total;
  return soc !== undefined && soc >= 0 && soc <= 100 ? soc : undefined;
}

function meanVoltage(voltage: Measured): number | undefined {
  const phases = [...voltage.phases.values()].filter((each) => each > 0);
  if (phases.length > 0) return mean(phases);
  if (voltage.phases.size > 0) return 0;
  if (voltage.total !== undefined) return voltage.total;
  return voltage.between.length > 0 ? mean(voltage.between) / Math.sqrt(3) : undefined;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

/** Import below zero is the noise of an idle meter. */
function finite(power: number): number | undefined {
  return Number.isFinite(power) ? Math.max(0, power) : undefined;
}
