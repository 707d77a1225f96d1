import assert from "node:assert/strict";
import { begin, setting } from "./setting.ts";

const yes = { status: "Accepted" };

Deno.test("start names the EVSE, and says what somebody has to do where the station waits", async () => {
  await using s = await setting();
  const asked = s.cp.answers("RemoteStartTransaction", yes);
  const { status, body } = await s.api.send("POST", "/stations/CP-1/start", { token: "TAG-1" });
  assert.equal(status, 200);
  assert.deepEqual(body, {
    accepted: true,
    status: "Accepted",
    why: null,
    evse: 1,
    waitsFor: null,
    transaction: null,
  });
  assert.deepEqual((await asked).payload, { connectorId: 1, idTag: "TAG-1" });

  await s.cp.call("StatusNotification", {
    ...{ connectorId: 2, errorCode: "NoError", status: "Available" },
  });
  void s.cp.answers("RemoteStartTransaction", { status: "Rejected" });
  const second = await s.api.send("POST", "/stations/CP-1/start", { token: "TAG-1", evse: 2 });
  assert.deepEqual(second.body, {
    ...{ accepted: false, status: "Rejected", why: null, evse: 2, waitsFor: "plug in the cable" },
    transaction: null,
  });
  for (const body of [{}, { token: "" }, { token: "T", evse: 0 }, { token: "T", where: 1 }]) {
    const { status } = await s.api.send("POST", "/stations/CP-1/start", body);
    assert.equal(status, 422, JSON.stringify(body));
  }
});

Deno.test("start takes a profile that goes with it", async () => {
  await using s = await setting();
  const asked = s.cp.answers("RemoteStartTransaction", yes);
  await s.api.send("POST", "/stations/CP-1/start", {
    token: "TAG-1",
    profile: {
      ...{ id: 7, purpose: "TxProfile", kind: "Relative", validTo: null },
      schedule: { unit: "A", periods: [{ startPeriod: 0, limit: 10, numberPhases: null }] },
    },
  });
  const { chargingProfile } = (await asked).payload;
  assert.equal(chargingProfile.chargingProfileId, 7);
  assert.equal(chargingProfile.chargingSchedule.chargingSchedulePeriod[0].limit, 10);
});

Deno.test("start takes no profile but one for the transaction that begins", async () => {
  await using s = await setting();
  const schedule = { unit: "A", periods: [{ startPeriod: 0, limit: 10 }] };
  const good = { id: 7, purpose: "TxProfile", kind: "Relative", schedule };
  const wrong: [unknown, RegExp][] = [
    [{ ...good, purpose: "TxDefaultProfile" }, /TxProfile.*TxDefaultProfile/],
    [{ ...good, transaction: "1" }, /no transaction/],
    [{ ...good, kind: "Absolute" }, /startSchedule/],
    [{ ...good, schedule: { ...schedule, periods: [{ startPeriod: 5, limit: 1 }] } }, /at 0/],
  ];
  for (const [profile, why] of wrong) {
    const { status, body } = await s.api.send("POST", "/stations/CP-1/start", {
      ...{ token: "TAG-1", profile },
    });
    assert.equal(status, 422, String(why));
    assert.match(JSON.stringify(body), why);
  }
});

Deno.test("stop takes a transaction or the EVSE it runs on", async () => {
  await using s = await setting();
  const id = await begin(s.cp);
  const stop = async (what: unknown) => await s.api.send("POST", "/stations/CP-1/stop", what);
  for (const what of [{ transaction: String(id) }, { evse: 1 }]) {
    const asked = s.cp.answers("RemoteStopTransaction", yes);
    const { body } = await stop(what);
    assert.deepEqual(body, {
      accepted: true,
      status: "Accepted",
      why: null,
      transaction: String(id),
    });
    assert.deepEqual((await asked).payload, { transactionId: id });
  }
  assert.equal((await stop({ evse: 2 })).status, 404);
  assert.equal((await stop({ transaction: "99" })).status, 404);
  assert.equal((await stop({})).status, 422);
  assert.equal((await stop({ evse: 1, transaction: String(id) })).status, 422);
  await s.api.send("POST", "/stations", { id: "CP-2" });
  const other = await s.api.send("POST", "/stations/CP-2/stop", { transaction: String(id) });
  assert.equal(other.status, 404);
});

Deno.test("reset, unlock, availability, trigger and clear-cache become what the version has for them", async () => {
  await using s = await setting();
  const cases: [string, unknown, string, unknown, unknown, unknown][] = [
    ["reset", undefined, "Reset", { type: "Soft" }, "Accepted", true],
    ["reset", { type: "hard" }, "Reset", { type: "Hard" }, "Rejected", false],
    ["unlock", { evse: 1 }, "UnlockConnector", { connectorId: 1 }, "Unlocked", true],
    [
      "unlock",
      { evse: 1, connector: 1 },
      "UnlockConnector",
      { connectorId: 1 },
      "UnlockFailed",
      false,
    ],
    [
      "availability",
      { operative: false },
      "ChangeAvailability",
      { connectorId: 0, type: "Inoperative" },
      "Scheduled",
      true,
    ],
    [
      "availability",
      { operative: true, evse: 1 },
      "ChangeAvailability",
      { connectorId: 1, type: "Operative" },
      "Accepted",
      true,
    ],
    [
      "trigger",
      { message: "Heartbeat" },
      "TriggerMessage",
      { requestedMessage: "Heartbeat" },
      "NotImplemented",
      false,
    ],
    [
      "trigger",
      { message: "LogStatusNotification" },
      "ExtendedTriggerMessage",
      { requestedMessage: "LogStatusNotification" },
      "Accepted",
      true,
    ],
    ["clear-cache", undefined, "ClearCache", {}, "Accepted", true],
  ];
  for (const [verb, sent, action, payload, status, accepted] of cases) {
    const asked = s.cp.answers(action, { status });
    const answer = await s.api.send("POST", `/stations/CP-1/${verb}`, sent);
    assert.deepEqual([answer.status, answer.body], [200, { accepted, status, why: null }], verb);
    assert.deepEqual((await asked).payload, payload);
  }
  for (
    const [verb, sent] of [
      ["reset", { type: "warm" }],
      ["unlock", {}],
      ["availability", { evse: 1 }],
      ["trigger", undefined],
    ] as const
  ) assert.equal((await s.api.send("POST", `/stations/CP-1/${verb}`, sent)).status, 422, verb);
});

Deno.test("limit holds the station in a form that it takes, and says what was tried", async () => {
  await using s = await setting();
  const answering = (async () => {
    const first = await s.cp.answers("SetChargingProfile", { status: "Rejected" });
    const second = await s.cp.answers("SetChargingProfile", yes);
    await s.cp.answers("GetCompositeSchedule", {
      status: "Accepted",
      connectorId: 1,
      scheduleStart: new Date().toISOString(),
      chargingSchedule: {
        chargingRateUnit: "A",
        chargingSchedulePeriod: [{ startPeriod: 0, limit: 10 }],
      },
    });
    return [first, second];
  })();
  const { status, body } = await s.api.send("POST", "/stations/CP-1/limit", { evse: 1, value: 10 });
  assert.equal(status, 200);
  assert.equal(body.accepted, true);
  assert.equal(body.verified, true);
  assert.deepEqual(body.tried.map(({ status }: { status: string }) => status), [
    "Rejected",
    "Accepted",
  ]);
  const sent = (await answering).map(({ payload }) => {
    const { chargingRateUnit, chargingSchedulePeriod } =
      payload.csChargingProfiles.chargingSchedule;
    return [payload.connectorId, chargingRateUnit, chargingSchedulePeriod[0].limit];
  });
  assert.deepEqual(sent, [[1, "A", 10], [1, "W", 6900]]);
  for (const wrong of [{ evse: 1 }, { evse: 1, value: -1 }, { evse: 1, value: 6, unit: "kW" }]) {
    const { status } = await s.api.send("POST", "/stations/CP-1/limit", wrong);
    assert.equal(status, 422, JSON.stringify(wrong));
  }
});

Deno.test("a call by name carries the payload of the version as it is, and its result back", async () => {
  await using s = await setting();
  const asked = s.cp.answers("GetLocalListVersion", { listVersion: 12 });
  const empty = await s.api.send("POST", "/stations/CP-1/calls/GetLocalListVersion");
  assert.deepEqual([empty.status, empty.body], [200, { result: { listVersion: 12 } }]);
  assert.deepEqual((await asked).payload, {});
  void s.cp.answers("DataTransfer", { status: "Accepted", data: "{}" });
  const transfer = { vendorId: "V", data: "x" };
  const { body } = await s.api.send("POST", "/stations/CP-1/calls/DataTransfer", transfer);
  assert.deepEqual(body, { result: { status: "Accepted", data: "{}" } });
  assert.equal((await s.api.send("POST", "/stations/CP-1/calls/DataTransfer", [])).status, 422);
  const log = (await s.api.get("/stations/CP-1/commands")).body.items;
  assert.deepEqual(
    log.map(({ action, state }: { action: string; state: string }) => [action, state]),
    [
      ["DataTransfer", "answered"],
      ["GetLocalListVersion", "answered"],
    ],
  );
  assert.deepEqual(log[0].args, transfer);
});
