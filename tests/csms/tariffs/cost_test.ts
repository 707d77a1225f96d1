import assert from "node:assert/strict";
import type { Usage } from "../../../csms/tariffs/accrue.ts";
import type { Tariff } from "../../../csms/model/tariff.ts";
import { costOf } from "./cost_of.ts";

const base: Tariff = {
  id: "T",
  currency: "EUR",
  timeZone: "Europe/Berlin",
  changedAt: "2026-01-01T00:00:00Z",
};
const at = (time: string) => Date.parse(time);
const MINUTE = 60_000;

/** Usage of pieces of so many minutes and Wh, one after the other. */
function pieces(startedAt: number, ...given: [Usage["kind"], minutes: number, wh: number][]) {
  let to = startedAt;
  let wh = 0;
  const usage = given.map(([kind, minutes, more]) => ({
    kind,
    to: to += minutes * MINUTE,
    wh: wh += more,
  }));
  return { startedAt, usage };
}

Deno.test("energy, charging, idling and a fee are counted each by its own price", () => {
  const tariff = {
    ...base,
    energy: { prices: [{ price: 0.45 }] },
    charging: { prices: [{ price: 0.02 }] },
    idle: { prices: [{ price: 0.1 }] },
    fixed: { prices: [{ price: 0.5 }] },
  };
  const start = at("2026-01-05T10:00:00Z");
  const cost = costOf(tariff, pieces(start, ["charging", 60, 10_000], ["idle", 30, 0]));
  assert.deepEqual(cost, {
    currency: "EUR",
    energy: { net: 45_000, tax: 0 },
    charging: { net: 12_000, tax: 0 },
    idle: { net: 30_000, tax: 0 },
    fixed: { net: 5_000, tax: 0 },
    ...{ total: 92_000, net: 92_000, tax: 0 },
  });
});

Deno.test("the price of energy changes with the time of day where the station is, over midnight too", () => {
  const night = { from: "22:00", to: "06:00" };
  const tariff = { ...base, energy: { prices: [{ price: 0.2, when: night }, { price: 0.4 }] } };
  // 21:00 to 23:00 in Berlin in winter: half of the 8 kWh before ten, half after.
  const evening = pieces(at("2026-01-05T20:00:00Z"), ["charging", 120, 8_000]);
  assert.equal(costOf(tariff, evening).total, 16_000 + 8_000);
  const morning = pieces(at("2026-01-05T04:00:00Z"), ["charging", 120, 8_000]);
  assert.equal(costOf(tariff, morning).total, 8_000 + 16_000);
  // In summer the same local hours are an hour earlier in UTC.
  const summer = pieces(at("2026-07-05T19:00:00Z"), ["charging", 120, 8_000]);
  assert.equal(costOf(tariff, summer).total, 24_000);
});

Deno.test("the clock that goes forward takes an hour away from the night", () => {
  const tariff = {
    ...base,
    energy: { prices: [{ price: 1, when: { from: "01:00", to: "04:00" } }] },
  };
  // 29 March 2026: 02:00 becomes 03:00, so that 01:00 to 04:00 lasts two hours.
  const night = pieces(at("2026-03-28T23:00:00Z"), ["charging", 5 * 60, 5_000]);
  assert.equal(costOf(tariff, night).total, 20_000);
});

Deno.test("a price ends or begins as clocks are moved, though they show its time never, or twice", () => {
  const cost = (when: { from?: string; to?: string }, start: string) => {
    const tariff = { ...base, energy: { prices: [{ price: 1, when }] } };
    return costOf(tariff, pieces(at(start), ["charging", 5 * 60, 5_000])).total;
  };
  // 29 March 2026: after 01:59 comes 03:00, two hours after midnight.
  for (const to of ["02:00", "02:30", "03:00"]) {
    assert.equal(cost({ to }, "2026-03-28T23:00:00Z"), 20_000, to);
  }
  // 25 October 2026: after 02:59 comes 02:00, three hours after midnight, and 02:30 again.
  assert.equal(cost({ from: "02:30" }, "2026-10-24T22:00:00Z"), 20_000);
});

Deno.test("weekdays begin at midnight where the station is", () => {
  const weekend = { days: ["Sat", "Sun"] as const };
  const tariff = { ...base, energy: { prices: [{ price: 0.1, when: weekend }, { price: 0.5 }] } };
  // Friday 23:30 to Saturday 00:30.
  const friday = pieces(at("2026-01-09T22:30:00Z"), ["charging", 60, 2_000]);
  assert.equal(costOf(tariff, friday).total, 5_000 + 1_000);
});

Deno.test("the price of energy steps at an amount of energy, within one piece too", () => {
  const tariff = {
    ...base,
    energy: {
      prices: [{ price: 0.3, when: { maxEnergyWh: 10_000 } }, { price: 0.6 }],
    },
  };
  const start = at("2026-01-05T10:00:00Z");
  assert.equal(costOf(tariff, pieces(start, ["charging", 60, 15_000])).total, 30_000 + 30_000);
  assert.equal(costOf(tariff, pieces(start, ["charging", 60, 10_000])).total, 30_000);
  // All at once, as of a station that tells nothing but its last meter value.
  assert.equal(costOf(tariff, pieces(start, ["charging", 0, 15_000])).total, 60_000);
});

Deno.test("power and the time since the start make a price hold or not", () => {
  const tariff = {
    ...base,
    energy: { prices: [{ price: 0.7, when: { minPowerW: 22_000 } }, { price: 0.4 }] },
    idle: { prices: [{ price: 0.2, when: { minSeconds: 4 * 3600 } }] },
  };
  const start = at("2026-01-05T08:00:00Z");
  const fast = pieces(start, ["charging", 60, 50_000]);
  assert.equal(costOf(tariff, fast).energy.net, 350_000);
  const slow = pieces(start, ["charging", 60, 11_000]);
  assert.equal(costOf(tariff, slow).energy.net, 44_000);
  const blocking = pieces(start, ["charging", 180, 30_000], ["idle", 120, 0]);
  assert.equal(costOf(tariff, blocking).idle.net, 60 * 2_000);
});

Deno.test("taxes of one stack are added, those of the next are put on top of them", () => {
  const taxes = [
    { name: "levy", percent: 10 },
    { name: "city", percent: 5 },
    { name: "VAT", percent: 20, stack: 1 },
  ];
  const tariff = { ...base, energy: { prices: [{ price: 1 }], taxes } };
  const { net, tax, total } = costOf(tariff, pieces(0, ["charging", 60, 10_000]));
  // 10.00, 15 % on it make 11.50, 20 % on that make 13.80.
  assert.deepEqual([net, tax, total], [100_000, 38_000, 138_000]);
});

Deno.test("a transaction costs no less than the least and no more than the most, tax included", () => {
  const taxes = [{ name: "VAT", percent: 25 }];
  const tariff = {
    ...base,
    energy: { prices: [{ price: 0.4 }], taxes },
    ...{ minCost: 2, maxCost: 20 },
  };
  const cost = (wh: number) => costOf(tariff, pieces(0, ["charging", 60, wh]));
  const little = cost(1_000);
  assert.deepEqual([little.total, little.tax, little.bound], [20_000, 4_000, "min"]);
  const enough = cost(10_000);
  assert.deepEqual([enough.total, enough.tax, enough.bound], [50_000, 10_000, undefined]);
  const much = cost(100_000);
  assert.deepEqual([much.total, much.tax, much.bound], [200_000, 40_000, "max"]);
});

Deno.test("a fee is charged once, by the conditions of the beginning", () => {
  const tariff = {
    ...base,
    fixed: { prices: [{ price: 1, when: { from: "08:00", to: "18:00" } }, { price: 2.5 }] },
  };
  const day = pieces(at("2026-01-05T10:00:00Z"), ["charging", 600, 1], ["idle", 600, 0]);
  assert.equal(costOf(tariff, day).total, 10_000);
  const night = pieces(at("2026-01-05T19:00:00Z"), ["charging", 600, 1]);
  assert.equal(costOf(tariff, night).total, 25_000);
});

Deno.test("where no price holds, nothing is charged", () => {
  const tariff = { ...base, energy: { prices: [{ price: 1, when: { minEnergyWh: 50_000 } }] } };
  assert.equal(costOf(tariff, pieces(0, ["charging", 60, 20_000])).total, 0);
  assert.equal(costOf(base, pieces(0, ["charging", 60, 20_000])).total, 0);
});

Deno.test("what is told of the past adds its energy and no time", () => {
  const tariff = {
    ...base,
    energy: { prices: [{ price: 1 }] },
    charging: { prices: [{ price: 1 }] },
  };
  const cost = costOf(tariff, {
    startedAt: 0,
    usage: [
      { to: 10 * MINUTE, wh: 1_000, kind: "charging" },
      { to: 5 * MINUTE, wh: 1_500, kind: "charging" },
      { to: 5 * MINUTE, wh: 900, kind: "charging" },
    ],
  });
  assert.deepEqual([cost.energy.net, cost.charging.net], [15_000, 100_000]);
});
