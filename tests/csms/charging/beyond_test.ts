import assert from "node:assert/strict";
import { composite } from "../../../csms/charging/composite.ts";
import { differs } from "../../../csms/charging/differs.ts";
import { install, problemOf } from "../../../csms/charging/rules.ts";
import type { ExternalLimit } from "../../../csms/model/smart_charging.ts";
import { iso, profile, T0 } from "./profiles.ts";

const window = { evse: 1, from: new Date(T0), duration: 600, unit: "A" } as const;
const outside = (change: Partial<ExternalLimit> = {}, limit = 10): ExternalLimit => ({
  ...{ station: "CP-1", evse: 1, source: "SO", at: iso(0) },
  schedules: [{ unit: "A", periods: [{ startPeriod: 0, limit }] }],
  ...change,
});
const limits = (input: Partial<Parameters<typeof composite>[0]>) =>
  composite({ profiles: [profile()], ...window, ...input })
    .periods.map(({ startPeriod, limit }) => [startPeriod, limit]);

Deno.test("K11: a limit of somebody else caps the composite, on its EVSE or on the station", () => {
  assert.deepEqual(limits({ external: [outside()] }), [[0, 10]]);
  assert.deepEqual(limits({ external: [outside({ evse: 0 })] }), [[0, 10]]);
  assert.deepEqual(limits({ external: [outside({ evse: 2 })] }), [[0, 16]]);
});

Deno.test("K11: of several limits of others the lowest holds, each as long as it lasts", () => {
  const short = outside({
    source: "EMS",
    schedules: [{ unit: "A", duration: 60, periods: [{ startPeriod: 0, limit: 6 }] }],
  });
  assert.deepEqual(limits({ external: [outside(), short] }), [[0, 6], [60, 10]]);
});

Deno.test("K11: local generation takes nothing away, and a limit without a schedule limits nothing", () => {
  assert.deepEqual(limits({ external: [outside({ localGeneration: true })] }), [[0, 16]]);
  assert.deepEqual(limits({ external: [outside({ schedules: [] })] }), [[0, 16]]);
});

Deno.test("K21: a PriorityCharging profile prevails over others while priority is active", () => {
  const first = profile({
    ...{ id: 2, purpose: "PriorityCharging" },
    schedule: { periods: [{ startPeriod: 0, limit: 32 }] },
  });
  const transaction = { id: "T1", startedAt: new Date(T0) };
  const both = [profile(), first];
  assert.deepEqual(limits({ profiles: both, transaction }), [[0, 16]]);
  const active = { ...transaction, priority: true };
  assert.deepEqual(limits({ profiles: both, transaction: active }), [[0, 32]]);
});

Deno.test("a period without a limit limits nothing, and breaks nothing", () => {
  const setpoint = profile({
    kind: "Dynamic",
    schedule: {
      startSchedule: undefined,
      periods: [{ startPeriod: 0, details: { setpoint: -5, operationMode: "CentralSetpoint" } }],
    },
  });
  assert.deepEqual(limits({ profiles: [setpoint], maximum: 32 }), [[0, 32]]);
});

const valid = (id: number, from: number, to: number) =>
  profile({ id, validFrom: iso(from), validTo: iso(to) });

Deno.test("2.x K01.FR.06: profiles of one place live side by side where they are never valid at once", () => {
  const [first, second] = [valid(1, 0, 100), valid(2, 100, 200)];
  assert.deepEqual(install([first], second, { coexist: true }).keep, [first]);
  assert.deepEqual(install([first], valid(2, 99, 200), { coexist: true }).drop, [first]);
  assert.deepEqual(install([first], profile({ id: 2 }), { coexist: true }).drop, [first]);
  assert.deepEqual(install([first], valid(1, 100, 200), { coexist: true }).drop, [first]);
});

Deno.test("1.6 §3.13.2: elsewhere they replace each other whenever they are valid", () => {
  assert.deepEqual(install([valid(1, 0, 100)], valid(2, 100, 200)).keep, []);
});

Deno.test("only a TxProfile offers alternatives, two at most; a Dynamic one has one period", () => {
  const schedule = profile().schedule;
  const tx = profile({ purpose: "TxProfile", alternatives: [schedule, schedule] });
  assert.equal(problemOf(tx, 1, "T1"), undefined);
  const three = { ...tx, alternatives: [schedule, schedule, schedule] };
  assert.match(problemOf(three, 1, "T1") ?? "", /three schedules at most, not 4/);
  assert.match(problemOf(profile({ alternatives: [schedule] }), 1) ?? "", /only a TxProfile/);
  const twice = profile({
    kind: "Dynamic",
    schedule: { periods: [{ startPeriod: 0, limit: 1 }, { startPeriod: 5, limit: 2 }] },
  });
  assert.match(problemOf(twice, 1) ?? "", /one period, not 2/);
  const empty = profile({ schedule: { periods: [{ startPeriod: 0 }] } });
  assert.match(problemOf(empty, 1) ?? "", /has no limit/);
});

Deno.test("2.1: a period needs a limit, or details that stand in its place", () => {
  const of = (details?: Record<string, unknown>) =>
    problemOf(profile({ schedule: { periods: [{ startPeriod: 0, details }] } }), 1);
  assert.equal(of({ operationMode: "CentralSetpoint", setpoint: -5 }), undefined);
  for (const none of [undefined, {}]) {
    assert.equal(of(none), "the period at 0 has no limit, and no details in its place");
  }
});

Deno.test("two profiles differ where they mean something else, not where they are spelled otherwise", () => {
  const one = profile({ validTo: iso(500) });
  const spelled = { ...one, validTo: iso(500).replace(".000Z", "+00:00"), transaction: "other" };
  assert.deepEqual(differs(one, spelled), []);
  assert.deepEqual(differs(one, profile()), ["validTo"]);
  const lower = profile({ validTo: iso(500), stackLevel: 1, schedule: { unit: "W" } });
  assert.deepEqual(differs(one, lower), ["stackLevel", "unit"]);
  const halved = profile({
    validTo: iso(500),
    schedule: { periods: [{ startPeriod: 0, limit: 8 }] },
  });
  assert.deepEqual(differs(one, halved), ["periods"]);
});
