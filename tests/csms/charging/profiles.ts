import fc from "fast-check";
import type { InstalledProfile } from "../../../csms/model.ts";

/** The first second of the windows in these tests: a Thursday, midnight. */
export const T0 = Date.parse("2026-01-01T00:00:00Z");

/** ISO text of a time that many seconds after T0. */
export const iso = (seconds: number) => new Date(T0 + seconds * 1000).toISOString();

/** An installed profile of one 16 A period on EVSE 1, changed where a test says so. */
export function profile(
  change: Partial<Omit<InstalledProfile, "schedule">> & {
    schedule?: Partial<InstalledProfile["schedule"]>;
  } = {},
): InstalledProfile {
  return {
    id: 1,
    station: "CP-1",
    evse: 1,
    stackLevel: 0,
    purpose: "TxDefaultProfile",
    kind: "Absolute",
    installedAt: iso(-1000),
    ...change,
    schedule: {
      unit: "A",
      startSchedule: iso(0),
      periods: [{ startPeriod: 0, limit: 16 }],
      ...change.schedule,
    },
  };
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const when = fc.integer({ min: -400, max: 700 });
/** Half seconds now and then, so that nothing relies on whole ones. */
const fine = fc.tuple(when, fc.constantFrom(0, 0, 0.5)).map(([s, half]) => iso(s + half));
const day = 86_400;

const periods = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 4 })
  .chain((starts) =>
    fc.tuple(...[0, ...starts.sort((a, b) => a - b)].map((startPeriod) =>
      fc.record({
        startPeriod: fc.constant(startPeriod),
        limit: fc.integer({ min: 0, max: 400 }).map((n) => n / 10),
        numberPhases: maybe(fc.constantFrom(1, 2, 3)),
      })
    ))
  );

/** Profiles that change within ten minutes of T0, in every kind, unit, purpose and place. */
export const installed: fc.Arbitrary<InstalledProfile> = fc.record({
  id: fc.integer({ min: 1, max: 12 }),
  stackLevel: fc.integer({ min: 0, max: 3 }),
  place: fc.constantFrom(
    [0, "ChargingStationMaxProfile"] as const,
    [0, "ChargingStationExternalConstraints"] as const,
    [1, "ChargingStationExternalConstraints"] as const,
    [0, "TxDefaultProfile"] as const,
    [1, "TxDefaultProfile"] as const,
    [2, "TxDefaultProfile"] as const,
    [1, "TxProfile"] as const,
  ),
  transaction: fc.constantFrom(undefined, "T1", "T2"),
  time: fc.oneof(
    fc.record({ kind: fc.constant("Absolute" as const), start: fine, duration: maybe(when) }),
    fc.record({ kind: fc.constant("Relative" as const), duration: maybe(when) }),
    fc.record({
      kind: fc.constant("Recurring" as const),
      recurrency: fc.constantFrom("Daily" as const, "Weekly" as const),
      ago: fc.integer({ min: -1, max: 3 }),
      offset: when,
      duration: maybe(fc.constantFrom(100, 400, day - 100, day, day + 100)),
    }),
  ),
  validFrom: maybe(fine),
  validTo: maybe(fine),
  unit: fc.constantFrom("A" as const, "W" as const),
  minChargingRate: maybe(fc.integer({ min: 0, max: 10 })),
  periods,
  installedAt: fc.integer({ min: -5000, max: 0 }).map(iso),
}).map(({ place: [evse, purpose], time, transaction, unit, periods, ...rest }) => {
  const week = time.kind === "Recurring" && time.recurrency === "Weekly" ? 7 : 1;
  const start = time.kind === "Recurring"
    ? iso(time.offset - time.ago * week * day)
    : time.kind === "Absolute"
    ? time.start
    : undefined;
  const { validFrom, validTo, minChargingRate, ...plain } = rest;
  return {
    ...plain,
    station: "CP-1",
    evse,
    purpose,
    kind: time.kind,
    ...(time.kind === "Recurring" ? { recurrency: time.recurrency } : {}),
    ...(purpose === "TxProfile" && transaction ? { transaction } : {}),
    ...(validFrom ? { validFrom } : {}),
    ...(validTo ? { validTo } : {}),
    schedule: {
      unit,
      ...(start ? { startSchedule: start } : {}),
      ...(time.duration === undefined ? {} : { duration: Math.max(1, time.duration) }),
      ...(minChargingRate === undefined ? {} : { minChargingRate }),
      periods: periods.map(({ numberPhases, limit, startPeriod }) => ({
        startPeriod,
        limit: unit === "W" ? limit * 500 : limit,
        ...(numberPhases ? { numberPhases } : {}),
      })),
    },
  };
});

/** A whole set on one station, as `install` leaves it: no two with one id. */
export const sets = fc.uniqueArray(installed, { maxLength: 8, selector: ({ id }) => id });
