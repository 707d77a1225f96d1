import type { InstalledProfile, ProfilePurpose, RateUnit } from "../model.ts";
import type { ExternalLimit } from "../model/smart_charging.ts";
import { changes, periodAt } from "./active.ts";
import { convert, tenths } from "./convert.ts";
import { unreckonable, type Unreckoned, unreckonedIn } from "./unreckoned.ts";

/** Stands for "no limit" in a composite schedule, whose periods must have one (1.6 §7.13). */
export const noLimit: Readonly<Record<RateUnit, number>> = { A: 10_000, W: 10_000_000 };

export interface CompositeInput {
  readonly profiles: readonly InstalledProfile[];
  readonly evse: number;
  readonly from: Date;
  /** Seconds. */
  readonly duration: number;
  readonly unit: RateUnit;
  /** V, phase to neutral; 230 where absent. */
  readonly voltage?: number;
  /** What a period without numberPhases has; 3 where absent. */
  readonly phases?: number;
  /** The station's rating in `unit`, a limit at all times (1.6 §5.7); `noLimit` where absent. */
  readonly maximum?: number;
  /** The one that runs on the EVSE; without it, charging is taken to start at `from`. */
  readonly transaction?: {
    readonly id: string;
    readonly startedAt: Date;
    /** Whether its PriorityCharging profile prevails (2.1 K21). */
    readonly priority?: boolean;
  };
  /** What others than the CSMS limit the station to (2.x K11 to K13). */
  readonly external?: readonly ExternalLimit[];
}

/** As long as it lasts, so much may be drawn. */
export interface CompositePeriod {
  /** Seconds from the start of the schedule. */
  readonly startPeriod: number;
  readonly limit: number;
  readonly numberPhases?: number;
}

export interface Composite {
  readonly start: string;
  readonly unit: RateUnit;
  readonly duration: number;
  readonly periods: CompositePeriod[];
  /** The highest of the profiles for transactions that apply in the window, in `unit`. */
  readonly minChargingRate?: number;
  /** What applies in the window and is not in it (2.1). */
  readonly unreckoned: readonly Unreckoned[];
}

/**
 * The composite schedule of one EVSE as 1.6 §3.13 and 2.x K08 define it, from `from` (cut to whole
 * seconds) on. The highest active stack level prevails within a purpose, TxProfile overrules
 * TxDefaultProfile, station-wide profiles, external limits and the rating cap; EVSE 0 has those caps
 * alone. Discharging, setpoints and local generation (2.1) are not computed, but named: a period without
 * a limit limits nothing, one with a negative limit lets nothing be drawn.
 */
export function composite(input: CompositeInput): Composite {
  const { unit, duration, voltage, phases = 3, maximum = noLimit[unit], transaction } = input;
  const from = Math.floor(input.from.getTime() / 1000) * 1000;
  const to = from + duration * 1000;
  const relativeTo = transaction?.startedAt.getTime() ?? from;
  const { rates, caps } = stacksFor(input);
  const generation = generationFor(input);

  const starts = new Set([0]);
  for (const profile of [...rates, ...caps, generation].flat()) {
    for (const time of changes(profile, from, to, relativeTo)) {
      starts.add(Math.ceil((time - from) / 1000));
    }
  }

  const toUnit = (limit: number, from: RateUnit, numberPhases = phases) =>
    convert(limit, from, unit, { voltage, phases: numberPhases });
  const periods: CompositePeriod[] = [];
  const unreckoned = new Set<Unreckoned>();
  let minChargingRate: number | undefined;
  for (const startPeriod of [...starts].sort((a, b) => a - b)) {
    if (startPeriod > 0 && startPeriod >= duration) break;
    const at = from + startPeriod * 1000;
    const rate = prevailing(rates.flat(), at, relativeTo);
    const found = [rate, ...caps.map((stack) => prevailing(stack, at, relativeTo))]
      .filter((each) => each !== undefined);
    const limits = found.map(({ profile, period }) =>
      period.limit === undefined
        ? maximum
        : toUnit(Math.max(0, period.limit), profile.schedule.unit, period.numberPhases)
    );
    for (const { profile, period } of found) {
      for (const each of unreckonedIn(period, profile.schedule)) unreckoned.add(each);
    }
    if (prevailing(generation, at, relativeTo)) unreckoned.add("localGeneration");
    const next: CompositePeriod = {
      startPeriod,
      limit: tenths(Math.min(maximum, ...limits)),
      ...fewestPhases(found.map(({ period }) => period.numberPhases), phases),
    };
    const last = periods.at(-1);
    if (last?.limit !== next.limit || last.numberPhases !== next.numberPhases) periods.push(next);
    const least = rate?.profile.schedule.minChargingRate;
    if (rate !== undefined && least !== undefined) {
      const converted = tenths(toUnit(least, rate.profile.schedule.unit));
      minChargingRate = Math.max(minChargingRate ?? 0, converted);
    }
  }
  return {
    start: new Date(from).toISOString(),
    unit,
    duration,
    periods,
    unreckoned: unreckonable.filter((each) => unreckoned.has(each)),
    ...(minChargingRate === undefined ? {} : { minChargingRate }),
  };
}

/** The stacks to ask, each ordered so that the first active profile prevails. */
function stacksFor({ profiles, evse, transaction, external }: CompositeInput) {
  const ordered = [...profiles].sort((a, b) =>
    b.stackLevel - a.stackLevel || b.installedAt.localeCompare(a.installedAt) || b.id - a.id
  );
  const of = (purpose: ProfilePurpose, at: number) =>
    ordered.filter((profile) => profile.purpose === purpose && profile.evse === at);
  const places = evse === 0 ? [0] : [0, evse];
  const caps = places.flatMap((place) => [
    of("ChargingStationMaxProfile", place),
    of("ChargingStationExternalConstraints", place),
    ...(external ?? []).filter((limit) => limit.evse === place && !limit.localGeneration)
      .flatMap(capsOf),
  ]);
  if (evse === 0) return { rates: [], caps };

  const mine = of("TxProfile", evse).filter((profile) =>
    transaction !== undefined && (profile.transaction ?? transaction.id) === transaction.id
  );
  const first = transaction?.priority
    ? [...of("PriorityCharging", evse), ...of("PriorityCharging", 0)]
    : [];
  const own = of("TxDefaultProfile", evse);
  // 1.6 §3.13.1: one for this connector replaces that for connector 0 of the same level, here only.
  const shared = of("TxDefaultProfile", 0).filter((profile) =>
    !own.some(({ stackLevel }) => stackLevel === profile.stackLevel)
  );
  const defaults = [...own, ...shared].sort((a, b) => b.stackLevel - a.stackLevel);
  return { rates: [first, mine, defaults], caps };
}

/** A schedule of somebody who says no more than that there is one. */
const any = { unit: "A", periods: [{ startPeriod: 0 }] } as const;

/** What tells of power that is made here, for this EVSE or for all: of more to draw, not of less (2.1 K27). */
function generationFor({ profiles, evse, external = [] }: CompositeInput): InstalledProfile[] {
  const installed = profiles.filter(({ purpose }) => purpose === "LocalGeneration");
  const told = external.filter(({ localGeneration }) => localGeneration)
    .flatMap((limit) => capsOf(limit.schedules.length > 0 ? limit : { ...limit, schedules: [any] }))
    .flat();
  return [...installed, ...told].filter((each) => each.evse === 0 || each.evse === evse);
}

/** Each schedule of a limit, as a stack of its own: all of them hold. */
function capsOf(limit: ExternalLimit): InstalledProfile[][] {
  const { station, evse, at, schedules } = limit;
  // A composite begins at a whole second, and what holds already must hold from there.
  const since = new Date(Math.floor(Date.parse(at) / 1000) * 1000).toISOString();
  return schedules.map((schedule) => [{
    ...{ id: 0, station, evse, stackLevel: 0, kind: "Absolute", installedAt: at },
    purpose: "ChargingStationExternalConstraints",
    schedule: { ...schedule, startSchedule: schedule.startSchedule ?? since },
  }]);
}

function prevailing(stack: readonly InstalledProfile[], at: number, relativeTo: number) {
  for (const profile of stack) {
    const period = periodAt(profile, at, relativeTo);
    if (period) return { profile, period };
  }
  return undefined;
}

/** Said only where a profile says it; a merge may never allow more than any part (1.6 §3.13.3). */
function fewestPhases(stated: readonly (number | undefined)[], assumed: number) {
  if (stated.every((phases) => phases === undefined)) return {};
  return { numberPhases: Math.min(...stated.map((phases) => phases ?? assumed)) };
}
