import type { z } from "zod";
import { tenths } from "../../csms/charging/convert.ts";
import type {
  ChargingProfile,
  ChargingSchedule,
  Details,
  SchedulePeriod,
} from "../../csms/model.ts";
import { limitOf } from "../no_limit.ts";
import { wireTime } from "../time.ts";
import type { chargingProfile } from "./charging_profile.ts";
import type { chargingSchedule, chargingSchedulePeriod } from "./charging_schedule.ts";

type Wire = z.output<typeof chargingProfile>;
type WireSchedule = z.output<typeof chargingSchedule>;
type WirePeriod = z.output<typeof chargingSchedulePeriod>;

const time = (text: string) => wireTime(new Date(text));

/** What is left of an object beside the fields that have a neutral name; vendors' own data is not kept. */
function detailsOf(rest: Record<string, unknown>): { details?: Details } {
  const { customData: _, ...others } = rest;
  const said = Object.entries(others).filter(([, value]) => value !== undefined);
  return said.length ? { details: Object.fromEntries(said) } : {};
}

/** A period of a schedule in neutral words. */
export function periodFrom(wire: WirePeriod): SchedulePeriod {
  const { startPeriod, limit, numberPhases, phaseToUse, ...rest } = wire;
  return {
    startPeriod,
    ...limitOf({ limit }),
    ...(numberPhases === undefined ? {} : { numberPhases }),
    ...(phaseToUse === undefined ? {} : { phaseToUse }),
    ...detailsOf(rest),
  };
}

/** A schedule in neutral words. */
export function scheduleFrom(wire: WireSchedule): ChargingSchedule {
  const { id, chargingRateUnit, duration, startSchedule, chargingSchedulePeriod, ...more } = wire;
  const { minChargingRate, ...rest } = more;
  return {
    id,
    unit: chargingRateUnit,
    ...(duration === undefined ? {} : { duration }),
    ...(startSchedule === undefined ? {} : { startSchedule }),
    periods: chargingSchedulePeriod.map(periodFrom),
    ...(minChargingRate === undefined ? {} : { minChargingRate }),
    ...detailsOf(rest),
  };
}

/** A profile of 2.x in neutral words: the first of its schedules, the others as alternatives to it. */
export function fromWire(wire: Wire): ChargingProfile {
  const { id, stackLevel, chargingProfilePurpose, chargingProfileKind, recurrencyKind, ...more } =
    wire;
  const { validFrom, validTo, transactionId, chargingSchedule, ...rest } = more;
  const [schedule, ...others] = chargingSchedule;
  return {
    ...{ id, stackLevel, purpose: chargingProfilePurpose, kind: chargingProfileKind },
    ...(transactionId === undefined ? {} : { transaction: transactionId }),
    ...(recurrencyKind === undefined ? {} : { recurrency: recurrencyKind }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
    schedule: scheduleFrom(schedule!),
    ...(others.length ? { alternatives: others.map(scheduleFrom) } : {}),
    ...detailsOf(rest),
  };
}

function periodTo(period: SchedulePeriod): WirePeriod {
  const { startPeriod, limit, numberPhases, phaseToUse, details } = period;
  return {
    startPeriod,
    ...(limit === undefined ? {} : { limit: tenths(limit) }),
    ...(numberPhases === undefined ? {} : { numberPhases }),
    ...(phaseToUse === undefined ? {} : { phaseToUse }),
    ...details,
  };
}

function scheduleTo(schedule: ChargingSchedule, id: number): WireSchedule {
  const { unit, duration, startSchedule, periods, minChargingRate, details } = schedule;
  return {
    id: schedule.id ?? id,
    chargingRateUnit: unit,
    ...(duration === undefined ? {} : { duration }),
    ...(startSchedule === undefined ? {} : { startSchedule: time(startSchedule) }),
    chargingSchedulePeriod: periods.map(periodTo),
    ...(minChargingRate === undefined ? {} : { minChargingRate: tenths(minChargingRate) }),
    ...details,
  };
}

/** A profile as 2.x spells it; `details` that a version does not have are refused when the frame is checked. */
export function toWire(profile: ChargingProfile): Wire {
  const { transaction, recurrency, validFrom, validTo, schedule, alternatives = [] } = profile;
  return {
    id: profile.id,
    stackLevel: profile.stackLevel,
    chargingProfilePurpose: profile.purpose,
    chargingProfileKind: profile.kind,
    ...(recurrency === undefined ? {} : { recurrencyKind: recurrency }),
    ...(validFrom === undefined ? {} : { validFrom: time(validFrom) }),
    ...(validTo === undefined ? {} : { validTo: time(validTo) }),
    ...(transaction === undefined ? {} : { transactionId: transaction }),
    chargingSchedule: [schedule, ...alternatives].map((each, at) => scheduleTo(each, at + 1)),
    ...profile.details,
  };
}
