import assert from "node:assert/strict";
import fc from "fast-check";
import { noLimit } from "../../../csms/charging/composite.ts";
import { scheduleFor } from "../../../csms/charging/schedule_for.ts";
import type { ChargingNeeds } from "../../../csms/model/smart_charging.ts";
import { iso } from "./profiles.ts";

const ac: ChargingNeeds = {
  ...{ station: "CP-1", evse: 1, at: iso(0), transfer: "AC_three_phase", unit: "A" },
  ...{ most: 16, least: 6, phases: 3 },
};
const limits = (...periods: [start: number, limit: number][]) => ({
  start: iso(0),
  duration: 86_400,
  periods: periods.map(([startPeriod, limit]) => ({ startPeriod, limit })),
});
const rates = (needs: ChargingNeeds, ...periods: [number, number][]) =>
  scheduleFor(needs, limits(...periods))?.schedule.periods.map(
    ({ startPeriod, limit }) => [startPeriod, limit],
  );

Deno.test("a vehicle gets the most that it and its EVSE can, period by period", () => {
  assert.deepEqual(rates(ac, [0, 32]), [[0, 16]]);
  assert.deepEqual(rates(ac, [0, 10], [600, 32]), [[0, 10], [600, 16]]);
  assert.deepEqual(rates(ac, [0, 20], [600, 32]), [[0, 16]]);
});

Deno.test("less than the least that a vehicle can is nothing: it cannot charge with that", () => {
  assert.deepEqual(rates(ac, [0, 5.9], [600, 6]), [[0, 0], [600, 6]]);
});

Deno.test("there is no schedule where neither the vehicle nor its EVSE names a limit", () => {
  const { most: _, ...open } = ac;
  assert.equal(rates(open, [0, noLimit.A]), undefined);
  assert.deepEqual(rates(open, [0, 20]), [[0, 20]]);
  assert.deepEqual(rates(ac, [0, noLimit.A]), [[0, 16]]);
});

Deno.test("what a vehicle will lack when it leaves is told", () => {
  // 16 A on three phases of 230 V for one hour are 11,040 Wh.
  const hurried = { ...ac, energyWh: 20_000, departureAt: iso(3600) };
  assert.equal(scheduleFor(hurried, limits([0, 32]))?.shortWh, 8960);
  assert.equal(scheduleFor(hurried, limits([0, 32], [1800, 0]))?.shortWh, 14_480);
  const patient = { ...hurried, departureAt: iso(7200) };
  assert.equal(scheduleFor(patient, limits([0, 32]))?.shortWh, undefined);
});

Deno.test("a vehicle that takes few periods gets the rest as one, at the lowest of its limits", () => {
  const few = { ...ac, mostPeriods: 2 };
  assert.deepEqual(rates(few, [0, 16], [60, 10], [120, 8], [180, 12]), [[0, 16], [60, 8]]);
});

Deno.test("no schedule allows more than the EVSE or the vehicle at any second", () => {
  const period = fc.record({
    startPeriod: fc.integer({ min: 1, max: 500 }),
    limit: fc.integer({ min: 0, max: 400 }).map((n) => n / 10),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(period, { maxLength: 8, selector: ({ startPeriod }) => startPeriod }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 40 }),
      (more, mostPeriods, most) => {
        const periods = [{ startPeriod: 0, limit: 16 }, ...more]
          .sort((a, b) => a.startPeriod - b.startPeriod);
        const needs = { ...ac, most, mostPeriods };
        const given = scheduleFor(needs, { start: iso(0), duration: 600, periods })!.schedule;
        assert.ok(given.periods.length <= mostPeriods);
        for (let second = 0; second < 600; second++) {
          const at = <P extends { startPeriod: number }>(all: readonly P[]) =>
            all.findLast(({ startPeriod }) => startPeriod <= second)!;
          const limit = at(given.periods).limit!;
          assert.ok(limit <= at(periods).limit && limit <= most, `second ${second}`);
          assert.ok(limit === 0 || limit >= needs.least!, `second ${second}: ${limit}`);
        }
      },
    ),
  );
});
