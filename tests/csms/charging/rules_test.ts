import assert from "node:assert/strict";
import fc from "fast-check";
import { endsAt, install, matches, problemOf } from "../../../csms/charging/rules.ts";
import type { InstalledProfile } from "../../../csms/model.ts";
import { installed, iso, profile, sets, T0 } from "./profiles.ts";

const ids = (profiles: readonly InstalledProfile[]) => profiles.map(({ id }) => id);

Deno.test("1.6 §5.16.3: a profile replaces the one with its id, wherever that is", () => {
  const old = profile({ evse: 2, purpose: "TxProfile", stackLevel: 5 });
  const { keep, drop, problem } = install([old, profile({ id: 2, stackLevel: 4 })], profile());
  assert.deepEqual([ids(keep), ids(drop), problem], [[2], [1], undefined]);
});

Deno.test("1.6 §3.13.2: a profile replaces the one of its EVSE, purpose and stack level", () => {
  const set = [
    profile({ id: 2 }),
    profile({ id: 3, stackLevel: 1 }),
    profile({ id: 4, evse: 0 }),
    profile({ id: 5, purpose: "TxProfile" }),
  ];
  const { keep, drop } = install(set, profile());
  assert.deepEqual([ids(keep), ids(drop)], [[3, 4, 5], [2]]);
});

Deno.test("the profiles of another station are not touched", () => {
  const { keep, drop } = install([profile({ station: "CP-2" })], profile());
  assert.deepEqual([keep.length, drop.length], [1, 0]);
});

Deno.test("K01.FR.05: the id of an external constraint is taken", () => {
  const external = profile({ purpose: "ChargingStationExternalConstraints" });
  const refused = install([external], profile());
  assert.deepEqual([ids(refused.keep), ids(refused.drop)], [[1], []]);
  assert.match(refused.problem ?? "", /profile 1 has the id of an external constraint/);
  assert.equal(install([external], external).problem, undefined);
});

Deno.test("installing twice leaves what installing once leaves", () => {
  fc.assert(
    fc.property(sets, installed, (set, next) => {
      const once = install(set, next);
      if (once.problem) return assert.deepEqual(once.keep, set);
      const first = [...once.keep, next];
      const twice = install(first, next);
      assert.deepEqual([...twice.keep, next], first);
      assert.deepEqual(twice.drop, [next]);
      assert.equal(once.keep.length + once.drop.length, set.length);
    }),
  );
});

Deno.test("a set built by installing has no id twice, and no place on a stack twice", () => {
  fc.assert(
    fc.property(fc.array(installed, { maxLength: 30 }), (all) => {
      let set: InstalledProfile[] = [];
      for (const next of all) {
        const { keep, problem } = install(set, next);
        if (!problem) set = [...keep, next];
      }
      const places = set.map(({ evse, purpose, stackLevel }) => `${evse} ${purpose} ${stackLevel}`);
      assert.equal(new Set(places).size, set.length);
      assert.equal(new Set(ids(set)).size, set.length);
    }),
  );
});

Deno.test("1.6 §6.13: an id alone says what is cleared, whatever else is given", () => {
  assert.ok(matches(profile(), { id: 1, evse: 9, purpose: "TxProfile", stackLevel: 7 }));
  assert.ok(!matches(profile(), { id: 2, evse: 1 }));
});

Deno.test("1.6 §6.13: without an id all criteria must hold; EVSE 0 is the station, absent is anywhere", () => {
  assert.ok(matches(profile(), { evse: 1, purpose: "TxDefaultProfile", stackLevel: 0 }));
  assert.ok(!matches(profile(), { evse: 1, purpose: "TxProfile", stackLevel: 0 }));
  assert.ok(!matches(profile(), { evse: 1, purpose: "TxDefaultProfile", stackLevel: 1 }));
  assert.ok(!matches(profile(), { evse: 0 }));
  assert.ok(matches(profile({ evse: 0 }), { evse: 0 }));
  assert.ok(matches(profile({ evse: 0 }), { stackLevel: 0 }));
});

Deno.test("clearing without criteria empties a station, but for external constraints (K10.FR.08)", () => {
  fc.assert(
    fc.property(sets, (set) => {
      const left = set.filter((profile) => !matches(profile, {}));
      const external = set.filter(({ purpose }) =>
        purpose === "ChargingStationExternalConstraints"
      );
      assert.deepEqual(left, external);
    }),
  );
});

Deno.test("a profile is over at validTo, or when its Absolute schedule has run out, whichever is first", () => {
  const schedule = { duration: 100 };
  assert.equal(endsAt(profile({ validTo: iso(50) })), T0 + 50_000);
  assert.equal(endsAt(profile({ schedule })), T0 + 100_000);
  assert.equal(endsAt(profile({ validTo: iso(50), schedule })), T0 + 50_000);
  assert.equal(endsAt(profile({ validTo: iso(500), schedule })), T0 + 100_000);
});

Deno.test("a profile that repeats, waits for a transaction or has no duration is not over by itself", () => {
  const schedule = { duration: 100 };
  assert.equal(endsAt(profile()), undefined);
  assert.equal(endsAt(profile({ kind: "Recurring", recurrency: "Daily", schedule })), undefined);
  assert.equal(endsAt(profile({ kind: "Relative", schedule })), undefined);
  assert.equal(endsAt(profile({ purpose: "TxProfile" })), undefined);
  assert.equal(endsAt(profile({ schedule: { ...schedule, startSchedule: "soon" } })), undefined);
});

const tx = profile({ purpose: "TxProfile" });
const max = profile({ purpose: "ChargingStationMaxProfile" });
const periods = (...starts: number[]) => ({
  schedule: { periods: starts.map((startPeriod) => ({ startPeriod, limit: 6 })) },
});
const period = (change: object) => ({
  schedule: { periods: [{ startPeriod: 0, limit: 6, ...change }] },
});
const cases: [InstalledProfile, number, string | undefined, RegExp | undefined][] = [
  [profile(), 1, undefined, undefined],
  [profile(), 0, undefined, undefined],
  [profile(), -1, undefined, /EVSE must be a whole number from 0, not -1/],
  [tx, 1, "T1", undefined],
  [{ ...tx, transaction: "T1" }, 1, "T1", undefined],
  [tx, 0, "T1", /needs an EVSE above 0/],
  [tx, 2, undefined, /EVSE 2 has none/],
  [{ ...tx, transaction: "T2" }, 1, "T1", /transaction T2, but EVSE 1 runs T1/],
  [profile({ transaction: "T1" }), 1, "T1", /only a TxProfile names a transaction/],
  [max, 0, undefined, undefined],
  [max, 1, undefined, /whole station, EVSE 0, not 1/],
  [{ ...max, kind: "Relative" }, 0, undefined, /cannot be Relative/],
  [
    profile({ purpose: "ChargingStationExternalConstraints" }),
    0,
    undefined,
    /never by the CSMS/,
  ],
  [profile({ stackLevel: -1 }), 1, undefined, /stackLevel must be .* not -1/],
  [profile({ validFrom: iso(9), validTo: iso(9) }), 1, undefined, /validFrom must be before/],
  [profile({ validFrom: iso(9), validTo: iso(10) }), 1, undefined, undefined],
  [profile({ validTo: "tomorrow" }), 1, undefined, /validTo is no time: tomorrow/],
  [profile({ kind: "Recurring" }), 1, undefined, /needs recurrency/],
  [profile({ kind: "Recurring", recurrency: "Daily" }), 1, undefined, undefined],
  [profile({ recurrency: "Daily" }), 1, undefined, /only a Recurring profile/],
  [
    profile({ kind: "Recurring", recurrency: "Daily", schedule: { startSchedule: undefined } }),
    1,
    undefined,
    /is Recurring and needs a startSchedule/,
  ],
  [profile({ schedule: { startSchedule: undefined } }), 1, undefined, /is Absolute and needs/],
  [profile({ kind: "Relative" }), 1, undefined, /Relative profile has no startSchedule/],
  [profile({ kind: "Relative", schedule: { startSchedule: undefined } }), 1, undefined, undefined],
  [profile({ schedule: { duration: 0 } }), 1, undefined, /duration must be .* not 0/],
  [profile({ schedule: { minChargingRate: -1 } }), 1, undefined, /minChargingRate .* not -1/],
  [profile(periods()), 1, undefined, /first period must start at 0, not nowhere/],
  [profile(periods(1)), 1, undefined, /first period must start at 0, not 1/],
  [profile(periods(0, 5, 5)), 1, undefined, /not 5 after 5/],
  [profile(periods(0, 5, 9)), 1, undefined, undefined],
  [profile(periods(0, 1.5)), 1, undefined, /not 1.5 after 0/],
  [profile(period({ limit: -0.1 })), 1, undefined, /limit must be 0 or more, not -0.1/],
  [profile(period({ limit: NaN })), 1, undefined, /limit must be 0 or more, not NaN/],
  [profile(period({ limit: 0, numberPhases: 1 })), 1, undefined, undefined],
  [profile(period({ numberPhases: 4 })), 1, undefined, /numberPhases must be 1, 2 or 3, not 4/],
];

for (const [n, [given, evse, transaction, expected]] of cases.entries()) {
  Deno.test(`before sending, case ${n + 1}: ${expected?.source ?? "a sound profile passes"}`, () => {
    const problem = problemOf(given, evse, transaction);
    if (expected) assert.match(problem ?? "no problem", expected);
    else assert.equal(problem, undefined);
  });
}
