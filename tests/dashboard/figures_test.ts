import assert from "node:assert/strict";
import type { MeterReading } from "../../csms/model.ts";
import { figuresOf } from "../../dashboard/figures/figures.ts";

const BEGUN = Date.UTC(2026, 0, 1);

/** A reading of that minute: its power in W, its register in Wh, its state of charge in percent. */
const reading = (minute: number, w: number, wh: number, soc?: number): MeterReading => ({
  at: new Date(BEGUN + minute * 60_000).toISOString(),
  values: [
    { value: w, measurand: "Power.Active.Import", unit: "W" },
    { value: wh, measurand: "Energy.Active.Import.Register", unit: "Wh" },
    ...(soc === undefined ? [] : [{ value: soc, measurand: "SoC", unit: "Percent" }]),
  ],
});

Deno.test("curves are drawn in the units people read, energy from the first reading on", async () => {
  const figures = await figuresOf([reading(0, 7_000, 500_000), reading(1, 7_400, 500_120, 51)]);
  assert.deepEqual(figures.times, [BEGUN / 1_000, BEGUN / 1_000 + 60]);
  const of = (label: string) => figures.series.find((series) => series.label === label);
  assert.deepEqual(of("Power"), { label: "Power", unit: "kW", values: [7, 7.4] });
  assert.deepEqual(of("State of charge")!.values, [null, 51]);
  assert.ok(Math.abs(of("Energy")!.values[1]! - 0.12) < 1e-9);
  assert.equal(of("Energy")!.values[0], 0);
  assert.equal(of("Current"), undefined, "what was never measured is no curve");
});

Deno.test("a session of any length is drawn with a bounded number of points, in order of time", async () => {
  for (const count of [1, 1_199, 1_200, 50_000]) {
    const readings = Array.from({ length: count }, (_, minute) => reading(minute, minute, minute));
    const { times, series } = await figuresOf(readings, ["Power"]);
    assert.ok(times.length <= 1_200 && times.length >= Math.min(count, 600), String(times.length));
    assert.deepEqual(times, times.toSorted((a, b) => a - b));
    assert.equal(series[0]!.values.length, times.length);
  }
  assert.deepEqual(await figuresOf([]), { times: [], series: [] });
});

Deno.test("readings that were told late are drawn where they belong", async () => {
  const { series } = await figuresOf([reading(2, 3, 0), reading(0, 1, 0), reading(1, 2, 0)], [
    "Power",
  ]);
  assert.deepEqual(series[0]!.values, [0.001, 0.002, 0.003]);
});
