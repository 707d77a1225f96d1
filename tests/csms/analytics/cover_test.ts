import assert from "node:assert/strict";
import fc from "fast-check";
import { cover } from "../../../csms/analytics/cover.ts";
import { dayOf, monthOf, quarterOf, QUARTERS, startOf } from "../../../csms/analytics/quarter.ts";

const quarter = fc.integer({ min: -40 * QUARTERS, max: 22_000 * QUARTERS });

/** The quarters that a cover has, each as often as it has it. */
function quartersOf(start: number, end: number): number[] {
  const days = new Map<string, number>();
  const [first, last] = [dayOf(start).day - 40, dayOf(end).day + 40];
  for (let day = first; day <= last; day++) {
    const { month, date } = monthOf(day);
    days.set(`${month} ${date}`, day);
  }
  return cover(startOf(start), startOf(end)).flatMap(({ of, span, from, to }) =>
    Array.from({ length: to - from }, (_, i) => from + i).flatMap((slot) => {
      if (of === "day") return [span * QUARTERS + slot];
      const day = days.get(`${span} ${slot}`)!;
      return Array.from({ length: QUARTERS }, (_, i) => day * QUARTERS + i);
    })
  );
}

Deno.test("a cover has every quarter of its time once, and none besides", () => {
  fc.assert(fc.property(quarter, fc.nat(70 * QUARTERS), (start, more) => {
    const wanted = Array.from({ length: more }, (_, i) => start + i);
    assert.deepEqual(quartersOf(start, start + more), wanted);
  }));
});

Deno.test("a year is covered by its months and at most two days, in any zone", () => {
  fc.assert(fc.property(quarter, (start) => {
    const pieces = cover(startOf(start), startOf(start + 365 * QUARTERS));
    assert.ok(pieces.filter(({ of }) => of === "month").length <= 13);
    assert.ok(pieces.filter(({ of }) => of === "day").length <= 2);
  }));
});

Deno.test("times before 1970 have quarters, days and months too", () => {
  assert.equal(quarterOf(-1), -1);
  assert.deepEqual(dayOf(-1), { day: -1, slot: 95 });
  assert.deepEqual(monthOf(-1), { month: 1969 * 12 + 11, date: 31 });
});
