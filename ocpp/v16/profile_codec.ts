import type { z } from "zod";
import type { ChargingProfile, ProfilePurpose, SchedulePeriod } from "../../csms/model.ts";
import { tenths } from "../../csms/charging/convert.ts";
import { wireTime } from "../time.ts";
import type { chargingProfile, chargingProfilePurpose } from "./charging_profile.ts";

type Wire = z.output<typeof chargingProfile>;
type WirePurpose = z.output<typeof chargingProfilePurpose>;

/** 1.6 has another name for the profile of the whole station. */
export function purposeTo(purpose: ProfilePurpose): WirePurpose {
  return purpose === "ChargingStationMaxProfile" ? "ChargePointMaxProfile" : purpose as WirePurpose;
}

/** The neutral name of a purpose. */
export function purposeFrom(purpose: WirePurpose): ProfilePurpose {
  return purpose === "ChargePointMaxProfile" ? "ChargingStationMaxProfile" : purpose;
}

const time = (text: string) => wireTime(new Date(text));

function periodTo({ startPeriod, limit, numberPhases, phaseToUse, details }: SchedulePeriod) {
  return {
    startPeriod,
    limit: tenths(limit!),
    ...(numberPhases === undefined ? {} : { numberPhases }),
    ...(phaseToUse === undefined ? {} : { phaseToUse }),
    ...details,
  };
}

/** A profile as 1.6 spells it (1.6 §7.8); what only 2.x has is refused when the frame is checked. */
export function toWire(profile: ChargingProfile): Wire {
  const { schedule, alternatives } = profile;
  return {
    ...(alternatives?.length ? { alternatives } : {}),
    ...profile.details,
    chargingProfileId: profile.id,
    ...(profile.transaction === undefined ? {} : { transactionId: Number(profile.transaction) }),
    stackLevel: profile.stackLevel,
    chargingProfilePurpose: purposeTo(profile.purpose),
    chargingProfileKind: profile.kind as Wire["chargingProfileKind"],
    ...(profile.recurrency ? { recurrencyKind: profile.recurrency } : {}),
    ...(profile.validFrom ? { validFrom: time(profile.validFrom) } : {}),
    ...(profile.validTo ? { validTo: time(profile.validTo) } : {}),
    chargingSchedule: {
      ...schedule.details,
      ...(schedule.duration === undefined ? {} : { duration: schedule.duration }),
      ...(schedule.startSchedule ? { startSchedule: time(schedule.startSchedule) } : {}),
      chargingRateUnit: schedule.unit,
      chargingSchedulePeriod: schedule.periods.map(periodTo),
      ...(schedule.minChargingRate === undefined
        ? {}
        : { minChargingRate: tenths(schedule.minChargingRate) }),
    },
  };
}

/** A profile of 1.6 in neutral words. */
export function fromWire(wire: Wire): ChargingProfile {
  const { chargingSchedule: schedule } = wire;
  return {
    id: wire.chargingProfileId,
    ...(wire.transactionId === undefined ? {} : { transaction: String(wire.transactionId) }),
    stackLevel: wire.stackLevel,
    purpose: purposeFrom(wire.chargingProfilePurpose),
    kind: wire.chargingProfileKind,
    ...(wire.recurrencyKind ? { recurrency: wire.recurrencyKind } : {}),
    ...(wire.validFrom ? { validFrom: wire.validFrom } : {}),
    ...(wire.validTo ? { validTo: wire.validTo } : {}),
    schedule: {
      unit: schedule.chargingRateUnit,
      ...(schedule.duration === undefined ? {} : { duration: schedule.duration }),
      ...(schedule.startSchedule ? { startSchedule: schedule.startSchedule } : {}),
      periods: schedule.chargingSchedulePeriod,
      ...(schedule.minChargingRate === undefined
        ? {}
        : { minChargingRate: schedule.minChargingRate }),
    },
  };
}
