import assert from "node:assert/strict";
import fc from "fast-check";
import { binsOf, boundsOf, daysIn } from "../../../csms/analytics/period.ts";
import { dayIn, isZone, later, startOfDay } from "../../../csms/analytics/zone.ts";

const HOUR = 3_600_000;
const hours = (day: string, zone: string) =>
  (startOfDay(later(day, 1), zone) - startOfDay(day, zone)) / HOUR;
const zones = [
  ...["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu"],
  ...["Australia/Lord_Howe", "America/St_Johns", "Pacific/Chatham", "America/Havana"],
  ...["America/Santiago", "Africa/Casablanca", "Pacific/Kiritimati", "Asia/Beirut"],
];
const day = fc.date({
  min: new Date("2000-01-01"),
  max: new Date("2040-01-01"),
  noInvalidDate: true,
})
  .map((date) => date.toISOString().slice(0, 10));

Deno.test("a day begins when a calendar in its zone shows it first, and at a quarter of an hour", () => {
  fc.assert(fc.property(fc.constantFrom(...zones), day, (zone, day) => {
    const start = startOfDay(day, zone);
    assert.equal(dayIn(start, zone), day);
    assert.ok(dayIn(start - 1000, zone) < day);
    assert.equal(start % (15 * 60_000), 0);
  }));
});

Deno.test("days on which clocks turn have 23 hours, 25, or half an hour more or less", () => {
  assert.deepEqual(
    [
      ["2026-03-28", "Europe/Berlin"],
      ["2026-03-29", "Europe/Berlin"],
      ["2026-10-25", "Europe/Berlin"],
      ["2026-04-05", "Australia/Lord_Howe"],
      ["2026-10-04", "Australia/Lord_Howe"],
    ].map(([day, zone]) => hours(day!, zone!)),
    [24, 23, 25, 24.5, 23.5],
  );
});

Deno.test("where clocks turn at midnight a day begins at 01:00, and a day that is left out has no length", () => {
  const santiago = new Date(startOfDay("2026-09-06", "America/Santiago")).toISOString();
  assert.equal(santiago, "2026-09-06T04:00:00.000Z");
  assert.equal(hours("2026-09-06", "America/Santiago"), 23);
  assert.equal(hours("2011-12-30", "Pacific/Apia"), 0);
  assert.equal(hours("2011-12-31", "Pacific/Apia"), 24);
});

Deno.test("the days of a period follow one another without a gap, and so do its months", () => {
  fc.assert(fc.property(fc.constantFrom(...zones), day, fc.nat(100), (zone, from, more) => {
    const period = { from, to: later(from, more), zone };
    assert.equal(daysIn(period), more + 1);
    const { start, end } = boundsOf(period);
    for (const by of ["day", "month"] as const) {
      const bins = binsOf(period, by);
      assert.deepEqual([bins[0]!.start, bins.at(-1)!.end], [start, end]);
      bins.slice(1).forEach((bin, i) => assert.equal(bin.start, bins[i]!.end));
      assert.equal(new Set(bins.map(({ name }) => name)).size, bins.length);
    }
    assert.equal(binsOf(period, "day").length, more + 1);
  }));
});

Deno.test("a zone is known by its name", () => {
  assert.deepEqual(["Europe/Berlin", "UTC", "Mars/Olympus", ""].map(isZone), [
    ...[true, true, false, false],
  ]);
});
