import assert from "node:assert/strict";
import { editions, withRest } from "../support/with_rest.ts";
import { setting } from "./setting.ts";

const statusInfo = { reasonCode: "NoCable", additionalInfo: "plug it in first" };
const why = "NoCable: plug it in first";
const profile = {
  ...{ evse: 1, stackLevel: 0, purpose: "TxDefaultProfile", kind: "Relative" },
  schedule: { unit: "A", periods: [{ startPeriod: 0, limit: 10 }] },
};

for (const protocol of editions) {
  Deno.test(`${protocol}: what a station adds to its word is in the answer, and in the document`, async () => {
    await using s = await withRest(protocol);
    const refusal = { status: "Rejected", statusInfo };
    const asks: [string, string, string, unknown, Record<string, unknown>?][] = [
      ["RequestStartTransaction", "POST", "start", { token: "TAG-1", evse: 1 }],
      ["Reset", "POST", "reset", { type: "soft" }],
      ["TriggerMessage", "POST", "trigger", { message: "Heartbeat" }],
      ["ChangeAvailability", "POST", "availability", { evse: 0, operative: false }],
      ["UnlockConnector", "POST", "unlock", { evse: 1 }, {
        status: "UnknownConnector",
        statusInfo,
      }],
      ["SetChargingProfile", "PUT", "profiles/7", profile],
      ["ClearCache", "POST", "clear-cache", undefined],
    ];
    for (const [action, method, path, body, answer = refusal] of asks) {
      const asking = s.api.send(method, `/stations/CP-1/${path}`, body);
      await s.cp.answers(action, answer);
      const told = (await asking).body;
      assert.deepEqual([told.accepted, told.status, told.why], [false, answer.status, why], path);
    }
    const composite = s.api.get("/stations/CP-1/composite?evse=1&duration=60");
    await s.cp.answers("GetCompositeSchedule", refusal);
    assert.equal((await composite).body.station.why, why);
    const { properties } = s.api.document.components.schemas.Outcome;
    assert.deepEqual(Object.keys(properties), ["accepted", "status", "why"]);
  });
}

Deno.test("what a station adds to a limit that it refuses is told for each form that was tried", async () => {
  await using s = await withRest("ocpp2.0.1");
  const asking = s.api.send("POST", "/stations/CP-1/limit", { evse: 1, value: 10 });
  let done = false;
  const answered = asking.finally(() => done = true);
  while (!done) {
    await Promise.race([
      answered,
      s.cp.answers("SetChargingProfile", { status: "Rejected", statusInfo }),
    ]);
  }
  const { body } = await answered;
  assert.deepEqual([body.accepted, body.why], [false, why]);
  assert.ok(body.tried.length > 1);
  for (const tried of body.tried) assert.deepEqual([tried.status, tried.why], ["Rejected", why]);
});

Deno.test("1.6 has no place for what a station adds: null stands there", async () => {
  await using s = await setting();
  const asking = s.api.send("POST", "/stations/CP-1/start", { token: "TAG-1", evse: 1 });
  await s.cp.answers("RemoteStartTransaction", { status: "Rejected" });
  assert.equal((await asking).body.why, null);
});
