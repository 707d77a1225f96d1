import type { ChargingProfile, SchedulePeriod } from "../model.ts";

const recurrence = { Daily: 86_400_000, Weekly: 604_800_000 };

/** The time of an ISO 8601 text in ms; undefined where it is absent or cannot be read. */
export function instant(text: string | undefined): number | undefined {
  const ms = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

/** The schedule's start, its length and how often it repeats, in ms. */
function frame(profile: ChargingProfile, relativeTo: number) {
  const { kind, recurrency, schedule } = profile;
  // 1.6 §7.13: without startSchedule a schedule is relative to the start of charging.
  const start = kind === "Relative" ? relativeTo : instant(schedule.startSchedule) ?? relativeTo;
  const every = kind === "Recurring" ? recurrence[recurrency ?? "Daily"] : Infinity;
  return { start, every, length: (schedule.duration ?? Infinity) * 1000 };
}

/**
 * The period of a profile that applies at a time (ms), or undefined where the profile is not valid
 * (`validTo` excluded), has not begun or has run out. `relativeTo` is where a Relative one starts.
 */
export function periodAt(
  profile: ChargingProfile,
  at: number,
  relativeTo: number,
): SchedulePeriod | undefined {
  if (at < (instant(profile.validFrom) ?? -Infinity)) return undefined;
  if (at >= (instant(profile.validTo) ?? Infinity)) return undefined;
  const { start, every, length } = frame(profile, relativeTo);
  if (at < start) return undefined;
  // 1.6 §5.16.4: what is longer than the recurrence is not executed.
  const offset = every === Infinity ? at - start : (at - start) % every;
  if (offset >= length) return undefined;
  return profile.schedule.periods.findLast((period) => period.startPeriod * 1000 <= offset);
}

/** Times (ms) after `from` and before `to`: all at which what a profile says changes, and maybe more. */
export function changes(
  profile: ChargingProfile,
  from: number,
  to: number,
  relativeTo: number,
): number[] {
  const { start, every, length } = frame(profile, relativeTo);
  const marks = [...profile.schedule.periods.map((period) => period.startPeriod * 1000), length];
  const times = [instant(profile.validFrom) ?? from, instant(profile.validTo) ?? from];
  const step = every === Infinity ? to - start + 1 : every;
  const first = every === Infinity ? 0 : Math.floor((from - start) / every);
  for (let n = first; start + n * step < to; n++) {
    for (const mark of marks) times.push(start + n * step + mark);
  }
  return times.filter((time) => time > from && time < to);
}
