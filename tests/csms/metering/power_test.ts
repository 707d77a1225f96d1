import assert from "node:assert/strict";
import { powerOf } from "../../../csms/metering/power.ts";
import { sampledValue } from "../../../csms/metering/units.ts";
import type { MeterReading } from "../../../csms/model.ts";

type Sample = [measurand: string, value: number, phase?: string, unit?: string, location?: string];
const POWER = "Power.Active.Import";
const CURRENT = "Current.Import";

function at(...samples: Sample[]): MeterReading {
  return {
    at: "2026-03-01T08:00:00Z",
    values: samples.map(([measurand, value, phase, unit, location]) =>
      sampledValue({ measurand, value: String(value), phase, unit, location })
    ),
  };
}

const powers: [string, MeterReading, number | undefined][] = [
  ["the total is the power", at([POWER, 11_040]), 11_040],
  ["kW are read", at([POWER, 3.45, undefined, "kW"]), 3450],
  [
    "the total wins over its phases",
    at([POWER, 7000], [POWER, 3500, "L1"], [POWER, 3500, "L2"], [POWER, 0, "L3"]),
    7000,
  ],
  [
    "quirk 39: phases without a total are summed",
    at([POWER, 3483, "L1"], [POWER, 3461, "L2"], [POWER, 3455, "L3"]),
    10_399,
  ],
  [
    "quirk 39: L1 and L1-N are one phase and count once",
    at([POWER, 3483, "L1"], [POWER, 3483, "L1-N"], [POWER, 3461, "L2-N"]),
    6944,
  ],
  ["one phase alone is the power", at([POWER, 3483, "L2-N"]), 3483],
  [
    "voltage times current is summed over the phases",
    at(["Voltage", 230, "L1-N"], ["Voltage", 232, "L2-N"], [CURRENT, 10, "L1"], [CURRENT, 5, "L2"]),
    2300 + 1160,
  ],
  [
    "one voltage counts for all phases",
    at(["Voltage", 230], [CURRENT, 10, "L1"], [CURRENT, 10, "L2"], [CURRENT, 10, "L3"]),
    6900,
  ],
  [
    "a phase without a voltage of its own takes the mean of the others",
    at(["Voltage", 230, "L1"], [CURRENT, 10, "L1"], [CURRENT, 10, "L2"]),
    4600,
  ],
  [
    "a current without a phase is one phase, as on DC",
    at(["Voltage", 400], [CURRENT, 100]),
    40_000,
  ],
  [
    "a current on the neutral alone is a single phase",
    at(["Voltage", 231.1, "L1-N"], [CURRENT, 10, "N"]),
    2311,
  ],
  ["a current without a voltage is no power", at([CURRENT, 10, "L1"]), undefined],
  ["a voltage without a current is no power", at(["Voltage", 230, "L1"]), undefined],
  ["nothing is no power", at(), undefined],
  ["the noise of an idle meter is no power out of the car", at([POWER, -3]), 0],
  [
    "Outlet and Inlet are not added",
    at([POWER, 9000, undefined, "W", "Inlet"], [POWER, 7000, undefined, "W", "Outlet"]),
    7000,
  ],
  ["Inlet alone counts", at([POWER, 9000, undefined, "W", "Inlet"]), 9000],
];

for (const [name, reading, expected] of powers) {
  Deno.test(name, () => assert.equal(powerOf(reading), expected));
}

Deno.test("voltages between phases are divided by the square root of three", () => {
  const reading = at(
    ["Voltage", 400, "L1-L2"],
    ["Voltage", 400, "L2-L3"],
    ["Voltage", 400, "L3-L1"],
    [CURRENT, 10, "L1"],
    [CURRENT, 10, "L2"],
    [CURRENT, 10, "L3"],
  );
  assert.equal(Math.round(powerOf(reading)!), Math.round(400 * 10 * Math.sqrt(3)));
});

Deno.test("a phase without a voltage is not in the mean", () => {
  const reading = at(["Voltage", 230, "L1"], ["Voltage", 0, "L2"], [CURRENT, 10, "L3"]);
  assert.equal(powerOf(reading), 2300);
  assert.equal(powerOf(at(["Voltage", 0, "L1"], [CURRENT, 10])), 0);
});
