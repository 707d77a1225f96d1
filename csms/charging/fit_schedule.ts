import { fitJson } from "../fit.ts";
import type { ChargingProfile, ChargingSchedule } from "../model.ts";

/** Characters of what is kept whole; beyond that only what limits is kept, which fits in one value. */
const LONGEST = 24_000;
/** Periods that a schedule may have (2.x part 2, ChargingScheduleType). */
const MOST_PERIODS = 1024;

const fits = (value: unknown) => fitJson(value, LONGEST) === value;

/** A schedule that the store can hold: where it is too long its limits are kept, and nothing beside. */
export function fitSchedule(schedule: ChargingSchedule): ChargingSchedule {
  if (fits(schedule)) return schedule;
  const { details: _, ...rest } = schedule;
  const periods = rest.periods.slice(0, MOST_PERIODS).map((
    { startPeriod, limit, numberPhases },
  ) => ({
    startPeriod,
    ...(limit === undefined ? {} : { limit }),
    ...(numberPhases === undefined ? {} : { numberPhases }),
  }));
  return { ...rest, periods };
}

/** A profile that the store can hold: where it is too long its alternatives and details go. */
export function fitProfile<P extends ChargingProfile>(profile: P): P {
  if (fits(profile)) return profile;
  const { alternatives: _, details: __, ...rest } = profile;
  return { ...rest, schedule: fitSchedule(profile.schedule) } as P;
}
