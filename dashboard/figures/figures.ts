import { powerOf } from "../../csms/metering/power.ts";
import { measured, totalOf } from "../../csms/metering/phases.ts";
import { baseValue } from "../../csms/metering/units.ts";
import type { MeterReading } from "../../csms/model.ts";

/** One curve. */
export interface Series {
  readonly label: string;
  readonly unit: string;
  readonly values: readonly (number | null)[];
  /** It holds its value until the next one. */
  readonly step?: true;
  /** Each of its values is one of a day or a month, drawn as a bar. */
  readonly bars?: true;
  /** Its values are drawn as dots. */
  readonly dots?: true;
}

/** What a chart draws: times in s since 1970, and a value of each series for each of them. */
export interface Figures {
  readonly times: readonly number[];
  readonly series: readonly Series[];
  /** What each of its times is called; as the viewer's clock shows it where this is absent. */
  readonly names?: readonly string[];
  /** What stands there while there is nothing to draw, where the page does not know it. */
  readonly empty?: string;
}

/** Points that are drawn of one curve; more cannot be seen. */
const MOST = 600;

const firstOf = (reading: MeterReading, measurand: string): number | undefined => {
  const [value] = measured(reading, measurand);
  return value && totalOf(value);
};

function percent(reading: MeterReading): number | undefined {
  const value = reading.values.find(({ measurand }) => measurand === "SoC");
  return value && baseValue(value);
}

/** The highest current of the phases, in A. */
function current(reading: MeterReading): number | undefined {
  const [value] = measured(reading, "Current.Import");
  if (!value) return undefined;
  return value.phases.size > 0 ? Math.max(...value.phases.values()) : value.total;
}

const kilo = (value: number | undefined) => value === undefined ? undefined : value / 1_000;

const curves = [
  { label: "Power", unit: "kW", of: (reading: MeterReading) => kilo(powerOf(reading)) },
  { label: "Current", unit: "A", of: current },
  {
    label: "Energy",
    unit: "kWh",
    of: (reading: MeterReading) => kilo(firstOf(reading, "Energy.Active.Import.Register")),
    /** What the meter has counted since the first reading. */
    fromFirst: true,
  },
  { label: "State of charge", unit: "%", of: percent },
] as const;

export type Curve = (typeof curves)[number]["label"];

/** The curves of meter readings; those that have no value at all are left out. */
export async function figuresOf(
  readings: AsyncIterable<MeterReading> | Iterable<MeterReading>,
  wanted: readonly Curve[] = curves.map(({ label }) => label),
): Promise<Figures> {
  const drawn = curves.filter(({ label }) => wanted.includes(label));
  let rows: { time: number; values: (number | null)[] }[] = [];
  let every = 1;
  let n = 0;
  for await (const reading of readings) {
    if (n++ % every !== 0) continue;
    const values = drawn.map(({ of }) => of(reading) ?? null);
    if (values.every((value) => value === null)) continue;
    rows.push({ time: Date.parse(reading.at) / 1_000, values });
    if (rows.length < 2 * MOST) continue;
    // Twice as many as can be seen: every other one goes, so that any length costs the same.
    rows = rows.filter((_, index) => index % 2 === 0);
    every *= 2;
  }
  rows.sort((a, b) => a.time - b.time);
  const series = drawn.map(({ label, unit, ...how }, at) => {
    const values = rows.map(({ values }) => values[at]!);
    const first = "fromFirst" in how ? values.find((value) => value !== null) ?? 0 : 0;
    return {
      ...{ label, unit },
      values: values.map((value) => value === null ? null : value - first),
    };
  }).filter(({ values }) => values.some((value) => value !== null));
  return { times: rows.map(({ time }) => time), series };
}
