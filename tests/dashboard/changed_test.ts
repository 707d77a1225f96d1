import assert from "node:assert/strict";
import type { Facts } from "../../csms/events.ts";
import { changedStations } from "../../dashboard/live/changed.ts";
import { fakeClock } from "../support/clock.ts";
import { kvolt } from "../support/kvolt.ts";

Deno.test("what happens alone is told soon, what happens much in one go, and each station's own with it", async () => {
  const clock = fakeClock();
  const { csms, stop } = await kvolt({}, { clock });
  const changed = changedStations(csms);
  const told: unknown[] = [];
  const unwatch = changed.watch((stations) => {
    told.push(Object.fromEntries([...stations].map(([id, types]) => [id, [...types]])));
  });
  const happens = (station: string, ...types: (keyof Facts)[]) =>
    csms.apply((change) => {
      for (const type of types) change.record(type, {} as never, station);
      return Promise.resolve();
    });
  const after = (ms: number) => {
    clock.advance(ms);
    return told.splice(0);
  };
  await happens("A", "station.changed");
  assert.deepEqual(after(49), []);
  assert.deepEqual(after(1), [{ A: ["station.changed"] }]);
  await happens("A", "station.changed", "station.booted");
  await happens("B", "station.suspended");
  assert.deepEqual(after(349), []);
  assert.deepEqual(after(1), [{
    ...{ A: ["station.changed", "station.booted"], B: ["station.suspended"] },
  }]);
  assert.deepEqual(after(1_000), []);
  await happens("B", "station.resumed");
  assert.deepEqual(after(50), [{ B: ["station.resumed"] }]);
  await happens("B", "station.resumed");
  unwatch();
  assert.deepEqual(after(1_000), []);
  const stopped = stop();
  clock.advance(100);
  await stopped;
});
