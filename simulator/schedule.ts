/** As much of a charging profile as decides on a limit, whichever version it is written in. */
export interface TimedProfile {
  readonly stackLevel: number;
  readonly chargingProfilePurpose: string;
  readonly chargingProfileKind: string;
  readonly recurrencyKind?: "Daily" | "Weekly";
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly chargingSchedule: {
    readonly startSchedule?: string;
    /** In seconds. */
    readonly duration?: number;
    readonly chargingRateUnit: "A" | "W";
    readonly chargingSchedulePeriod: readonly {
      readonly startPeriod: number;
      readonly limit: number;
      readonly numberPhases?: number;
    }[];
  };
}

/** A profile with where it applies; a TxProfile belongs to one transaction. */
export interface Placed<P extends TimedProfile = TimedProfile> {
  readonly connector: number;
  readonly profile: P;
  readonly transaction?: string;
}

/** A limit as it is written, in the unit of its schedule. */
export interface Limit {
  readonly unit: "A" | "W";
  readonly limit: number;
  readonly phases: number;
}

const RECURRENCE = { Daily: 86_400_000, Weekly: 604_800_000 };

/** When the schedule that holds at `at` began, in ms; undefined where it has no beginning yet. */
function beginning(profile: TimedProfile, at: number, chargingSince?: number): number | undefined {
  const { startSchedule } = profile.chargingSchedule;
  if (profile.chargingProfileKind === "Relative") return chargingSince;
  const start = startSchedule === undefined ? chargingSince : Date.parse(startSchedule);
  if (start === undefined || profile.chargingProfileKind !== "Recurring") return start;
  const every = RECURRENCE[profile.recurrencyKind ?? "Daily"];
  return start + Math.floor((at - start) / every) * every;
}

/** What one profile allows at `at` (ms); undefined where it says nothing then (1.6 §3.13). */
export function limitOf(
  profile: TimedProfile,
  at: number,
  chargingSince?: number,
): Limit | undefined {
  if (profile.validFrom !== undefined && at < Date.parse(profile.validFrom)) return undefined;
  if (profile.validTo !== undefined && at >= Date.parse(profile.validTo)) return undefined;
  const { chargingSchedule: schedule } = profile;
  const start = beginning(profile, at, chargingSince);
  if (start === undefined || at < start) return undefined;
  if (schedule.duration !== undefined && at >= start + schedule.duration * 1000) return undefined;
  const period = schedule.chargingSchedulePeriod.findLast(({ startPeriod }) =>
    start + startPeriod * 1000 <= at
  );
  if (!period) return undefined;
  return {
    unit: schedule.chargingRateUnit,
    limit: period.limit,
    phases: Math.min(3, Math.max(1, period.numberPhases ?? 3)),
  };
}

/** The limit of the highest stack level that says something at `at` (1.6 §3.13.2). */
export function highest(
  profiles: readonly Placed[],
  at: number,
  chargingSince?: number,
): Limit | undefined {
  const stacked = profiles.toSorted((a, b) => b.profile.stackLevel - a.profile.stackLevel);
  for (const { profile } of stacked) {
    const limit = limitOf(profile, at, chargingSince);
    if (limit) return limit;
  }
  return undefined;
}

/** The times within (from, to) at which what a profile says may change, in ms. */
export function turningPoints(
  profile: TimedProfile,
  from: number,
  to: number,
  chargingSince?: number,
): number[] {
  const { chargingSchedule: schedule } = profile;
  const points = [profile.validFrom, profile.validTo].flatMap((time) =>
    time === undefined ? [] : [Date.parse(time)]
  );
  const every = profile.chargingProfileKind === "Recurring"
    ? RECURRENCE[profile.recurrencyKind ?? "Daily"]
    : Infinity;
  const first = beginning(profile, from, chargingSince);
  for (let start = first ?? Infinity; start < to; start += every) {
    points.push(start);
    for (const { startPeriod } of schedule.chargingSchedulePeriod) {
      points.push(start + startPeriod * 1000);
    }
    if (schedule.duration !== undefined) points.push(start + schedule.duration * 1000);
  }
  return points.filter((point) => point > from && point < to);
}
