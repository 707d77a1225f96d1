import type { MeterReading, SampledValue } from "../model.ts";
import { baseValue } from "./units.ts";

type Phase = "L1" | "L2" | "L3";
export const PHASES: readonly Phase[] = ["L1", "L2", "L3"];

/** What one measurand shows at one place, in base units. */
export interface Measured {
  readonly location: string;
  /** The value without a phase, or given for the neutral alone. */
  readonly total?: number;
  readonly phases: ReadonlyMap<Phase, number>;
  /** Values between two phases, in the order they came. */
  readonly between: readonly number[];
}

const PLACES = ["Outlet", "Body", "Cable", "EV", "Inlet"];

/** The values of a measurand by location, Outlet (the default of the specification) first, Inlet last. */
export function measured(reading: MeterReading, measurand: string): Measured[] {
  const places = new Map<string, SampledValue[]>();
  for (const sample of reading.values) {
    if (sample.measurand !== measurand || baseValue(sample) === undefined) continue;
    const location = sample.location ?? "Outlet";
    places.set(location, [...(places.get(location) ?? []), sample]);
  }
  const rank = (place: string) => (PLACES.indexOf(place) + PLACES.length) % PLACES.length;
  return [...places]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([location, samples]) => atPlace(location, samples));
}

function atPlace(location: string, samples: readonly SampledValue[]): Measured {
  // Growatt repeats the value of Transaction.Begin beside each periodic one.
  const current = samples.filter((sample) => sample.context !== "Transaction.Begin");
  let total: number | undefined;
  let neutral: number | undefined;
  const phases = new Map<Phase, number>();
  const between: number[] = [];
  for (const sample of current.length > 0 ? current : samples) {
    const value = baseValue(sample) as number;
    const name = (sample.phase ?? "").trim().toUpperCase();
    const phase = PHASES.find((each) => name === each || name === `${each}-N`);
    // L1 and L1-N are two spellings of one thing: the larger counts, once.
    if (phase) phases.set(phase, Math.max(value, phases.get(phase) ?? value));
    else if (name === "") total = Math.max(value, total ?? value);
    else if (name === "N") neutral = value;
    else if (/^L[123]-L[123]$/.test(name)) between.push(value);
  }
  if (total === undefined && phases.size === 0) total = neutral;
  return { location, ...(total !== undefined && { total }), phases, between };
}

/** The total if there is one, else the sum over the phases, else undefined. */
export function totalOf(value: Measured): number | undefined {
  if (value.total !== undefined) return value.total;
  if (value.phases.size === 0) return undefined;
  return [...value.phases.values()].reduce((sum, each) => sum + each, 0);
}
