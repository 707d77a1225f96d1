import assert from "node:assert/strict";
import { official, officialActions } from "./official.ts";

Deno.test("official schemas are found in all three versions, whatever their names look like", () => {
  assert.equal(officialActions("ocpp1.6").length, 39);
  assert.equal(officialActions("ocpp2.0.1").length, 64);
  for (const protocol of ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"] as const) {
    assert.equal(official(protocol, "req", "Heartbeat")({}), null);
    assert.match(official(protocol, "req", "Heartbeat")({ x: 1 })!, /additional properties/);
    const time = official(protocol, "conf", "Heartbeat");
    assert.equal(time({ currentTime: "2024-05-01T12:00:00Z" }), null);
    assert.match(time({})!, /currentTime/);
    assert.match(time({ currentTime: "noon" })!, /format/);
  }
});

Deno.test("asking for an official schema that does not exist throws", () => {
  assert.throws(() => official("ocpp1.6", "req", "NotifyReport"), /no official schema/);
  assert.throws(() => official("ocpp2.1", "conf", "NotifyPeriodicEventStream"), /no official/);
  assert.doesNotThrow(() => official("ocpp2.1", "req", "NotifyPeriodicEventStream"));
});

Deno.test("a limit with one decimal passes although its binary form is no multiple of 0.1", () => {
  const check = official("ocpp1.6", "conf", "GetCompositeSchedule");
  const schedule = (limit: number) => ({
    status: "Accepted",
    chargingSchedule: {
      chargingRateUnit: "A",
      chargingSchedulePeriod: [{ startPeriod: 0, limit }],
    },
  });
  for (const limit of [0.3, 0.1 + 0.2, 16, -1]) assert.equal(check(schedule(limit)), null);
  assert.match(check(schedule(0.35))!, /multipleOf/);
});
