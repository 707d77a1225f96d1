import { binsOf } from "../../csms/analytics/period.ts";
import type { Sums } from "../../csms/analytics/sums.ts";
import type { Figures } from "../figures/figures.ts";
import type { AskedPeriod } from "./period.ts";

/** The energy and the number of sessions of each day or month, to be drawn. */
export function chargingFigures(
  period: AskedPeriod,
  items: readonly (Sums & { readonly name: string })[],
): Figures {
  return {
    names: items.map(({ name }) => name),
    times: binsOf(period, period.by).map(({ start }) => start / 1_000),
    series: [
      {
        ...{ label: "Energy", unit: "kWh", bars: true },
        values: items.map(({ energyWh }) => energyWh / 1_000),
      },
      {
        ...{ label: "Count", unit: "sessions", dots: true },
        values: items.map(({ sessions }) => sessions),
      },
    ],
  };
}
