import assert from "node:assert/strict";
import fc from "fast-check";
import { cover } from "../../../csms/analytics/cover.ts";
import {
  dayOf,
  firstDay,
  monthOf,
  quarterOf,
  QUARTERS,
  startOf,
} from "../../../csms/analytics/quarter.ts";

const quarter = fc.integer({ min: -40 * QUARTERS, max: 22_000 * QUARTERS });

/** The quarters that a cover has, each as often as it has it. */
function quartersOf(start: number, end: number): number[] {
  const all = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  return [...cover(startOf(start), startOf(end))].flatMap(({ of, span, from, to }) => {
    const slots = all(from, to);
    if (of === "day") return slots.map((slot) => span * QUARTERS + slot);
    const days = of === "month"
      ? slots.map((date) => firstDay(span) + date - 1)
      : slots.flatMap((place) => all(firstDay(span * 12 + place), firstDay(span * 12 + place + 1)));
    return days.flatMap((day) => all(day * QUARTERS, (day + 1) * QUARTERS));
  });
}

Deno.test("a cover has every quarter of its time once, and none besides", () => {
  fc.assert(fc.property(quarter, fc.nat(800 * QUARTERS), (start, more) => {
    const wanted = Array.from({ length: more }, (_, i) => start + i);
    assert.deepEqual(quartersOf(start, start + more), wanted);
  }));
});

Deno.test("years are covered by as many rollups, two months and two days at most, in any zone", () => {
  fc.assert(fc.property(quarter, fc.integer({ min: 1, max: 10 }), (start, years) => {
    const pieces = [...cover(startOf(start), startOf(start + years * 365 * QUARTERS))];
    const count = (wanted: string) => pieces.filter(({ of }) => of === wanted).length;
    assert.ok(count("year") <= years + 1 && count("month") <= 2 && count("day") <= 2);
  }));
});

Deno.test("times before 1970 have quarters, days and months too", () => {
  assert.equal(quarterOf(-1), -1);
  assert.deepEqual(dayOf(-1), { day: -1, slot: 95 });
  assert.deepEqual(monthOf(-1), { month: 1969 * 12 + 11, date: 31 });
  for (const month of [-13, 7, 50 * 12, 1969 * 12, 2026 * 12 + 5]) {
    assert.deepEqual(monthOf(firstDay(month)), { month, date: 1 });
  }
});
