import assert from "node:assert/strict";
import { begin, setting } from "./setting.ts";

const yes = { status: "Accepted" };
const schedule = (limit: number) => ({
  unit: "A",
  startSchedule: "2026-01-01T00:00:00Z",
  periods: [{ startPeriod: 0, limit }],
});
const standing = {
  ...{ evse: 0, purpose: "ChargingStationMaxProfile", kind: "Absolute", stackLevel: 0 },
  schedule: schedule(20),
};

Deno.test("a profile is set, listed, read back as it is, and cleared", async () => {
  await using s = await setting();
  const asked = s.cp.answers("SetChargingProfile", yes);
  const put = await s.api.send("PUT", "/stations/CP-1/profiles/7", standing);
  assert.deepEqual([put.status, put.body], [200, {
    accepted: true,
    status: "Accepted",
    why: null,
  }]);
  const { csChargingProfiles } = (await asked).payload;
  assert.equal(csChargingProfiles.chargingProfilePurpose, "ChargePointMaxProfile");

  const { items, next } = (await s.api.get("/stations/CP-1/profiles")).body;
  assert.equal(next, null);
  const [{ id, installedAt, ...kept }] = items;
  assert.equal(id, 7);
  assert.ok(Date.parse(installedAt));
  assert.equal(kept.schedule.duration, null);
  assert.equal(kept.validTo, null);
  assert.equal(kept.schedule.periods[0].limit, 20);

  // What was read can be sent back.
  void s.cp.answers("SetChargingProfile", yes);
  assert.equal((await s.api.send("PUT", "/stations/CP-1/profiles/7", kept)).status, 200);

  const cleared = s.cp.answers("ClearChargingProfile", yes);
  const path = "/stations/CP-1/profiles?id=7&evse=0&purpose=ChargingStationMaxProfile&stackLevel=0";
  assert.equal((await s.api.send("DELETE", path)).body.accepted, true);
  assert.deepEqual((await cleared).payload, {
    ...{ id: 7, connectorId: 0, chargingProfilePurpose: "ChargePointMaxProfile", stackLevel: 0 },
  });
  assert.deepEqual((await s.api.get("/stations/CP-1/profiles")).body.items, []);
});

Deno.test("a profile that breaks the rules is 422 before the station is asked", async () => {
  await using s = await setting();
  const put = (profile: unknown) => s.api.send("PUT", "/stations/CP-1/profiles/1", profile);
  const wrong: [unknown, RegExp][] = [
    [{ ...standing, evse: 1 }, /EVSE 0/],
    [{ ...standing, purpose: "TxProfile", evse: 1 }, /needs a transaction/],
    [{ ...standing, kind: "Recurring" }, /needs recurrency/],
    [{ ...standing, schedule: { ...schedule(6), periods: [] } }, /periods/],
    [
      { ...standing, schedule: { ...schedule(6), periods: [{ startPeriod: 5, limit: 1 }] } },
      /at 0/,
    ],
    [{ ...standing, validTo: "tomorrow" }, /validTo/],
    [{ ...standing, stackLevel: 1.5 }, /stackLevel/],
  ];
  for (const [profile, why] of wrong) {
    const { status, body } = await put(profile);
    assert.equal(status, 422);
    assert.match(body.detail, why);
  }
  assert.equal((await s.api.send("PUT", "/stations/CP-1/profiles/x", standing)).status, 422);
  assert.deepEqual((await s.api.get("/stations/CP-1/commands")).body.items, []);
});

Deno.test("a profile for a transaction is set where one runs, and gone when it ends", async () => {
  await using s = await setting();
  const transactionId = await begin(s.cp);
  void s.cp.answers("SetChargingProfile", yes);
  const profile = {
    ...{ evse: 1, purpose: "TxProfile", kind: "Relative" },
    schedule: { unit: "A", periods: [{ startPeriod: 0, limit: 8 }] },
  };
  assert.equal((await s.api.send("PUT", "/stations/CP-1/profiles/3", profile)).status, 200);
  const kept = (await s.api.get("/stations/CP-1/profiles")).body.items;
  assert.equal(kept[0].transaction, String(transactionId));
  await s.cp.call("StopTransaction", {
    ...{ transactionId, meterStop: 2000, timestamp: new Date().toISOString() },
  });
  assert.deepEqual((await s.api.get("/stations/CP-1/profiles")).body.items, []);
});

Deno.test("the composite schedule shows what kvolt computes beside what the station says", async () => {
  await using s = await setting();
  void s.cp.answers("SetChargingProfile", yes);
  await s.api.send("PUT", "/stations/CP-1/profiles/7", standing);
  const asked = s.cp.answers("GetCompositeSchedule", {
    ...{ status: "Accepted", connectorId: 1, scheduleStart: "2026-01-01T00:00:00Z" },
    chargingSchedule: {
      chargingRateUnit: "A",
      chargingSchedulePeriod: [{ startPeriod: 0, limit: 19.5, numberPhases: 3 }],
    },
  });
  const path = "/stations/CP-1/composite?evse=1&duration=600&unit=A";
  const { body } = await s.api.get(path);
  assert.deepEqual(body.computed.periods, [{ startPeriod: 0, limit: 20, numberPhases: null }]);
  assert.deepEqual([body.computed.duration, body.computed.unit], [600, "A"]);
  assert.deepEqual(body.station.periods, [
    { startPeriod: 0, limit: 19.5, numberPhases: 3, phaseToUse: null, details: null },
  ]);
  assert.equal(body.why, null);
  assert.deepEqual((await asked).payload, {
    ...{ connectorId: 1, duration: 600, chargingRateUnit: "A" },
  });
});

Deno.test("the composite schedule says why where the station gives none", async () => {
  await using s = await setting();
  const refusing = async () => s.cp.refuse(await s.cp.asked(), "NotSupported", "no");
  void refusing();
  const refused = (await s.api.get("/stations/CP-1/composite?evse=1")).body;
  assert.equal(refused.station, null);
  assert.match(refused.why, /NotSupported: no/);
  await s.api.send("POST", "/stations", { id: "CP-2" });
  const offline = (await s.api.get("/stations/CP-2/composite?evse=1&unit=W")).body;
  assert.equal(offline.computed.unit, "W");
  assert.match(offline.why, /not connected/);
  assert.equal((await s.api.get("/stations/CP-9/composite?evse=1")).status, 404);
  for (const query of ["", "?evse=1&unit=kW", "?evse=-1", "?evse=1&duration=0"]) {
    assert.equal((await s.api.get(`/stations/CP-1/composite${query}`)).status, 422, query);
  }
});
