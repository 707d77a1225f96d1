// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { happens } from "../support/until.ts";
import { editions, type WithRest, withRest } from "../support/with_rest.ts";
import { opened, placed } from "./setting_v2.ts";

const yes = { status: "Accepted" };
const ac = (evMaxCurrent: number, energyAmount = 20_000) => ({
  evseId: 1,
  maxScheduleTuples: 24,
  chargingNeeds: {
    requestedEnergyTransfer: "AC_three_phase",
    acChargingParameters: { energyAmount, evMinCurrent: 6, evMaxCurrent, evMaxVoltage: 400 },
  },
});
const needsOf = async ({ api }: WithRest) =>
  (await api.get("/stations/CP-1/vehicle-needs")).body.items;
const settled = ({ csms: { csms } }: WithRest) =>
  happens(
    csms,
    ({ type, data }) =>
      type === "vehicle.needs" && !["ready", "waiting"].includes((data as any).state),
  );

for (const protocol of editions) {
  Deno.test(`${protocol} K15: the needs of a vehicle are answered, and then with a schedule for its transaction`, async () => {
    await using s = await withRest(protocol);
    await opened(s);
    await s.cp.call("NotifyChargingLimit", {
      chargingLimit: { chargingLimitSource: "SO" },
      chargingSchedule: [{
        ...{
          id: 1,
          chargingRateUnit: "A",
          chargingSchedulePeriod: [{ startPeriod: 0, limit: 13 }],
        },
      }],
    });
    const done = settled(s);
    assert.deepEqual(await s.cp.call("NotifyEVChargingNeeds", ac(16)), yes);
    const { payload: { evseId, chargingProfile } } = await s.cp.answers("SetChargingProfile", yes);
    assert.equal(evseId, 1);
    assert.equal(chargingProfile.chargingProfilePurpose, "TxProfile");
    assert.equal(chargingProfile.transactionId, "T-1");
    const [schedule] = chargingProfile.chargingSchedule;
    assert.deepEqual(schedule.chargingSchedulePeriod, [
      { startPeriod: 0, limit: 13, numberPhases: 3 },
    ]);
    await done;
    const [needs] = await needsOf(s);
    assert.deepEqual(
      [needs.state, needs.status, needs.most, needs.energyWh, needs.phases, needs.transfer],
      ["accepted", "Accepted", 16, 20_000, 3, "AC_three_phase"],
    );
    assert.equal(needs.schedule.periods[0].limit, 13);
    const [kept] = (await s.api.get("/stations/CP-1/profiles")).body.items;
    assert.equal(kept.id, 910_001);
  });

  Deno.test(`${protocol} K16: a vehicle that asks again is not held to what it asked before`, async () => {
    await using s = await withRest(protocol);
    await opened(s);
    for (const amps of [8, 16]) {
      const done = settled(s);
      await s.cp.call("NotifyEVChargingNeeds", ac(amps));
      const { payload } = await s.cp.answers("SetChargingProfile", yes);
      const [schedule] = payload.chargingProfile.chargingSchedule;
      assert.equal(schedule.chargingSchedulePeriod[0].limit, amps);
      await done;
    }
  });

  Deno.test(`${protocol} K15: needs that come before the transaction wait for it`, async () => {
    await using s = await withRest(protocol);
    assert.deepEqual(await s.cp.call("NotifyEVChargingNeeds", ac(16)), { status: "Processing" });
    assert.equal((await needsOf(s))[0].state, "waiting");
    const done = settled(s);
    const asked = s.cp.answers("SetChargingProfile", { status: "Rejected" });
    await opened(s);
    assert.equal((await asked).payload.chargingProfile.transactionId, "T-1");
    await done;
    assert.deepEqual([(await needsOf(s))[0].state, (await needsOf(s))[0].status], [
      ...["rejected", "Rejected"],
    ]);
  });

  Deno.test(`${protocol} K15: needs wait for a transaction that says later where it is`, async () => {
    await using s = await withRest(protocol);
    await opened(s, { evse: false });
    assert.deepEqual(await s.cp.call("NotifyEVChargingNeeds", ac(16)), { status: "Processing" });
    const done = settled(s);
    const asked = s.cp.answers("SetChargingProfile", yes);
    await placed(s);
    assert.equal((await asked).payload.evseId, 1);
    await done;
    assert.equal((await needsOf(s))[0].state, "accepted");
  });

  Deno.test(`${protocol} K15: DC is in W, and what the vehicle will lack is told`, async () => {
    await using s = await withRest(protocol);
    await opened(s);
    const done = settled(s);
    await s.cp.call("NotifyEVChargingNeeds", {
      evseId: 1,
      chargingNeeds: {
        requestedEnergyTransfer: "DC",
        departureTime: new Date(Date.now() + 3_600_000).toISOString(),
        dcChargingParameters: {
          ...{ evMaxCurrent: 200, evMaxVoltage: 400, evMaxPower: 50_000 },
          ...{ energyAmount: 60_000, stateOfCharge: 20 },
        },
      },
    });
    await s.cp.answers("SetChargingProfile", yes);
    await done;
    const [needs] = await needsOf(s);
    assert.deepEqual([needs.unit, needs.most, needs.stateOfCharge], ["W", 50_000, 20]);
    assert.ok(Math.abs(needs.shortWh - 10_000) < 100, String(needs.shortWh));
  });

  Deno.test(`${protocol} K15: needs without any limit are refused, since there is nothing to send`, async () => {
    await using s = await withRest(protocol);
    await opened(s);
    const answer = await s.cp.call("NotifyEVChargingNeeds", {
      ...{ evseId: 1, chargingNeeds: { requestedEnergyTransfer: "DC" } },
    });
    assert.equal(answer.status, "Rejected");
    assert.equal((await needsOf(s))[0].state, "failed");
  });

  Deno.test(`${protocol}: a limit takes the place of the schedule that a vehicle was given`, async () => {
    await using s = await withRest(protocol);
    await opened(s);
    const done = settled(s);
    await s.cp.call("NotifyEVChargingNeeds", ac(16));
    await s.cp.answers("SetChargingProfile", yes);
    await done;
    const asked = s.cp.answers("SetChargingProfile", yes);
    void s.cp.answers("GetCompositeSchedule", { status: "Rejected" });
    const { body } = await s.api.send("POST", "/stations/CP-1/limit", { evse: 1, value: 10 });
    assert.equal(body.accepted, true);
    assert.equal((await asked).payload.chargingProfile.id, 910_001);
    const { items } = (await s.api.get("/stations/CP-1/profiles")).body;
    assert.deepEqual(items.map((each: any) => each.schedule.periods[0].limit), [10]);

    // The next needs are held to the limit.
    const again = settled(s);
    await s.cp.call("NotifyEVChargingNeeds", ac(16));
    const { payload } = await s.cp.answers("SetChargingProfile", yes);
    const [schedule] = payload.chargingProfile.chargingSchedule;
    assert.equal(schedule.chargingSchedulePeriod[0].limit, 10);
    await again;
  });

  Deno.test(`${protocol} K17: the schedule that a vehicle chose is kept`, async () => {
    await using s = await withRest(protocol);
    const chosen = protocol === "ocpp2.1" ? { selectedChargingScheduleId: 2 } : {};
    assert.deepEqual(
      await s.cp.call("NotifyEVChargingSchedule", {
        ...{ timeBase: "2026-01-01T00:00:00Z", evseId: 1, ...chosen },
        chargingSchedule: {
          ...{ id: 2, chargingRateUnit: "W" },
          chargingSchedulePeriod: [{ startPeriod: 0, limit: 7000 }],
        },
      }),
      yes,
    );
    const [kept] = (await s.api.get("/stations/CP-1/vehicle-schedules")).body.items;
    assert.deepEqual(
      [kept.evse, kept.startsAt, kept.schedule.periods[0].limit, kept.chosen],
      [1, "2026-01-01T00:00:00Z", 7000, protocol === "ocpp2.1" ? 2 : null],
    );
  });
}

Deno.test("2.1 Q: what a vehicle can give is read too, and all that it says is kept", async () => {
  await using s = await withRest("ocpp2.1");
  await opened(s);
  const done = settled(s);
  const v2xChargingParameters = {
    ...{ maxChargePower: 11_000, minChargePower: 1_000, maxDischargePower: 5_000 },
    evTargetEnergyRequest: 9_000,
  };
  await s.cp.call("NotifyEVChargingNeeds", {
    evseId: 1,
    chargingNeeds: { requestedEnergyTransfer: "AC_BPT", v2xChargingParameters },
  });
  await s.cp.answers("SetChargingProfile", yes);
  await done;
  const [needs] = await needsOf(s);
  assert.deepEqual([needs.unit, needs.most, needs.least, needs.energyWh], [
    ...["W", 11_000, 1_000, 9_000],
  ]);
  assert.deepEqual(needs.details.v2xChargingParameters, v2xChargingParameters);
});
