import type { Store } from "../../kv/mod.ts";
import type { Rollup, RollupKind } from "../model/rollup.ts";
import { cover } from "./cover.ts";
import { type Bin, binsOf, boundsOf, type Period } from "./period.ts";
import { dayOf, quarterOf, QUARTERS } from "./quarter.ts";
import { rollupsOf } from "./rollups.ts";
import { Adder, type Sums } from "./sums.ts";

/** Whose sums are asked for; everybody's where the name is empty. */
export interface Subject {
  readonly kind: RollupKind;
  readonly name: string;
}

/** Reads the rollups. */
export function reading(store: Pick<Store, "rollupDays" | "rollupMonths" | "rollupYears">) {
  const rollups = rollupsOf(store);

  /** The days that bins touch, of one subject; those without anything are left out. */
  async function daysOf({ kind, name }: Subject, bins: readonly Bin[]) {
    const first = dayOf(quarterOf(bins[0]!.start)).day;
    const last = dayOf(quarterOf(bins.at(-1)!.end - 1)).day;
    const days = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const entries = await rollups.day.getMany(days.map((day) => [kind, day, name]));
    return new Map<number, Rollup>(
      entries.flatMap((entry, i) => entry ? [[days[i]!, entry.value]] : []),
    );
  }

  return {
    /** What each day or month of a period came to for all of the subjects together, those without anything too. */
    async series(subjects: readonly Subject[], period: Period, by: "day" | "month") {
      const bins = binsOf(period, by);
      const all = await Promise.all(subjects.map((subject) => daysOf(subject, bins)));
      const whole = new Adder();
      const items = bins.map(({ name, start, end }) => {
        const own = new Adder();
        const [from, to] = [quarterOf(start), quarterOf(end)];
        for (let day = dayOf(from).day; day * QUARTERS < to; day++) {
          const begin = Math.max(0, from - day * QUARTERS);
          const end = Math.min(QUARTERS, to - day * QUARTERS);
          for (const rollup of all.map((days) => days.get(day))) {
            for (const adder of rollup ? [own, whole] : []) adder.add(rollup!, begin, end);
          }
        }
        return { name, ...own.sums };
      });
      return { items, total: whole.sums };
    },

    /** What each station, or each token, that had a transaction in a period came to, the most energy first. */
    async totals(kind: "station" | "token", period: Period): Promise<(Sums & { name: string })[]> {
      const { start, end } = boundsOf(period);
      const adders = new Map<string, Adder>();
      for (const { of, span, from, to } of cover(start, end)) {
        for await (const { key, value } of rollups[of].each([kind, span])) {
          const name = key[3] as string;
          let adder = adders.get(name);
          if (!adder) adders.set(name, adder = new Adder());
          adder.add(value, from, to);
        }
      }
      return [...adders].map(([name, { sums }]) => ({ name, ...sums }))
        .filter(({ sessions, pluggedSeconds }) => sessions > 0 || pluggedSeconds > 0)
        .sort((a, b) => b.energyWh - a.energyWh || (a.name < b.name ? -1 : 1));
    },
  };
}
