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
