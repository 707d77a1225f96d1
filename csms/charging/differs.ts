import type { ChargingProfile } from "../model.ts";
import { instant } from "./active.ts";

const time = (text: string | undefined) => {
  const ms = instant(text);
  return ms === undefined ? undefined : Math.floor(ms / 1000);
};

/** Limits that one decimal cannot tell apart are one. */
const near = (a: number | undefined, b: number | undefined) =>
  a === b || (a !== undefined && b !== undefined && Math.abs(a - b) < 0.1);

/** The fields in which two profiles mean different things; the transaction has two names and is left out. */
export function differs(one: ChargingProfile, other: ChargingProfile): string[] {
  const [a, b] = [one.schedule, other.schedule];
  const periods = a.periods.length === b.periods.length && a.periods.every((period, index) => {
    const twin = b.periods[index]!;
    return period.startPeriod === twin.startPeriod && near(period.limit, twin.limit) &&
      (period.numberPhases ?? 3) === (twin.numberPhases ?? 3);
  });
  const same: Record<string, boolean> = {
    stackLevel: one.stackLevel === other.stackLevel,
    purpose: one.purpose === other.purpose,
    kind: one.kind === other.kind,
    recurrency: one.recurrency === other.recurrency,
    validFrom: time(one.validFrom) === time(other.validFrom),
    validTo: time(one.validTo) === time(other.validTo),
    unit: a.unit === b.unit,
    duration: a.duration === b.duration,
    startSchedule: time(a.startSchedule) === time(b.startSchedule),
    minChargingRate: near(a.minChargingRate, b.minChargingRate),
    periods,
  };
  return Object.keys(same).filter((field) => !same[field]);
}
