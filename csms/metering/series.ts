import type { MeterReading } from "../model.ts";
import { measured, totalOf } from "./phases.ts";

/** One energy value that a reading offers, named so that the next reading's can be told to be the same. */
interface EnergyValue {
  /** Measurand, location and phases, e.g. `Energy.Active.Import.Register@Outlet/L1+L2+L3`. */
  readonly source: string;
  readonly wh: number;
}

const INTERVAL = "Energy.Active.Import.Interval";
const MEASURANDS = ["Energy.Active.Import.Register", INTERVAL];

/** No meter goes this far: its digits were misread. */
const MOST_WH = 1e12;

/** Whether a source gives the energy of each interval instead of a register. */
export function isInterval(source: string): boolean {
  return source.startsWith(INTERVAL);
}

/** The energy values in a reading, the best first: a register before intervals, a total before phases, Outlet first. */
export function energyValues(reading: MeterReading): EnergyValue[] {
  return MEASURANDS.flatMap((measurand) =>
    measured(reading, measurand).flatMap((value) => {
      const wh = totalOf(value);
      if (wh === undefined || !(wh >= 0 && wh <= MOST_WH)) return [];
      const phases = value.total === undefined
        ? `/${[...value.phases.keys()].sort().join("+")}`
        : "";
      return [{ source: `${measurand}@${value.location}${phases}`, wh }];
    })
  );
}
