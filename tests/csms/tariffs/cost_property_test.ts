import assert from "node:assert/strict";
import fc from "fast-check";
import { accrue, openAccount, type Usage } from "../../../csms/tariffs/accrue.ts";
import { costIn } from "../../../csms/tariffs/cost.ts";
import type { PriceConditions, Tariff, Weekday } from "../../../csms/model/tariff.ts";
import { costOf } from "./cost_of.ts";

const days: Weekday[] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
const when: fc.Arbitrary<PriceConditions> = fc.record({
  from: time,
  to: time,
  days: fc.subarray(days, { minLength: 1 }),
  minEnergyWh: fc.integer({ min: 0, max: 40_000 }),
  maxEnergyWh: fc.integer({ min: 0, max: 40_000 }),
  minSeconds: fc.integer({ min: 0, max: 20_000 }),
  maxSeconds: fc.integer({ min: 0, max: 20_000 }),
}, { requiredKeys: [] });
const amount = fc.integer({ min: 0, max: 20_000 }).map((units) => units / 10_000);
const prices = fc.record({
  prices: fc.array(fc.record({ price: amount, when }, { requiredKeys: ["price"] }), {
    ...{ minLength: 1, maxLength: 4 },
  }),
  taxes: fc.array(
    fc.record({ name: fc.constant("VAT"), percent: fc.integer({ min: 0, max: 40 }) }),
    {
      maxLength: 2,
    },
  ),
});
const tariffs: fc.Arbitrary<Tariff> = fc.record({
  id: fc.constant("T"),
  currency: fc.constant("EUR"),
  timeZone: fc.constantFrom("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"),
  changedAt: fc.constant("2026-01-01T00:00:00Z"),
  energy: prices,
  charging: prices,
  idle: prices,
  fixed: prices,
  maxCost: fc.integer({ min: 1, max: 100 }),
}, { requiredKeys: ["id", "currency", "timeZone", "changedAt"] });

const startedAt = fc.integer({ min: 0, max: 400 * 86_400 })
  .map((s) => Date.parse("2025-06-01T00:00:00Z") + s * 1000);
/** Whole multiples, so that halves of halves are whole ms and mWh. */
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom("charging" as const, "idle" as const),
    seconds: fc.integer({ min: 1, max: 5_000 }).map((n) => n * 4),
    wh: fc.integer({ min: 0, max: 10_000 }).map((n) => n * 4),
  }),
  { minLength: 1, maxLength: 5 },
);

function usageOf(
  start: number,
  given: readonly { kind: Usage["kind"]; seconds: number; wh: number }[],
) {
  let to = start;
  let wh = 0;
  return given.map(({ kind, seconds, wh: more }): Usage => ({
    kind,
    to: to += seconds * 1000,
    wh: wh += more,
  }));
}

Deno.test("splitting usage into smaller pieces of the same line changes no sum by more than a mWh at a border", () => {
  fc.assert(fc.property(tariffs, startedAt, steps, (tariff, start, given) => {
    const quarters = given.flatMap(({ kind, seconds, wh }) =>
      Array.from({ length: 4 }, () => ({ kind, seconds: seconds / 4, wh: wh / 4 }))
    );
    const whole = costOf(tariff, { startedAt: start, usage: usageOf(start, given) });
    const split = costOf(tariff, { startedAt: start, usage: usageOf(start, quarters) });
    for (const kind of ["energy", "charging", "idle", "fixed"] as const) {
      const difference = Math.abs(whole[kind].net - split[kind].net);
      assert.ok(difference <= 1, `${kind}: ${whole[kind].net}, ${split[kind].net} in parts`);
    }
  }));
});

Deno.test("splitting at the very borders of the steps of energy changes nothing at all", () => {
  const stepped = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), amount), {
    ...{ minLength: 1, maxLength: 5 },
  });
  fc.assert(fc.property(stepped, fc.integer({ min: 1, max: 80 }), (given, kWh) => {
    const prices = given.map(([max, price]) => ({ price, when: { maxEnergyWh: max * 1000 } }));
    const tariff: Tariff = {
      ...{ id: "T", currency: "EUR", timeZone: "UTC", changedAt: "2026-01-01T00:00:00Z" },
      energy: { prices: [...prices, { price: 0.33 }] },
    };
    const end = kWh * 1000;
    const borders = given.map(([max]) => max * 1000).filter((wh) => wh < end);
    const marks = [...new Set([...borders, end])].sort((a, b) => a - b);
    const usage = marks.map((wh): Usage => ({ kind: "charging", to: wh * 36, wh }));
    const whole = { startedAt: 0, usage: usage.slice(-1) };
    assert.deepEqual(costOf(tariff, { startedAt: 0, usage }), costOf(tariff, whole));
  }));
});

Deno.test("a transaction that goes on never becomes cheaper, and an account never counts backwards", () => {
  fc.assert(fc.property(tariffs, startedAt, steps, (tariff, start, given) => {
    let account = openAccount(tariff, start);
    let before = costIn(account).total;
    for (const usage of usageOf(start, given)) {
      account = accrue(account, usage);
      const { total } = costIn(account);
      assert.ok(total >= before, `${before}, then ${total}`);
      before = total;
      assert.deepEqual(accrue(account, usage), account, "told again it counts once");
    }
  }));
});

Deno.test("more energy in the same time costs no less", () => {
  const flat = tariffs.map((tariff): Tariff => ({
    ...tariff,
    energy: {
      taxes: tariff.energy?.taxes,
      prices: (tariff.energy?.prices ?? []).map(({ price, when = {} }) => ({
        price,
        when: { minEnergyWh: when.minEnergyWh, maxEnergyWh: when.maxEnergyWh },
      })),
    },
    charging: undefined,
    idle: undefined,
  }));
  fc.assert(fc.property(flat, fc.nat(50_000), fc.nat(50_000), (tariff, wh, more) => {
    const cost = (wh: number) =>
      costOf(tariff, { startedAt: 0, usage: [{ kind: "charging", to: 3_600_000, wh }] }).total;
    assert.ok(cost(wh + more) >= cost(wh));
  }));
});

Deno.test("money is whole numbers: a thousand pieces of a tenth of a kWh are a hundred kWh", () => {
  const tariff: Tariff = {
    ...{ id: "T", currency: "EUR", timeZone: "UTC", changedAt: "2026-01-01T00:00:00Z" },
    energy: { prices: [{ price: 0.1 }] },
    charging: { prices: [{ price: 0.0001 }] },
  };
  const usage = Array.from({ length: 1000 }, (_, n): Usage => ({
    kind: "charging",
    to: (n + 1) * 1000,
    wh: (n + 1) * 0.1 * 1000,
  }));
  const cost = costOf(tariff, { startedAt: 0, usage });
  assert.equal(cost.energy.net, 100_000);
  // 1000 s at 0.0001 a minute: 16.67 ten-thousandths.
  assert.equal(cost.charging.net, 17);
});
