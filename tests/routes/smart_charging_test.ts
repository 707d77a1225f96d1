import assert from "node:assert/strict";
import { soon } from "../support/until.ts";
import { editions, withRest } from "../support/with_rest.ts";
import { opened } from "./setting_v2.ts";

const yes = { status: "Accepted" };
const start = "2026-01-01T00:00:00Z";
const schedule = (limit: number) => ({
  ...{ unit: "A", startSchedule: start },
  periods: [{ startPeriod: 0, limit }],
});
const standing = {
  ...{ evse: 0, purpose: "ChargingStationMaxProfile", kind: "Absolute", stackLevel: 0 },
  schedule: schedule(20),
};
const wireSchedule = (limit: number) => ({
  ...{ id: 1, chargingRateUnit: "A", startSchedule: start },
  chargingSchedulePeriod: [{ startPeriod: 0, limit }],
});
const base = "/stations/CP-1/profiles";

for (const protocol of editions) {
  Deno.test(`${protocol}: a profile is set, kept, read back, sent again and cleared`, async () => {
    await using s = await withRest(protocol);
    const asked = s.cp.answers("SetChargingProfile", yes);
    const put = await s.api.send("PUT", `${base}/7`, standing);
    assert.deepEqual([put.status, put.body], [200, {
      accepted: true,
      status: "Accepted",
      why: null,
    }]);
    assert.deepEqual((await asked).payload, {
      evseId: 0,
      chargingProfile: {
        ...{ id: 7, stackLevel: 0, chargingProfilePurpose: "ChargingStationMaxProfile" },
        ...{ chargingProfileKind: "Absolute", chargingSchedule: [wireSchedule(20)] },
      },
    });
    const [{ id, installedAt, ...kept }] = (await s.api.get(base)).body.items;
    assert.equal(id, 7);
    assert.ok(Date.parse(installedAt));
    assert.equal(kept.schedule.periods[0].limit, 20);
    void s.cp.answers("SetChargingProfile", yes);
    assert.equal((await s.api.send("PUT", `${base}/7`, kept)).status, 200);

    const cleared = s.cp.answers("ClearChargingProfile", yes);
    const query = "evse=0&purpose=ChargingStationMaxProfile&stackLevel=0";
    assert.equal((await s.api.send("DELETE", `${base}?${query}`)).body.accepted, true);
    assert.deepEqual((await cleared).payload.chargingProfileCriteria, {
      ...{ evseId: 0, chargingProfilePurpose: "ChargingStationMaxProfile", stackLevel: 0 },
    });
    assert.deepEqual((await s.api.get(base)).body.items, []);
  });

  Deno.test(`${protocol}: clearing by id names the id alone, clearing all gives no criterion`, async () => {
    await using s = await withRest(protocol);
    for (
      const [query, payload] of [
        ["?id=7&evse=1", { chargingProfileId: 7 }],
        ["", { chargingProfileCriteria: {} }],
      ] as const
    ) {
      const asked = s.cp.answers("ClearChargingProfile", { status: "Unknown" });
      assert.equal((await s.api.send("DELETE", base + query)).body.accepted, false);
      assert.deepEqual((await asked).payload, payload);
    }
  });

  Deno.test(`${protocol}: two profiles of one place are kept where they are never valid at once`, async () => {
    await using s = await withRest(protocol);
    const years = [["2030", "2031"], ["2031", "2032"], ["2031", "2033"]] as const;
    for (const [at, [from, to]] of years.entries()) {
      void s.cp.answers("SetChargingProfile", yes);
      const valid = { validFrom: `${from}-01-01T00:00:00Z`, validTo: `${to}-01-01T00:00:00Z` };
      await s.api.send("PUT", `${base}/${at + 1}`, { ...standing, ...valid });
    }
    const ids = (await s.api.get(base)).body.items.map(({ id }: { id: number }) => id);
    assert.deepEqual(ids, [1, 3]);
  });

  Deno.test(`${protocol}: a profile for a transaction names it as the station does, and ends with it`, async () => {
    await using s = await withRest(protocol);
    const { id } = await opened(s);
    const asked = s.cp.answers("SetChargingProfile", yes);
    const profile = {
      ...{ evse: 1, purpose: "TxProfile", kind: "Relative", transaction: id },
      schedule: { unit: "A", periods: [{ startPeriod: 0, limit: 8, phaseToUse: 2 }] },
      alternatives: [{ unit: "A", periods: [{ startPeriod: 0, limit: 6 }] }],
    };
    assert.equal((await s.api.send("PUT", `${base}/3`, profile)).status, 200);
    const { chargingProfile } = (await asked).payload;
    assert.equal(chargingProfile.transactionId, "T-1");
    assert.equal(chargingProfile.chargingSchedule[0].chargingSchedulePeriod[0].phaseToUse, 2);
    assert.deepEqual(chargingProfile.chargingSchedule.map((each: { id: number }) => each.id), [
      1,
      2,
    ]);
    const [kept] = (await s.api.get(base)).body.items;
    assert.equal(kept.transaction, id);
    assert.equal(kept.alternatives[0].periods[0].limit, 6);
    // What was read can be sent back, by either name of the transaction.
    for (const transaction of [id, "T-1"]) {
      const { id: _, installedAt: __, ...again } = kept;
      void s.cp.answers("SetChargingProfile", yes);
      assert.equal(
        (await s.api.send("PUT", `${base}/3`, { ...again, transaction })).status,
        200,
      );
    }
    await s.csms.csms.transactions.closeByHand(id);
    await soon(async () => assert.deepEqual((await s.api.get(base)).body.items, []));
  });

  Deno.test(`${protocol}: the composite schedule shows kvolt's own beside the station's`, async () => {
    await using s = await withRest(protocol);
    void s.cp.answers("SetChargingProfile", yes);
    await s.api.send("PUT", `${base}/7`, standing);
    const asked = s.cp.answers("GetCompositeSchedule", {
      status: "Accepted",
      schedule: {
        ...{ evseId: 1, duration: 600, scheduleStart: start, chargingRateUnit: "A" },
        chargingSchedulePeriod: [{ startPeriod: 0, limit: 19.5, numberPhases: 3 }],
      },
    });
    const { body } = await s.api.get("/stations/CP-1/composite?evse=1&duration=600&unit=A");
    assert.equal(body.computed.periods[0].limit, 20);
    assert.deepEqual(body.computed.unreckoned, []);
    assert.deepEqual(
      [body.station.unit, body.station.periods[0].limit, body.station.start],
      ["A", 19.5, start],
    );
    assert.deepEqual((await asked).payload, { evseId: 1, duration: 600, chargingRateUnit: "A" });
  });

  Deno.test(`${protocol}: a limit of somebody else is shown, holds in the composite, and goes when it is cleared`, async () => {
    await using s = await withRest(protocol);
    await s.cp.call("NotifyChargingLimit", {
      chargingLimit: { chargingLimitSource: "SO", isGridCritical: true },
      chargingSchedule: [wireSchedule(13)],
    });
    await s.cp.call("NotifyChargingLimit", {
      ...{ evseId: 2, chargingLimit: { chargingLimitSource: "EMS" } },
    });
    const path = "/stations/CP-1/external-limits";
    const { items } = (await s.api.get(path)).body;
    assert.deepEqual(
      items.map((limit: Record<string, unknown>) => [
        limit.evse,
        limit.source,
        limit.gridCritical,
      ]),
      [[0, "SO", true], [2, "EMS", null]],
    );
    const { periods } = await s.csms.csms.charging.computed("CP-1", { evse: 1, duration: 60 });
    assert.deepEqual(periods, [{ startPeriod: 0, limit: 13 }]);
    await s.cp.call("ClearedChargingLimit", { chargingLimitSource: "SO" });
    await s.cp.call("ClearedChargingLimit", { chargingLimitSource: "CSO" });
    assert.deepEqual(
      (await s.api.get(path)).body.items.map(({ source }: { source: string }) => source),
      ["EMS"],
    );
    assert.equal((await s.api.get("/stations/CP-9/external-limits")).status, 404);
  });

  Deno.test(`${protocol}: a report in parts is kept, and stands beside what kvolt believes`, async () => {
    await using s = await withRest(protocol);
    for (const id of [7, 8]) {
      void s.cp.answers("SetChargingProfile", yes);
      await s.api.send("PUT", `${base}/${id}`, { ...standing, stackLevel: id });
    }
    const asked = s.cp.answers("GetChargingProfiles", yes);
    const { request } = (await s.api.send("POST", `${base}/report`)).body;
    assert.deepEqual((await asked).payload, { requestId: request, chargingProfile: {} });
    const report = (id: number, stackLevel: number, limit: number, tbc: boolean) =>
      s.cp.call("ReportChargingProfiles", {
        ...{ requestId: request, chargingLimitSource: "CSO", evseId: 0, tbc },
        chargingProfile: [{
          ...{ id, stackLevel, chargingProfilePurpose: "ChargingStationMaxProfile" },
          ...{ chargingProfileKind: "Absolute", chargingSchedule: [wireSchedule(limit)] },
        }],
      });
    await report(7, 7, 16, true);
    const half = (await s.api.get(`${base}/reported`)).body;
    assert.equal(half.report.state, "running");
    assert.deepEqual(half.missing, []);
    await report(99, 0, 5, false);
    const whole = (await s.api.get(`${base}/reported`)).body;
    assert.equal(whole.report.state, "complete");
    assert.deepEqual(
      whole.items.map((item: Record<string, unknown>) => [
        ...[item.id, item.source, item.known, item.differences],
      ]),
      [[7, "CSO", true, ["periods"]], [99, "CSO", false, []]],
    );
    assert.deepEqual(whole.missing, [{ evse: 0, id: 8 }]);

    // A station that has none any more says so, and the last report is gone.
    void s.cp.answers("GetChargingProfiles", { status: "NoProfiles" });
    const none = (await s.api.send("POST", `${base}/report`, { evse: 0 })).body;
    assert.deepEqual([none.accepted, none.status], [false, "NoProfiles"]);
    const { items, missing } = (await s.api.get(`${base}/reported`)).body;
    assert.deepEqual([items.length, missing.length], [0, 2]);
  });

  Deno.test(`${protocol}: a report of some profiles leaves what is known of the others`, async () => {
    await using s = await withRest(protocol);
    const report = (request: number, evseId: number) =>
      s.cp.call("ReportChargingProfiles", {
        ...{ requestId: request, chargingLimitSource: "CSO", evseId },
        chargingProfile: [{
          ...{ id: evseId, stackLevel: 0, chargingProfilePurpose: "TxDefaultProfile" },
          ...{ chargingProfileKind: "Absolute", chargingSchedule: [wireSchedule(16)] },
        }],
      });
    // Nobody has asked for these.
    await report(1, 1);
    await report(2, 2);
    const asked = s.cp.answers("GetChargingProfiles", { status: "NoProfiles" });
    const criteria = { evse: 2, purpose: "TxDefaultProfile", ids: [2, 3], sources: ["CSO"] };
    await s.api.send("POST", `${base}/report`, criteria);
    assert.deepEqual((await asked).payload.chargingProfile, {
      ...{ chargingProfilePurpose: "TxDefaultProfile", chargingProfileId: [2, 3] },
      chargingLimitSource: ["CSO"],
    });
    const { items } = (await s.api.get(`${base}/reported`)).body;
    assert.deepEqual(items.map(({ evse }: { evse: number }) => evse), [1]);
  });
}

Deno.test("2.1: the composite schedule names what applies and is not in it", async () => {
  await using s = await withRest("ocpp2.1");
  const details = { dischargeLimit: -10, operationMode: "ExternalLimits" };
  const profile = {
    ...{ evse: 1, purpose: "TxDefaultProfile", kind: "Absolute" },
    schedule: { ...schedule(20), periods: [{ startPeriod: 0, limit: 20, details }] },
  };
  void s.cp.answers("SetChargingProfile", yes);
  assert.equal((await s.api.send("PUT", `${base}/7`, profile)).body.accepted, true);
  await s.cp.call("NotifyChargingLimit", {
    chargingLimit: { chargingLimitSource: "EMS", isLocalGeneration: true },
    chargingSchedule: [wireSchedule(13)],
  });
  void s.cp.answers("GetCompositeSchedule", { status: "Rejected" });
  const { computed } = (await s.api.get("/stations/CP-1/composite?evse=1")).body;
  assert.deepEqual(computed.periods, [{ startPeriod: 0, limit: 20, numberPhases: null }]);
  assert.deepEqual(computed.unreckoned, ["localGeneration", "discharging", "mode"]);
});
