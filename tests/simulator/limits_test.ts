import assert from "node:assert/strict";
import fc from "fast-check";
import { highest, limitOf } from "../../simulator/schedule.ts";
import type { Profile } from "../../simulator/v16/state.ts";
import { bench } from "./session.ts";

const start = Date.parse("2026-01-01T00:00:00Z");

function profile(limit: number, more: Partial<Profile> = {}, unit: "A" | "W" = "A") {
  return {
    chargingProfileId: 1,
    stackLevel: 0,
    chargingProfilePurpose: "TxDefaultProfile" as const,
    chargingProfileKind: "Absolute" as const,
    chargingSchedule: {
      startSchedule: "2026-01-01T00:00:00Z",
      chargingRateUnit: unit,
      chargingSchedulePeriod: [{ startPeriod: 0, limit }],
    },
    ...more,
  };
}

Deno.test("a profile really limits the power, and clearing it lets it flow again", () =>
  bench(async ({ csms, cp, clock }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    await cp.delivered();
    const power = () => Math.round(cp.connectors[1]!.powerW);
    const set = (csChargingProfiles: Profile, connectorId = 1) =>
      csms.ask("SetChargingProfile", { connectorId, csChargingProfiles });
    clock.advance(60_000);
    assert.equal(power(), 11_040);
    assert.deepEqual(await set(profile(10)), { status: "Accepted" });
    clock.advance(60_000);
    assert.equal(power(), 10 * 230 * 3);
    const own = profile(4600, { chargingProfileId: 2, chargingProfilePurpose: "TxProfile" }, "W");
    assert.deepEqual(await set({ ...own, transactionId: 77 }), { status: "Rejected" });
    assert.deepEqual(await set({ ...own, transactionId: 1 }), { status: "Accepted" });
    clock.advance(60_000);
    assert.equal(power(), 4600);
    const max = { chargingProfileId: 3, chargingProfilePurpose: "ChargePointMaxProfile" as const };
    assert.deepEqual(await set(profile(3, max)), { status: "Rejected" });
    assert.deepEqual(await set(profile(3, max), 0), { status: "Accepted" });
    await csms.next("StatusNotification", ({ status }) => status === "SuspendedEVSE");
    const before = cp.connectors[1]!.registerWh;
    clock.advance(60_000);
    assert.equal(cp.connectors[1]!.registerWh, before);
    assert.deepEqual(await csms.ask("ClearChargingProfile", { id: 3 }), { status: "Accepted" });
    assert.deepEqual(await csms.ask("ClearChargingProfile", { id: 3 }), { status: "Unknown" });
    await csms.next("StatusNotification", ({ status }) => status === "Charging");
    const all = { chargingProfilePurpose: "TxProfile", connectorId: 1 };
    assert.deepEqual(await csms.ask("ClearChargingProfile", all), { status: "Accepted" });
    clock.advance(60_000);
    assert.equal(power(), 6900);
  }));

Deno.test("the composite schedule has the periods of all that applies, in the unit asked for", () =>
  bench(async ({ csms }) => {
    const night = {
      ...profile(0, { chargingProfileKind: "Recurring", recurrencyKind: "Daily" }),
      chargingSchedule: {
        startSchedule: "2025-12-01T00:00:00Z",
        duration: 7200,
        chargingRateUnit: "A" as const,
        chargingSchedulePeriod: [
          { startPeriod: 0, limit: 16 },
          { startPeriod: 3600, limit: 8, numberPhases: 1 },
        ],
      },
    };
    await csms.ask("SetChargingProfile", { connectorId: 0, csChargingProfiles: night });
    const ask = (chargingRateUnit: string) =>
      csms.ask("GetCompositeSchedule", { connectorId: 1, duration: 90_000, chargingRateUnit });
    const { status, scheduleStart, chargingSchedule } = await ask("A");
    assert.deepEqual({ status, scheduleStart }, {
      status: "Accepted",
      scheduleStart: "2026-01-01T00:00:00Z",
    });
    assert.deepEqual(chargingSchedule.chargingSchedulePeriod, [
      { startPeriod: 0, limit: 16, numberPhases: 3 },
      { startPeriod: 3600, limit: 8, numberPhases: 1 },
      { startPeriod: 7200, limit: 32, numberPhases: 3 },
      { startPeriod: 86_400, limit: 16, numberPhases: 3 },
    ]);
    const watts = (await ask("W")).chargingSchedule.chargingSchedulePeriod;
    assert.deepEqual(watts[1], { startPeriod: 3600, limit: 1840, numberPhases: 1 });
    const nowhere = { connectorId: 5, duration: 60 };
    assert.deepEqual(await csms.ask("GetCompositeSchedule", nowhere), { status: "Rejected" });
  }));

Deno.test("a remote start brings its profile with it, and it ends with the transaction", () =>
  bench(async ({ csms, cp, clock }) => {
    await cp.plug();
    const own = profile(8, {
      chargingProfilePurpose: "TxProfile",
      chargingProfileKind: "Relative",
    });
    const wrong = { idTag: "TAG-1", chargingProfile: profile(8) };
    assert.deepEqual(await csms.ask("RemoteStartTransaction", wrong), { status: "Rejected" });
    await csms.ask("RemoteStartTransaction", { idTag: "TAG-1", chargingProfile: own });
    await csms.next("StartTransaction");
    clock.advance(60_000);
    assert.equal(cp.connectors[1]!.powerW, 8 * 230 * 3);
    await cp.stop();
    assert.deepEqual(cp.save().profiles, []);
  }));

Deno.test("the station's limit is shared among those who charge", () =>
  bench(async ({ csms, cp, clock }) => {
    const max = profile(20, { chargingProfilePurpose: "ChargePointMaxProfile" });
    await csms.ask("SetChargingProfile", { connectorId: 0, csChargingProfiles: max });
    for (const id of [1, 2]) {
      await cp.plug(id);
      await cp.tap(`TAG-${id}`, id);
    }
    clock.advance(60_000);
    assert.equal(cp.connectors[1]!.powerW, 10 * 230 * 3);
    assert.equal(cp.connectors[2]!.powerW, 10 * 230 * 3);
  }, { connectors: 2 }));

Deno.test("profiles that make no sense are refused", () =>
  bench(async ({ csms }) => {
    const wrong: Profile[] = [
      profile(10, { stackLevel: 11 }),
      profile(10, { chargingProfileKind: "Recurring" }),
      profile(10, { chargingProfilePurpose: "TxProfile" }),
      {
        ...profile(10),
        chargingSchedule: {
          chargingRateUnit: "A",
          chargingSchedulePeriod: [{ startPeriod: 5, limit: 1 }],
        },
      },
    ];
    for (const csChargingProfiles of wrong) {
      const answer = await csms.ask("SetChargingProfile", { connectorId: 1, csChargingProfiles });
      assert.deepEqual(answer, { status: "Rejected" });
    }
  }));

Deno.test("the highest stack level that is valid decides, whatever the order of installation", () => {
  const levels = fc.uniqueArray(fc.record({ level: fc.nat(10), limit: fc.nat(32) }), {
    selector: ({ level }) => level,
    minLength: 1,
  });
  fc.assert(fc.property(levels, fc.integer({ min: 0, max: 86_400 }), (stack, second) => {
    const placed = stack.map(({ level, limit }) => ({
      connector: 1,
      profile: profile(limit, { stackLevel: level }),
    }));
    const top = stack.reduce((a, b) => a.level > b.level ? a : b);
    assert.equal(highest(placed, start + second * 1000)?.limit, top.limit);
    const past = placed.map(({ connector, profile }) => ({
      connector,
      profile: profile.stackLevel === top.level
        ? { ...profile, validTo: "2026-01-01T00:00:00Z" }
        : profile,
    }));
    const rest = stack.filter(({ level }) => level !== top.level);
    const next = rest.length ? rest.reduce((a, b) => a.level > b.level ? a : b).limit : undefined;
    assert.equal(highest(past, start + second * 1000)?.limit, next);
  }));
});

Deno.test("a schedule says nothing before it starts, after its duration, or without a transaction", () => {
  const short = profile(7);
  const schedule = { ...short.chargingSchedule, duration: 60 };
  const ending = { ...short, chargingSchedule: schedule };
  assert.equal(limitOf(ending, start - 1), undefined);
  assert.equal(limitOf(ending, start)?.limit, 7);
  assert.equal(limitOf(ending, start + 59_999)?.limit, 7);
  assert.equal(limitOf(ending, start + 60_000), undefined);
  const relative = { ...ending, chargingProfileKind: "Relative" as const };
  assert.equal(limitOf(relative, start), undefined);
  assert.equal(limitOf(relative, start + 90_000, start + 80_000)?.limit, 7);
});
