import assert from "node:assert/strict";
import type { ChargingProfile } from "../../../csms/model.ts";
import { CallError } from "../../../ocpp/errors.ts";
import { plug } from "../../support/plug.ts";
import { soon } from "../../support/until.ts";
import { HOUR, of, pages, type Room, room } from "../room.ts";

const profile = (id: number, more: Partial<ChargingProfile> = {}, limit = 16): ChargingProfile => ({
  ...{ id, stackLevel: 0, purpose: "TxDefaultProfile", kind: "Relative" },
  schedule: { unit: "A", periods: [{ startPeriod: 0, limit }] },
  ...more,
});
const install = (it: Room, evse: number, next: ChargingProfile) =>
  it.apply((change) => it.csms.charging.installed(change, "CP-1", evse, next));
const ids = async (it: Room) =>
  (await it.csms.charging.all("CP-1")).map(({ evse, id }) => `${evse}/${id}`);

Deno.test("a profile takes the place of the same id and of the same EVSE, purpose and stack level", async () => {
  await using it = await room();
  await install(it, 1, profile(1));
  await install(it, 2, profile(2));
  await install(it, 1, profile(3, { stackLevel: 1 }));
  assert.deepEqual(await ids(it), ["1/1", "1/3", "2/2"]);
  await install(it, 1, profile(4));
  await install(it, 3, profile(2));
  assert.deepEqual(await ids(it), ["1/3", "1/4", "3/2"]);
  assert.deepEqual(of(it, "profile.cleared").map(({ data }) => data), [
    { evse: 1, id: 1 },
    { evse: 2, id: 2 },
  ]);
  assert.equal(of(it, "profile.installed").length, 5);
  const paged = await pages((options) => it.csms.charging.page("CP-1", options), 2);
  assert.deepEqual(paged.map(({ id }) => id), [3, 4, 2]);
});

Deno.test("a profile is gone at its validTo, to the millisecond", async () => {
  await using it = await room();
  const validTo = new Date(it.clock.now().getTime() + HOUR).toISOString();
  await install(it, 1, profile(1, { validTo }));
  await install(it, 1, profile(2, { stackLevel: 1 }));
  it.clock.advance(HOUR - 1);
  assert.deepEqual(await ids(it), ["1/1", "1/2"]);
  it.clock.advance(1);
  assert.deepEqual(await ids(it), ["1/2"]);
});

Deno.test("an absolute profile is gone when its schedule has run out", async () => {
  await using it = await room();
  const schedule = {
    ...{ unit: "A" as const, duration: 600, startSchedule: it.clock.now().toISOString() },
    periods: [{ startPeriod: 0, limit: 6 }],
  };
  await install(it, 1, profile(1, { kind: "Absolute", schedule }));
  it.clock.advance(599_999);
  assert.deepEqual(await ids(it), ["1/1"]);
  it.clock.advance(1);
  assert.deepEqual(await ids(it), []);
});

Deno.test("what a station cleared is forgotten: by id, by criteria, and all", async () => {
  const all = [
    [0, profile(1, { purpose: "ChargingStationMaxProfile" })],
    [1, profile(2)],
    [1, profile(3, { stackLevel: 1 })],
    [2, profile(4)],
  ] as const;
  for (
    const [by, left] of [
      [{ id: 2 }, ["0/1", "1/3", "2/4"]],
      [{ evse: 1 }, ["0/1", "2/4"]],
      [{ purpose: "TxDefaultProfile", stackLevel: 0 }, ["0/1", "1/3"]],
      [{ evse: 0 }, ["1/2", "1/3", "2/4"]],
      [{}, []],
      [{ id: 99 }, ["0/1", "1/2", "1/3", "2/4"]],
    ] as const
  ) {
    await using it = await room();
    for (const [evse, next] of all) await install(it, evse, next);
    await it.apply((change) => it.csms.charging.cleared(change, "CP-1", by));
    assert.deepEqual(await ids(it), left, JSON.stringify(by));
    assert.equal(of(it, "profile.cleared").length, 4 - left.length);
  }
});

Deno.test("a TxProfile belongs to the transaction that runs there and is gone with it", async () => {
  await using it = await room({ AUTH_UNKNOWN: "Accepted" });
  await it.station();
  const id = await it.start("CARD");
  await install(it, 1, profile(1, { purpose: "TxProfile" }));
  await install(it, 1, profile(2));
  assert.deepEqual((await it.csms.charging.all("CP-1")).map(({ transaction }) => transaction), [
    ...[id, undefined],
  ]);
  await it.csms.transactions.closeByHand(id);
  assert.deepEqual(await ids(it), ["1/2"]);
  await soon(() =>
    assert.deepEqual(of(it, "profile.cleared").map(({ data }) => data), [
      { evse: 1, id: 1 },
    ])
  );
});

Deno.test("the composite schedule comes from the profiles that are installed, the transaction included", async () => {
  await using it = await room({ AUTH_UNKNOWN: "Accepted" });
  await it.station();
  const limit = async () =>
    (await it.csms.charging.computed("CP-1", { evse: 1, duration: 60 })).periods[0]?.limit;
  await install(
    it,
    0,
    profile(1, {
      purpose: "ChargingStationMaxProfile",
      kind: "Absolute",
      schedule: {
        ...{ unit: "A", startSchedule: it.clock.now().toISOString() },
        periods: [{ startPeriod: 0, limit: 20 }],
      },
    }),
  );
  await install(it, 1, profile(2, {}, 16));
  assert.equal(await limit(), 16);
  const id = await it.start("CARD");
  await install(it, 1, profile(3, { purpose: "TxProfile" }, 32));
  assert.equal(await limit(), 20);
  await install(it, 1, profile(3, { purpose: "TxProfile" }, 8));
  assert.equal(await limit(), 8);
  await it.csms.transactions.closeByHand(id);
  assert.equal(await limit(), 16);
  const watts = await it.csms.charging.computed("CP-1", { evse: 1, duration: 60, unit: "W" });
  assert.equal(watts.unit, "W");
});

Deno.test("what a station accepts over its link is installed, what it clears is gone, what it refuses is neither", async () => {
  await using it = await room();
  await it.station();
  let status = "Accepted";
  const station = plug(it, "CP-1", {
    SetChargingProfile: () => ({ status }),
    ClearChargingProfile: () => ({ status: "Unknown" }),
  });
  await it.csms.ask("CP-1", "setProfile", { evse: 1, profile: profile(1) });
  status = "Rejected";
  await it.csms.ask("CP-1", "setProfile", { evse: 1, profile: profile(2, { stackLevel: 1 }) });
  assert.deepEqual(await ids(it), ["1/1"]);
  await it.csms.ask("CP-1", "clearProfile", { id: 1 });
  assert.deepEqual(await ids(it), [], "Unknown says that the station has none");
  station.unplug();
});

Deno.test("a limit goes through the forms until the station takes one, and that form is tried first the next time", async () => {
  await using it = await room({ AUTH_UNKNOWN: "Accepted" });
  await it.station();
  await it.start("CARD");
  const takes = (sent: { chargingProfilePurpose: string }) =>
    sent.chargingProfilePurpose === "TxDefaultProfile";
  const station = plug(it, "CP-1", {
    SetChargingProfile: ({ csChargingProfiles }) => ({
      status: takes(csChargingProfiles) ? "Accepted" : "Rejected",
    }),
    GetCompositeSchedule: () => ({ status: "Rejected" }),
  });
  const wanted = { evse: 1, value: 10, unit: "A" as const };
  const first = await it.csms.charging.limit("CP-1", wanted);
  assert.equal(first.accepted, true);
  assert.ok(first.tried.length > 1);
  assert.equal(first.tried.at(-1)?.purpose, "TxDefaultProfile");
  assert.equal(first.verified, undefined);
  assert.equal((await it.csms.stations.get("CP-1"))?.learned.profile?.purpose, "TxDefaultProfile");
  const second = await it.csms.charging.limit("CP-1", wanted);
  assert.equal(second.tried.length, 1);
  assert.deepEqual(await ids(it), ["1/900001"]);
  station.unplug();
});

Deno.test("a limit is verified against the station's own schedule, and one that does not hold is tried otherwise", async () => {
  await using it = await room({ AUTH_UNKNOWN: "Accepted" });
  await it.station();
  await it.start("CARD");
  let holds = 32;
  const station = plug(it, "CP-1", {
    SetChargingProfile: ({ csChargingProfiles }) => {
      if (csChargingProfiles.stackLevel === 0) {
        holds = csChargingProfiles.chargingSchedule.chargingSchedulePeriod[0].limit;
      }
      return { status: "Accepted" };
    },
    GetCompositeSchedule: () => ({
      ...{ status: "Accepted", connectorId: 1, scheduleStart: "2026-01-01T00:00:00Z" },
      chargingSchedule: {
        chargingRateUnit: "A",
        chargingSchedulePeriod: [{ startPeriod: 0, limit: holds }],
      },
    }),
  });
  const { accepted, verified, profile } = await it.csms.charging.limit("CP-1", {
    ...{ evse: 1, value: 10, unit: "A" },
  });
  assert.deepEqual([accepted, verified, profile?.stackLevel], [true, true, 0]);
  station.unplug();
});

Deno.test("a limit that no form gets through says what was tried; a refusal by error is one more no", async () => {
  await using it = await room();
  await it.station();
  const station = plug(it, "CP-1", {
    SetChargingProfile: () => {
      throw new CallError("PropertyConstraintViolation", "never");
    },
  });
  const { accepted, tried, profile } = await it.csms.charging.limit("CP-1", {
    ...{ evse: 1, value: 10, unit: "A" },
  });
  assert.deepEqual([accepted, profile], [false, undefined]);
  assert.ok(tried.length > 1 && tried.every(({ status }) => status === "never"));
  assert.deepEqual(await ids(it), []);
  assert.equal((await it.csms.stations.get("CP-1"))?.learned.profile, undefined);
  station.unplug();
  await assert.rejects(it.csms.charging.limit("CP-1", { evse: 1, value: 1, unit: "A" }), {
    name: "Offline",
  });
});
