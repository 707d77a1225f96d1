import assert from "node:assert/strict";
import fc from "fast-check";
import { convert, forms, limitProfile, tenths } from "../../../csms/charging/convert.ts";
import { problemOf } from "../../../csms/charging/rules.ts";
import type { ProfileForm } from "../../../csms/model.ts";
import { iso, T0 } from "./profiles.ts";

const now = new Date(T0 + 400);
const form: ProfileForm = {
  purpose: "TxDefaultProfile",
  stackLevel: 0,
  unit: "A",
  kind: "Absolute",
};
const forms3 = fc.record({
  purpose: fc.constantFrom("ChargingStationMaxProfile", "TxDefaultProfile", "TxProfile"),
  stackLevel: fc.integer({ min: 0, max: 8 }),
  unit: fc.constantFrom("A", "W"),
  kind: fc.constantFrom("Absolute", "Relative", "Recurring"),
}) as fc.Arbitrary<ProfileForm>;

Deno.test("quirk 44: 16 A is 11040 W on three phases of 230 V, 3680 W on one, 5760 W on 3 × 120 V", () => {
  assert.equal(convert(16, "A", "W"), 11_040);
  assert.equal(convert(16, "A", "W", { phases: 1 }), 3680);
  assert.equal(convert(16, "A", "W", { voltage: 120 }), 5760);
  assert.equal(convert(7360, "W", "A", { phases: 2 }), 16);
  assert.equal(convert(7.3, "W", "W", { phases: 2 }), 7.3);
});

Deno.test("A to W and back is the same within 0.1, cut to one decimal at each step, and never more", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 500, noNaN: true }),
      fc.constantFrom(1, 2, 3),
      fc.constantFrom(120, 208, 230, 240),
      (limit, phases, voltage) => {
        const watts = tenths(convert(limit, "A", "W", { phases, voltage }));
        const back = tenths(convert(watts, "W", "A", { phases, voltage }));
        assert.ok(back <= limit + 1e-6, `${limit} became ${back}`);
        // The cut of the W can push the A below one more tenth.
        const slack = 0.1 + 0.1 / (voltage * phases);
        assert.ok(limit - back < slack + 1e-6, `${limit} became ${back}`);
      },
    ),
  );
});

Deno.test("every limit that has one decimal is exact in W, and the same again in A", () => {
  for (let n = 0; n <= 5000; n++) {
    for (const [phases, voltage] of [[1, 110], [2, 230], [3, 230]]) {
      const watts = convert(n / 10, "A", "W", { phases, voltage });
      assert.equal(tenths(watts), n * phases! * voltage! / 10);
      assert.equal(tenths(convert(watts, "W", "A", { phases, voltage })), n / 10);
    }
  }
});

Deno.test("quirk 44: an Absolute limit starts a minute ago and ends when it should", () => {
  assert.deepEqual(limitProfile({ value: 10, unit: "A", duration: 600, form, id: 7, now }), {
    id: 7,
    stackLevel: 0,
    purpose: "TxDefaultProfile",
    kind: "Absolute",
    schedule: {
      unit: "A",
      startSchedule: iso(-60),
      duration: 660,
      periods: [{ startPeriod: 0, limit: 10 }],
    },
  });
});

Deno.test("quirk 44: a limit in A for a station that knows W alone says the phases it was made with", () => {
  const made = limitProfile({
    value: 10,
    unit: "A",
    phases: 1,
    form: { ...form, unit: "W", stackLevel: 2 },
    id: 7,
    now,
  });
  assert.equal(made.schedule.unit, "W");
  assert.deepEqual(made.schedule.periods, [{ startPeriod: 0, limit: 2300, numberPhases: 1 }]);
  assert.equal(made.stackLevel, 2);
  const back = limitProfile({ value: 2300, unit: "W", voltage: 115, form, id: 7, now });
  assert.deepEqual(back.schedule.periods, [{ startPeriod: 0, limit: 6.6 }]);
});

Deno.test("quirk 44: a Relative limit has no start, and ends at a time of day", () => {
  const made = limitProfile({
    value: 10,
    unit: "A",
    duration: 600,
    form: { ...form, kind: "Relative" },
    id: 7,
    now,
  });
  assert.deepEqual(made.schedule, { unit: "A", periods: [{ startPeriod: 0, limit: 10 }] });
  assert.equal(made.validTo, iso(600));
});

Deno.test("only a TxProfile names the transaction", () => {
  const make = (purpose: ProfileForm["purpose"]) =>
    limitProfile({
      value: 10,
      unit: "A",
      form: { ...form, purpose },
      id: 7,
      transaction: "T1",
      now,
    });
  assert.equal(make("TxProfile").transaction, "T1");
  assert.ok(!("transaction" in make("TxDefaultProfile")));
});

Deno.test("every limit is a valid profile, in every form that is tried", () => {
  fc.assert(
    fc.property(
      fc.record({
        value: fc.double({ min: 0, max: 22_000, noNaN: true }),
        unit: fc.constantFrom("A" as const, "W" as const),
        evse: fc.constantFrom(0, 1),
        transaction: fc.boolean(),
        learned: fc.option(forms3, { nil: undefined }),
        duration: fc.option(fc.integer({ min: 1, max: 90_000 }), { nil: undefined }),
      }),
      ({ value, unit, evse, transaction, learned, duration }) => {
        const tried: ProfileForm[] = [];
        for (;;) {
          const form = forms(tried, { transaction, evse, learned, unit });
          if (!form) break;
          const running = evse > 0 && transaction ? "T1" : undefined;
          const made = limitProfile({
            value,
            unit,
            form,
            id: 1,
            transaction: running,
            now,
            ...(duration === undefined ? {} : { duration }),
          });
          assert.equal(problemOf(made, evse, running), undefined);
          tried.push(form);
        }
        assert.equal(tried.length, 6);
        assert.equal(new Set(tried.map((form) => JSON.stringify(form))).size, 6);
      },
    ),
  );
});

/** The whole ladder in short: purpose, level, unit, kind. */
function ladder(context: Parameters<typeof forms>[1]) {
  const tried: ProfileForm[] = [];
  for (let next = forms([], context); next; next = forms(tried, context)) tried.push(next);
  return tried.map(({ purpose, stackLevel, unit, kind }) => [purpose, stackLevel, unit, kind]);
}

Deno.test("quirk 43: on the station, TxDefaultProfile follows where ChargingStationMaxProfile fails", () => {
  assert.deepEqual(ladder({ evse: 0, transaction: true, unit: "A" }), [
    ["ChargingStationMaxProfile", 0, "A", "Absolute"],
    ["TxDefaultProfile", 0, "A", "Absolute"],
    ["ChargingStationMaxProfile", 0, "W", "Absolute"],
    ["TxDefaultProfile", 0, "W", "Absolute"],
    ["TxDefaultProfile", 0, "A", "Relative"],
    ["TxDefaultProfile", 1, "A", "Absolute"],
  ]);
});

Deno.test("on an EVSE with a transaction, TxProfile comes before TxDefaultProfile", () => {
  assert.deepEqual(ladder({ evse: 1, transaction: true, unit: "W" }).slice(0, 2), [
    ["TxProfile", 0, "W", "Absolute"],
    ["TxDefaultProfile", 0, "W", "Absolute"],
  ]);
});

Deno.test("on an EVSE without a transaction, TxDefaultProfile is tried in every way", () => {
  assert.deepEqual(ladder({ evse: 1, transaction: false, unit: "A" }), [
    ["TxDefaultProfile", 0, "A", "Absolute"],
    ["TxDefaultProfile", 0, "W", "Absolute"],
    ["TxDefaultProfile", 0, "A", "Relative"],
    ["TxDefaultProfile", 1, "A", "Absolute"],
    ["TxDefaultProfile", 0, "W", "Relative"],
    ["TxDefaultProfile", 1, "W", "Absolute"],
  ]);
});

Deno.test("quirk 42: what a station took before is tried first, its level kept for other purposes", () => {
  const learned: ProfileForm = { purpose: "TxProfile", stackLevel: 3, unit: "W", kind: "Relative" };
  assert.deepEqual(ladder({ evse: 1, transaction: true, unit: "A", learned })[0], [
    "TxProfile",
    3,
    "W",
    "Relative",
  ]);
  assert.deepEqual(ladder({ evse: 0, transaction: false, unit: "A", learned }).slice(0, 3), [
    ["ChargingStationMaxProfile", 3, "W", "Absolute"],
    ["TxDefaultProfile", 3, "W", "Relative"],
    ["ChargingStationMaxProfile", 0, "A", "Absolute"],
  ]);
});
