import type { Column, Rollup } from "../model/rollup.ts";
import { UNIT } from "../tariffs/accrue.ts";
import { peakWithin } from "./peaks.ts";

/** What charging came to in some time. */
export interface Sums {
  readonly sessions: number;
  readonly energyWh: number;
  /** How long vehicles were plugged in, those of several EVSEs added. */
  readonly pluggedSeconds: number;
  /** The most power that one transaction drew. */
  readonly peakW: number;
  /** What it cost, tax included, in each currency. */
  readonly costs: readonly { readonly currency: string; readonly total: number }[];
}

/** Adds rollups up; exactly, as all that is added is whole. */
export class Adder {
  readonly #totals = new Map<Column, number>();
  #peakW = 0;

  /** Adds the slots from `from` up to `to`, which is not among them. */
  add(rollup: Rollup, from: number, to: number): void {
    for (const column in rollup) {
      const name = column as Column;
      if (name === "peaks") continue;
      const slots = rollup[name]!;
      for (const slot in slots) {
        const at = Number(slot);
        if (at < from || at >= to) continue;
        if (name === "peakW") this.#peakW = Math.max(this.#peakW, slots[at]!);
        else this.#totals.set(name, (this.#totals.get(name) ?? 0) + slots[at]!);
      }
    }
    this.#peakW = Math.max(this.#peakW, peakWithin(rollup, from, to));
  }

  get sums(): Sums {
    const total = (column: Column) => this.#totals.get(column) ?? 0;
    const costs = [...this.#totals.keys()].filter((column) => column.startsWith("cost ")).sort();
    return {
      sessions: total("sessions"),
      energyWh: total("mWh") / 1000,
      pluggedSeconds: Math.round(total("pluggedMs") / 1000),
      peakW: this.#peakW,
      costs: costs.map((column) => ({ currency: column.slice(5), total: total(column) / UNIT })),
    };
  }
}
