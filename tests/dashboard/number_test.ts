import assert from "node:assert/strict";
import { bytes, duration, energy, money, power } from "../../dashboard/parts/number.ts";

Deno.test("power, energy and durations are said with the unit that suits their size", () => {
  assert.deepEqual([0, 740.4, 7_400, 22_080, -1_500, undefined].map(power), [
    ...["0 W", "740 W", "7.4 kW", "22.08 kW", "-1.5 kW", "–"],
  ]);
  assert.deepEqual([0, 310, 12_400, 1_234_567, undefined].map(energy), [
    ...["0 Wh", "310 Wh", "12.4 kWh", "1234.57 kWh", "–"],
  ]);
  assert.deepEqual([0, 45_000, 720_000, 3_600_000, 11_100_000, -5].map(duration), [
    ...["0 s", "45 s", "12 min", "1 h", "3 h 5 min", "0 s"],
  ]);
});

Deno.test("what something came to is said to the cent, in its currency", () => {
  const came = [0, 12.4, 0.005, 1_234.567].map((total) => money({ total, currency: "EUR" }));
  assert.deepEqual(came, ["0.00 EUR", "12.40 EUR", "0.01 EUR", "1234.57 EUR"]);
});

Deno.test("the size of a file is said with the unit that suits it", () => {
  assert.deepEqual([0, 999, 1_000, 48_400, 12_345_678].map(bytes), [
    ...["0 B", "999 B", "1 kB", "48 kB", "12.35 MB"],
  ]);
});
