import assert from "node:assert/strict";
import fc from "fast-check";
import { composite, type CompositeInput } from "../../../csms/charging/composite.ts";
import { type Unreckoned, unreckonedIn } from "../../../csms/charging/unreckoned.ts";
import type { SchedulePeriod } from "../../../csms/model.ts";
import type { ExternalLimit } from "../../../csms/model/smart_charging.ts";
import { iso, profile, sets, T0 } from "./profiles.ts";

const window = { evse: 1, from: new Date(T0), duration: 600, unit: "A" } as const;
const made = (input: Partial<CompositeInput>) =>
  composite({ profiles: [profile()], ...window, ...input });
const first = (period: Partial<SchedulePeriod>) => [{ startPeriod: 0, limit: 16, ...period }];
const here = (change: Partial<ExternalLimit> = {}): ExternalLimit => ({
  ...{ station: "CP-1", evse: 1, source: "EMS", at: iso(0), localGeneration: true },
  schedules: [{ unit: "A", periods: [{ startPeriod: 0, limit: 10 }] }],
  ...change,
});

const cases: [what: string, details: Record<string, unknown>, Unreckoned[]][] = [
  ["a discharge limit", { dischargeLimit: -5 }, ["discharging"]],
  ["one of 0, which lets nothing out", { dischargeLimit: 0 }, []],
  ["a setpoint, be it 0", { setpoint: 0 }, ["setpoint"]],
  ["a reactive one", { setpointReactive_L2: 3 }, ["setpoint"]],
  ["a curve of the grid's frequency", { v2xFreqWattCurve: [] }, ["setpoint"]],
  ["limits of phases, be they 0", { limit_L2: 0, limit_L3: 4 }, ["phases"]],
  ["charging only, as ever", { operationMode: "ChargingOnly", evseSleep: false }, []],
  ["another mode", { operationMode: "CentralFrequency" }, ["mode"]],
  ["an EVSE that sleeps", { evseSleep: true }, ["mode"]],
  ["preconditioning, which is no limit", { preconditioningRequest: true }, []],
];
for (const [what, details, expected] of cases) {
  Deno.test(`2.1: what a period says beside its limit is named: ${what}`, () => {
    assert.deepEqual(unreckonedIn({ startPeriod: 0, limit: 6, details }, {}), expected);
    const set = profile({ schedule: { periods: first({ details }) } });
    assert.deepEqual(made({ profiles: [set] }).unreckoned, expected);
  });
}

Deno.test("2.1: what a schedule says of all its periods is named too", () => {
  const details = { limitAtSoC: { soc: 80, limit: 5 }, useLocalTime: true, randomizedDelay: 0 };
  const all = profile({ schedule: { details: { ...details, salesTariff: { id: 1 } } } });
  assert.deepEqual(made({ profiles: [all] }).unreckoned, ["stateOfCharge", "times"]);
});

Deno.test("a negative limit lets nothing be drawn, and tells of discharging", () => {
  const back = profile({ schedule: { periods: first({ limit: -8 }) } });
  const { periods, unreckoned } = made({ profiles: [back] });
  assert.deepEqual(periods, [{ startPeriod: 0, limit: 0 }]);
  assert.deepEqual(unreckoned, ["discharging"]);
});

Deno.test("2.1 K27: power made here raises nothing, and is named where it is for the EVSE or for all", () => {
  const generation = (evse: number, change = {}) =>
    profile({ ...{ id: 9, evse, purpose: "LocalGeneration" }, ...change });
  const of = (evse: number, change = {}) =>
    made({ profiles: [profile(), generation(evse, change)] });
  assert.deepEqual(of(1).periods, made({}).periods);
  assert.deepEqual([0, 1, 2].map((evse) => of(evse).unreckoned.length), [1, 1, 0]);
  assert.deepEqual(of(1, { validTo: iso(0) }).unreckoned, []);
  assert.deepEqual(of(1, { validFrom: iso(599) }).unreckoned, ["localGeneration"]);
  assert.deepEqual(of(1, { validFrom: iso(600) }).unreckoned, []);
  assert.deepEqual(made({ external: [here()] }).unreckoned, ["localGeneration"]);
  assert.deepEqual(made({ external: [here({ schedules: [] })] }).unreckoned, ["localGeneration"]);
  assert.deepEqual(made({ external: [here({ evse: 2 })] }).unreckoned, []);
  assert.deepEqual(made({ external: [here()] }).periods, made({}).periods);
});

Deno.test("only what holds in the window is named: not what is overruled, over or of another EVSE", () => {
  const odd = { schedule: { periods: first({ details: { setpoint: 5 } }) } };
  const over = profile({ ...odd, id: 2, validTo: iso(0) });
  const elsewhere = profile({ ...odd, id: 3, evse: 2 });
  const below = profile({ ...odd, id: 4 });
  const above = profile({ id: 5, stackLevel: 1 });
  assert.deepEqual(made({ profiles: [over, elsewhere, below, above] }).unreckoned, []);
  assert.deepEqual(made({ profiles: [below] }).unreckoned, ["setpoint"]);
});

Deno.test("power made here and what is beside limits change no limit, whatever else there is", () => {
  const beside = fc.constantFrom({}, { setpoint: -3 }, { dischargeLimit: -9, evseSleep: true });
  fc.assert(
    fc.property(sets, beside, fc.integer({ min: 0, max: 2 }), (profiles, details, evse) => {
      const plain = made({ profiles });
      const told = profiles.map((each) => ({
        ...each,
        schedule: {
          ...each.schedule,
          periods: each.schedule.periods.map((period) => ({ ...period, details })),
        },
      }));
      const generation = profile({ id: 99, evse, purpose: "LocalGeneration" });
      const { periods, unreckoned } = made({ profiles: [...told, generation] });
      assert.deepEqual(periods, plain.periods);
      assert.deepEqual(plain.unreckoned, []);
      assert.equal(unreckoned.includes("localGeneration"), evse < 2);
    }),
    { numRuns: 100 },
  );
});
