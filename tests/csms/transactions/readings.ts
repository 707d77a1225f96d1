import { type RawSample, sampledValue } from "../../../csms/metering/units.ts";
import type { MeterReading, Register } from "../../../csms/model.ts";
import { advance, closeRegister, openRegister } from "../../../csms/transactions/energy.ts";

const START = Date.parse("2026-03-01T08:00:00Z");

/** The time so many seconds after the start of the transaction. */
export function after(seconds: number): string {
  return new Date(START + seconds * 1000).toISOString();
}

/** A reading of samples as they are on the wire. */
export function reading(seconds: number, ...samples: RawSample[]): MeterReading {
  return { at: after(seconds), values: samples.map(sampledValue) };
}

/** A reading of the register alone, in Wh. */
export function wh(seconds: number, value: number): MeterReading {
  return reading(seconds, { value: String(value) });
}

export interface Counted {
  readonly register: Register;
  readonly energyWh: number;
  readonly remarks: string[];
}

/** Feeds readings one by one to a register. */
export function feed(register: Register, readings: readonly MeterReading[]): Counted {
  const remarks = new Set<string>();
  for (const each of readings) {
    const step = advance(register, each);
    register = step.register;
    step.remarks.forEach((remark) => remarks.add(remark));
  }
  return { register, energyWh: register.energyWh, remarks: [...remarks] };
}

export interface Session {
  readonly start?: number;
  readonly readings?: readonly MeterReading[];
  readonly stop?: number;
  /** Seconds after the start. */
  readonly stopAt?: number;
  readonly late?: readonly MeterReading[];
}

/** A whole transaction: start, readings, stop, and what comes after it. */
export function session(
  { start, readings = [], stop, stopAt = 3600, late = [] }: Session,
): Counted {
  const fed = feed(openRegister(start, after(0)), readings);
  const closed = closeRegister(fed.register, stop, after(stopAt));
  const done = feed(closed.register, late);
  const remarks = [...new Set([...fed.remarks, ...closed.remarks, ...done.remarks])].sort();
  return { register: done.register, energyWh: done.energyWh, remarks };
}
