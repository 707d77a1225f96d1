import type { ChargingSchedule } from "../model.ts";
import type { ChargingNeeds } from "../model/smart_charging.ts";
import { type Composite, type CompositePeriod, noLimit } from "./composite.ts";
import { convert, tenths } from "./convert.ts";

/** Periods of one schedule, where a vehicle cannot handle fewer. */
const MOST_PERIODS = 100;

/** A schedule for a vehicle, and by how much it falls short of what it asks for. */
export interface Offer {
  readonly schedule: ChargingSchedule;
  readonly shortWh?: number;
}

/**
 * The schedule that a vehicle's needs are answered with: at once as much as it and its EVSE can, since
 * nobody knows a better time; nothing where it cannot go so low. `limits` is what the EVSE may draw, in
 * the unit of the needs. Undefined where neither the vehicle nor the EVSE names a limit.
 */
export function scheduleFor(
  needs: ChargingNeeds,
  limits: Pick<Composite, "start" | "periods" | "duration">,
): Offer | undefined {
  const { unit, most = noLimit[unit], least = 0, phases } = needs;
  const rates: CompositePeriod[] = [];
  for (const { startPeriod, limit, numberPhases } of limits.periods) {
    const rate = tenths(Math.min(most, limit));
    const used = fewest(phases, numberPhases);
    const next = {
      startPeriod,
      limit: rate < least ? 0 : rate,
      ...(used === undefined ? {} : { numberPhases: used }),
    };
    const last = rates.at(-1);
    if (last?.limit !== next.limit || last.numberPhases !== next.numberPhases) rates.push(next);
  }
  if (rates.every(({ limit }) => limit >= noLimit[unit])) return undefined;
  const periods = merged(rates, Math.min(needs.mostPeriods || MOST_PERIODS, MOST_PERIODS));
  const schedule = { unit, startSchedule: limits.start, periods };
  const missing = short(needs, limits, periods);
  return missing > 0 ? { schedule, shortWh: missing } : { schedule };
}

function fewest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b);
}

/** At most so many periods: those at the end become one, which keeps to the lowest of them. */
function merged(periods: readonly CompositePeriod[], most: number): CompositePeriod[] {
  if (periods.length <= most) return [...periods];
  const kept = periods.slice(0, most - 1);
  const rest = periods.slice(most - 1);
  return [...kept, { ...rest[0]!, limit: Math.min(...rest.map(({ limit }) => limit)) }];
}

/** Wh that a vehicle will lack when it leaves; 0 where it does not say both how much and when. */
function short(
  { unit, energyWh, departureAt, phases = 3 }: ChargingNeeds,
  { start }: Pick<Composite, "start">,
  periods: readonly CompositePeriod[],
): number {
  if (energyWh === undefined || departureAt === undefined) return 0;
  const leaves = (Date.parse(departureAt) - Date.parse(start)) / 1000;
  let gets = 0;
  periods.forEach(({ startPeriod, limit, numberPhases = phases }, index) => {
    const ends = Math.min(leaves, periods[index + 1]?.startPeriod ?? Infinity);
    const watts = convert(limit, unit, "W", { phases: numberPhases });
    gets += Math.max(0, ends - startPeriod) * watts / 3600;
  });
  return Math.max(0, Math.round(energyWh - gets));
}
