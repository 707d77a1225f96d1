import assert from "node:assert/strict";
import { findingsOf } from "../support/findings.ts";
import { withRest } from "../support/with_rest.ts";

const base = "/stations/CP-1/profiles";
const curve = Array.from({ length: 5 }, (_, n) => ({ frequency: 49 + n / 10, power: -n * 100 }));
const periods = Array.from({ length: 1024 }, (_, n) => ({ startPeriod: n * 60, limit: n % 32 }));
const rich = periods.map((period) => ({ ...period, phaseToUse: 1, v2xFreqWattCurve: curve }));
const schedule = (chargingSchedulePeriod: unknown[]) => ({
  ...{ id: 1, chargingRateUnit: "A", startSchedule: "2026-01-01T00:00:00Z" },
  chargingSchedulePeriod,
});
const profile = (id: number, chargingSchedulePeriod: unknown[]) => ({
  ...{ id, stackLevel: id, chargingProfilePurpose: "TxDefaultProfile" },
  ...{ chargingProfileKind: "Absolute" },
  chargingSchedule: [schedule(chargingSchedulePeriod)],
});

Deno.test("a profile as long as the specification allows is kept with all its limits", async () => {
  await using s = await withRest("ocpp2.1");
  void s.cp.answers("SetChargingProfile", { status: "Accepted" });
  const given = periods.map((period) => ({ ...period, details: { v2xBaseline: 1000.5 } }));
  const put = await s.api.send("PUT", `${base}/1`, {
    ...{ evse: 1, purpose: "TxDefaultProfile", kind: "Absolute" },
    schedule: { unit: "A", startSchedule: "2026-01-01T00:00:00Z", periods: given },
  });
  assert.equal(put.body.accepted, true);
  const [kept] = (await s.api.get(base)).body.items;
  assert.deepEqual(
    kept.schedule.periods.map(({ limit }: { limit: number }) => limit),
    periods.map(({ limit }) => limit),
  );
  assert.equal(kept.schedule.periods[0].details, null);
});

Deno.test("reports, limits and schedules of any length are answered, and what fits is kept", async () => {
  await using s = await withRest("ocpp2.1");
  await s.cp.call("NotifyChargingLimit", {
    chargingLimit: { chargingLimitSource: "SO" },
    chargingSchedule: [schedule(rich), schedule(rich)],
  });
  const [limit] = (await s.api.get("/stations/CP-1/external-limits")).body.items;
  assert.equal(limit.schedules[0].periods.length, 1024);
  await s.cp.call("NotifyEVChargingSchedule", {
    ...{ timeBase: "2026-01-01T00:00:00Z", evseId: 1, chargingSchedule: schedule(rich) },
  });
  const [chosen] = (await s.api.get("/stations/CP-1/vehicle-schedules")).body.items;
  assert.equal(chosen.schedule.periods.length, 1024);

  const many = Array.from({ length: 300 }, (_, id) => profile(id, periods.slice(0, 20)));
  await s.cp.call("ReportChargingProfiles", {
    ...{ requestId: 1, chargingLimitSource: "CSO", evseId: 1, chargingProfile: many },
  });
  const { items } = (await s.api.get(`${base}/reported?limit=200`)).body;
  assert.equal(items.length, 200);
  const long = Array.from({ length: 15 }, (_, id) => profile(id, periods));
  await s.cp.call("ReportChargingProfiles", {
    ...{ requestId: 2, chargingLimitSource: "CSO", evseId: 2, chargingProfile: long },
  });
  const kinds = (await findingsOf(s.csms.csms, "CP-1")).map(({ kind }) => kind);
  assert.ok(kinds.includes("long-report"), kinds.join());
});
