import assert from "node:assert/strict";
import { kept } from "../../dashboard/analytics/kept.ts";
import { fakeClock } from "../support/clock.ts";

const period = { from: "2026-01-01", to: "2026-01-31", zone: "UTC", by: "day" } as const;

Deno.test("each list is kept for whoever began with it, for ten minutes, and few of them", async () => {
  const clock = fakeClock();
  let read = 0;
  const listOf = kept(clock, () => Promise.resolve([read++]));
  const first = await listOf(period);
  const second = await listOf(period);
  assert.notEqual(first.at, second.at, "made at the same time");
  assert.deepEqual((await listOf(period, first.at)).rows, [0]);
  assert.deepEqual((await listOf(period, second.at)).rows, [1]);
  assert.deepEqual((await listOf({ ...period, by: "month" }, first.at)).rows, [0]);
  assert.deepEqual((await listOf({ ...period, zone: "Asia/Tokyo" }, first.at)).rows, [2]);
  for (let n = 0; n < 20; n++) {
    await listOf(period);
    assert.deepEqual((await listOf(period, first.at)).rows, [0], "it is still read");
  }
  assert.deepEqual((await listOf(period, second.at)).rows, [23], "nobody read on in it");
  clock.advance(600_000);
  assert.deepEqual((await listOf(period, first.at)).rows, [24]);
});
