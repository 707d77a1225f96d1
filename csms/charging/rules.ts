import type {
  ChargingProfile,
  ChargingSchedule,
  InstalledProfile,
  SchedulePeriod,
} from "../model.ts";
import type { Args } from "../verbs.ts";
import { instant } from "./active.ts";

const externalPurpose = "ChargingStationExternalConstraints";

/**
 * What the set of profiles becomes once a station accepted `next`, which is not in `keep`. It replaces
 * the same id anywhere on the station and the same EVSE, purpose and stack level (1.6 §5.16.3); where
 * profiles `coexist`, only those of the latter that are valid at the same time (2.x K01.FR.06). With a
 * `problem` nothing is dropped and `next` is not to be kept.
 */
export function install(
  existing: readonly InstalledProfile[],
  next: InstalledProfile,
  { coexist = false }: { coexist?: boolean } = {},
): {
  keep: InstalledProfile[];
  drop: InstalledProfile[];
  problem?: string;
} {
  const drop = existing.filter((profile) =>
    profile.station === next.station && (profile.id === next.id ||
      (profile.evse === next.evse && profile.purpose === next.purpose &&
        profile.stackLevel === next.stackLevel && !(coexist && disjoint(profile, next))))
  );
  const external = drop.find((profile) => profile.purpose === externalPurpose);
  if (external && next.purpose !== externalPurpose) {
    // K01.FR.05: an external constraint is not the CSMS's to replace.
    const problem =
      `profile ${next.id} has the id of an external constraint, which only its source` +
      ` may replace; choose another id`;
    return { keep: [...existing], drop: [], problem };
  }
  return { keep: existing.filter((profile) => !drop.includes(profile)), drop };
}

/** Whether two profiles are never valid at the same time. */
function disjoint(a: ChargingProfile, b: ChargingProfile): boolean {
  const from = (profile: ChargingProfile) => instant(profile.validFrom) ?? -Infinity;
  const to = (profile: ChargingProfile) => instant(profile.validTo) ?? Infinity;
  return to(a) <= from(b) || to(b) <= from(a);
}

/**
 * Whether clearing by these criteria takes a profile away: an id alone decides, else all the criteria
 * given must hold. EVSE 0 means the profiles set on the station, absent means everywhere (1.6 §6.13).
 */
export function matches(profile: InstalledProfile, criteria: Args<"clearProfile">): boolean {
  // K10.FR.04, .08 and .09: external constraints are passed over.
  if (profile.purpose === externalPurpose) return false;
  const { id, evse, purpose, stackLevel } = criteria;
  if (id !== undefined) return profile.id === id;
  return (evse === undefined || profile.evse === evse) &&
    (purpose === undefined || profile.purpose === purpose) &&
    (stackLevel === undefined || profile.stackLevel === stackLevel);
}

/** When a profile is over for good, in ms; undefined where no time says so (it may end with a transaction). */
export function endsAt(profile: ChargingProfile): number | undefined {
  const { duration, startSchedule } = profile.schedule;
  const start = profile.kind === "Absolute" ? instant(startSchedule) : undefined;
  const runsOut = start === undefined || duration === undefined
    ? Infinity
    : start + duration * 1000;
  const end = Math.min(instant(profile.validTo) ?? Infinity, runsOut);
  return end === Infinity ? undefined : end;
}

/**
 * Why a station could not take a profile on an EVSE, in one sentence, or undefined. `transaction` is
 * the one that runs there.
 */
export function problemOf(
  profile: ChargingProfile,
  evse: number,
  transaction?: string,
): string | undefined {
  return placeProblem(profile, evse, transaction) ?? shapeProblem(profile);
}

/** Why a profile cannot go with a remote start, whose transaction it is for, or undefined. */
export function startProblemOf(profile: ChargingProfile): string | undefined {
  const { purpose, transaction } = profile;
  // 1.6 §5.11, 2.x F01.FR.08 and .11.
  if (purpose !== "TxProfile") return `a start takes a TxProfile with it, not a ${purpose}`;
  if (transaction !== undefined) {
    return `the profile of a start names no transaction, and this one says ${transaction}`;
  }
  return shapeProblem(profile);
}

function shapeProblem(profile: ChargingProfile): string | undefined {
  const schedules = [profile.schedule, ...profile.alternatives ?? []];
  return timeProblem(profile) ?? alternativesProblem(profile) ??
    schedules.map(scheduleProblem).find((problem) => problem);
}

function placeProblem(
  { purpose, kind, stackLevel, transaction: wanted }: ChargingProfile,
  evse: number,
  running: string | undefined,
): string | undefined {
  if (!natural(evse)) return `the EVSE must be a whole number from 0, not ${evse}`;
  if (!natural(stackLevel)) return `stackLevel must be a whole number from 0, not ${stackLevel}`;
  if (purpose === externalPurpose) return `${purpose} is set by the station, never by the CSMS`;
  if (purpose === "ChargingStationMaxProfile") {
    if (evse !== 0) return `${purpose} is for the whole station, EVSE 0, not ${evse}`;
    if (kind === "Relative") return `${purpose} cannot be Relative: no transaction starts it`;
  }
  if (purpose !== "TxProfile") {
    return wanted === undefined
      ? undefined
      : `only a TxProfile names a transaction, not ${purpose}`;
  }
  if (evse === 0) return "a TxProfile needs an EVSE above 0, not 0";
  if (running === undefined) return `a TxProfile needs a transaction, and EVSE ${evse} has none`;
  if (wanted !== undefined && wanted !== running) {
    return `the TxProfile is for transaction ${wanted}, but EVSE ${evse} runs ${running}`;
  }
}

function timeProblem(profile: ChargingProfile): string | undefined {
  const { kind, recurrency, validFrom, validTo, schedule: { startSchedule } } = profile;
  for (const [name, text] of Object.entries({ validFrom, validTo, startSchedule })) {
    if (text !== undefined && instant(text) === undefined) return `${name} is no time: ${text}`;
  }
  if ((instant(validFrom) ?? -Infinity) >= (instant(validTo) ?? Infinity)) {
    return `validFrom must be before validTo: ${validFrom} is not before ${validTo}`;
  }
  if (kind === "Recurring" && !recurrency) return "a Recurring profile needs recurrency";
  if (kind !== "Recurring" && recurrency) {
    return `only a Recurring profile has recurrency, not ${kind}`;
  }
  if (kind === "Relative" && startSchedule !== undefined) {
    return `a Relative profile has no startSchedule, and this one says ${startSchedule}`;
  }
  // 2.1 K28: a Dynamic profile holds from the time at which it was last updated.
  if (kind !== "Relative" && kind !== "Dynamic" && startSchedule === undefined) {
    return `the profile is ${kind} and needs a startSchedule`;
  }
}

function alternativesProblem({ purpose, kind, schedule, alternatives = [] }: ChargingProfile) {
  if (alternatives.length > 2) {
    return `a vehicle chooses from three schedules at most, not ${alternatives.length + 1}`;
  }
  // 2.x K15: more than one schedule is for ISO 15118, whose vehicle belongs to a transaction.
  if (alternatives.length > 0 && purpose !== "TxProfile") {
    return `only a TxProfile offers alternatives, not ${purpose}`;
  }
  if (kind === "Dynamic" && schedule.periods.length !== 1) {
    return `a Dynamic profile has one period, not ${schedule.periods.length}`;
  }
}

function scheduleProblem(schedule: ChargingSchedule): string | undefined {
  const { duration, minChargingRate, periods } = schedule;
  if (duration !== undefined && !(natural(duration) && duration > 0)) {
    return `duration must be whole seconds above 0, not ${duration}`;
  }
  if (minChargingRate !== undefined && !(minChargingRate >= 0)) {
    return `minChargingRate must be 0 or more, not ${minChargingRate}`;
  }
  if (periods[0]?.startPeriod !== 0) {
    return `the first period must start at 0, not ${periods[0]?.startPeriod ?? "nowhere"}`;
  }
  let before: SchedulePeriod | undefined;
  for (const period of periods) {
    const { startPeriod, limit, numberPhases, details = {} } = period;
    if (!natural(startPeriod) || (before && startPeriod <= before.startPeriod)) {
      return `periods must start at rising whole seconds, not ${startPeriod} after ${before?.startPeriod}`;
    }
    if (limit === undefined && Object.keys(details).length === 0) {
      return `the period at ${startPeriod} has no limit, and no details in its place`;
    }
    if (limit !== undefined && !(limit >= 0 && limit < Infinity)) {
      return `a limit must be 0 or more, not ${limit}`;
    }
    if (numberPhases !== undefined && ![1, 2, 3].includes(numberPhases)) {
      return `numberPhases must be 1, 2 or 3, not ${numberPhases}`;
    }
    before = period;
  }
}

function natural(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
