import assert from "node:assert/strict";
import { withRest } from "../support/with_rest.ts";
import { opened } from "./setting_v2.ts";

const yes = { status: "Accepted" };
const base = "/stations/CP-1/profiles";
const dynamic = {
  ...{ evse: 1, purpose: "TxDefaultProfile", kind: "Dynamic", stackLevel: 0 },
  details: { dynUpdateInterval: 60, maxOfflineDuration: 300 },
  schedule: {
    unit: "W",
    details: { limitAtSoC: { soc: 80, limit: 2000 } },
    periods: [{
      startPeriod: 0,
      details: { setpoint: -4000.5, dischargeLimit: -5000, operationMode: "CentralSetpoint" },
    }],
  },
};

Deno.test("2.1 Q: modes, setpoints and discharging limits of a profile survive both ways", async () => {
  await using s = await withRest("ocpp2.1");
  const asked = s.cp.answers("SetChargingProfile", yes);
  assert.equal((await s.api.send("PUT", `${base}/5`, dynamic)).status, 200);
  const { chargingProfile } = (await asked).payload;
  assert.equal(chargingProfile.dynUpdateInterval, 60);
  assert.deepEqual(chargingProfile.chargingSchedule[0], {
    ...{ id: 1, chargingRateUnit: "W", limitAtSoC: { soc: 80, limit: 2000 } },
    chargingSchedulePeriod: [{
      ...{ startPeriod: 0, setpoint: -4000.5, dischargeLimit: -5000 },
      operationMode: "CentralSetpoint",
    }],
  });
  const [kept] = (await s.api.get(base)).body.items;
  assert.deepEqual(kept.schedule.periods[0], {
    ...{ startPeriod: 0, limit: null, numberPhases: null, phaseToUse: null },
    details: dynamic.schedule.periods[0]!.details,
  });
  assert.deepEqual([kept.kind, kept.details], ["Dynamic", dynamic.details]);
  // The composite is not of these, and does not fail on them.
  void s.cp.answers("GetCompositeSchedule", {
    ...yes,
    schedule: {
      ...{ evseId: 1, duration: 60, scheduleStart: "2026-01-01T00:00:00Z" },
      chargingRateUnit: "W",
      chargingSchedulePeriod: [{ startPeriod: 0, setpoint: -4000.5 }],
    },
  });
  const { body } = await s.api.get("/stations/CP-1/composite?evse=1&duration=60&unit=W");
  assert.equal(body.computed.periods.length, 1);
  assert.deepEqual(body.station.periods[0].details, { setpoint: -4000.5 });
});

Deno.test("what only 2.1 has is refused for a 2.0.1 station before it is sent, field by field", async () => {
  await using s = await withRest("ocpp2.0.1");
  const { status, body } = await s.api.send("PUT", `${base}/5`, dynamic);
  assert.equal(status, 422);
  assert.match(body.detail, /chargingProfileKind/);
  assert.match(body.detail, /setpoint/);
  assert.deepEqual((await s.api.get(base)).body.items, []);
});

Deno.test("2.1 K28: new values of a Dynamic profile are sent, and kept once they are taken", async () => {
  await using s = await withRest("ocpp2.1");
  void s.cp.answers("SetChargingProfile", yes);
  await s.api.send("PUT", `${base}/5`, dynamic);
  const values = { limit: 3000, setpoint: 1500 };
  const limits = async () => (await s.api.get(base)).body.items[0].schedule.periods[0];

  void s.cp.answers("UpdateDynamicSchedule", { status: "Rejected" });
  assert.equal((await s.api.send("PUT", `${base}/5/values`, values)).body.accepted, false);
  assert.equal((await limits()).limit, null);

  const asked = s.cp.answers("UpdateDynamicSchedule", yes);
  assert.equal((await s.api.send("PUT", `${base}/5/values`, values)).body.accepted, true);
  assert.deepEqual((await asked).payload, { chargingProfileId: 5, scheduleUpdate: values });
  const period = await limits();
  assert.equal(period.limit, 3000);
  assert.deepEqual(period.details, { ...dynamic.schedule.periods[0]!.details, setpoint: 1500 });
  assert.equal((await s.api.send("PUT", `${base}/6/values`, values)).status, 404);
  assert.equal(
    (await s.api.send("PUT", `${base}/5/values`, { dischargeLimit: 5 })).status,
    422,
  );
});

Deno.test("2.1 K28: a station that asks for new values gets what the operator set, and only that", async () => {
  await using s = await withRest("ocpp2.1");
  void s.cp.answers("SetChargingProfile", yes);
  await s.api.send("PUT", `${base}/5`, dynamic);
  const pull = () => s.cp.call("PullDynamicScheduleUpdate", { chargingProfileId: 5 });
  assert.equal((await pull()).status, "Rejected");
  const set = await s.api.send("PUT", `${base}/5/values?push=false`, { limit: 2500 });
  assert.deepEqual(set.body, { accepted: true, status: "Kept", why: null });
  assert.deepEqual(await pull(), { ...yes, scheduleUpdate: { limit: 2500 } });
  assert.equal((await s.api.get(base)).body.items[0].schedule.periods[0].limit, 2500);
});

Deno.test("2.1 K21: a transaction is put first by the operator, and back by the driver", async () => {
  await using s = await withRest("ocpp2.1");
  const { id } = await opened(s);
  const path = `/transactions/${id}`;
  const priority = async () => (await s.api.get(`${path}/charging`)).body.priority;
  assert.equal(await priority(), null);

  void s.cp.answers("UsePriorityCharging", { status: "NoProfile" });
  const none = (await s.api.send("POST", `${path}/priority`, { active: true })).body;
  assert.deepEqual(none, { accepted: false, status: "NoProfile", why: null });
  assert.equal(await priority(), null);

  const profile = (limit: number) => ({
    ...{ evse: 1, kind: "Absolute", stackLevel: 0 },
    schedule: {
      ...{ unit: "A", startSchedule: "2026-01-01T00:00:00Z" },
      periods: [{ startPeriod: 0, limit }],
    },
  });
  for (const [n, purpose, limit] of [[1, "TxDefaultProfile", 8], [2, "PriorityCharging", 32]]) {
    void s.cp.answers("SetChargingProfile", yes);
    await s.api.send("PUT", `${base}/${n}`, { ...profile(Number(limit)), purpose });
  }
  const limit = async () => {
    const { computed } = s.csms.csms.charging;
    return (await computed("CP-1", { evse: 1, duration: 60 })).periods[0]!.limit;
  };
  assert.equal(await limit(), 8);
  const asked = s.cp.answers("UsePriorityCharging", yes);
  await s.api.send("POST", `${path}/priority`, { active: true });
  assert.deepEqual((await asked).payload, { transactionId: "T-1", activate: true });
  assert.deepEqual([(await priority()).active, (await priority()).by], [true, "operator"]);
  assert.equal(await limit(), 32);

  await s.cp.call("NotifyPriorityCharging", { transactionId: "T-1", activated: false });
  assert.deepEqual([(await priority()).active, (await priority()).by], [false, "station"]);
  assert.equal(await limit(), 8);
});

Deno.test("2.1 Q02: the ways of energy transfer that a station took for a transaction are kept", async () => {
  await using s = await withRest("ocpp2.1");
  const { id } = await opened(s);
  const path = `/transactions/${id}`;
  const asked = s.cp.answers("NotifyAllowedEnergyTransfer", yes);
  const modes = ["AC_three_phase", "AC_BPT"];
  await s.api.send("POST", `${path}/energy-transfer`, { modes });
  assert.deepEqual((await asked).payload, { transactionId: "T-1", allowedEnergyTransfer: modes });
  assert.deepEqual((await s.api.get(`${path}/charging`)).body.allowed.modes, modes);
  const wrong = await s.api.send("POST", `${path}/energy-transfer`, { modes: ["steam"] });
  assert.equal(wrong.status, 422);
  assert.equal((await s.api.get("/transactions/none/charging")).status, 404);
});

Deno.test("2.1 Q07: a signal of the grid operator is passed on as it is", async () => {
  await using s = await withRest("ocpp2.1");
  const asked = s.cp.answers("AFRRSignal", yes);
  const sent = { signal: -3, at: "2026-01-01T00:00:00.000Z" };
  assert.equal((await s.api.send("POST", "/stations/CP-1/grid-signal", sent)).body.accepted, true);
  assert.deepEqual((await asked).payload, { timestamp: "2026-01-01T00:00:00Z", signal: -3 });
});

Deno.test("what came with 2.1 is not sent to a station of 2.0.1", async () => {
  await using s = await withRest("ocpp2.0.1");
  const { id } = await opened(s);
  const asked = [
    [`/transactions/${id}/priority`, { active: true }],
    [`/transactions/${id}/energy-transfer`, { modes: ["DC"] }],
    ["/stations/CP-1/grid-signal", { signal: 1 }],
  ] as const;
  for (const [path, body] of asked) {
    assert.equal((await s.api.send("POST", path, body)).status, 409, path);
  }
});
