import assert from "node:assert/strict";
import fc from "fast-check";
import {
  composite,
  type CompositeInput,
  type CompositePeriod,
  noLimit,
} from "../../../csms/charging/composite.ts";
import type { InstalledProfile, SchedulePeriod } from "../../../csms/model.ts";
import { installed, profile, sets, T0 } from "./profiles.ts";

const seconds = 300;
const inputs: fc.Arbitrary<CompositeInput> = fc.record({
  profiles: sets,
  evse: fc.constantFrom(0, 1, 2),
  from: fc.constant(new Date(T0)),
  duration: fc.constant(seconds),
  unit: fc.constantFrom("A" as const, "W" as const),
  voltage: fc.constantFrom(120, 230),
  phases: fc.constantFrom(1, 3),
  maximum: fc.constantFrom(32, 12_000, undefined),
  transaction: fc.option(
    fc.record({
      id: fc.constant("T1"),
      startedAt: fc.integer({ min: -300, max: 200 }).map((s) => new Date(T0 + s * 1000)),
    }),
    { nil: undefined },
  ),
});
const runs = { numRuns: 300 };

/** What one profile allows at one moment, found by walking through its recurrences one by one. */
function oracleOf(profile: InstalledProfile, at: number, begin: number) {
  const { validFrom, validTo, schedule } = profile;
  if (validFrom && at < +new Date(validFrom)) return undefined;
  if (validTo && at >= +new Date(validTo)) return undefined;
  let start = profile.kind === "Relative" ? begin : +new Date(schedule.startSchedule!);
  let length = schedule.duration === undefined ? Number.MAX_SAFE_INTEGER : schedule.duration * 1000;
  if (profile.kind === "Recurring") {
    const every = (profile.recurrency === "Daily" ? 24 : 7 * 24) * 60 * 60 * 1000;
    while (start + every <= at) start += every;
    if (length > every) length = every;
  }
  if (at < start || at >= start + length) return undefined;
  let found: SchedulePeriod | undefined;
  for (const period of schedule.periods) {
    if (start + period.startPeriod * 1000 <= at) found = period;
  }
  return found && { ...found, unit: schedule.unit };
}

/** The composite at one moment, by asking every profile, with the limit not yet cut to a decimal. */
function oracle(input: CompositeInput, at: number) {
  const { evse, unit, voltage = 230, phases = 3, transaction } = input;
  const begin = transaction ? transaction.startedAt.getTime() : input.from.getTime();
  let best: Record<string, { rank: [number, string, number]; profile: InstalledProfile }> = {};
  const offer = (key: string, profile: InstalledProfile) => {
    if (!oracleOf(profile, at, begin)) return;
    const rank: [number, string, number] = [profile.stackLevel, profile.installedAt, profile.id];
    const held = best[key]?.rank;
    const higher = !held || rank[0] > held[0] ||
      (rank[0] === held[0] && (rank[1] > held[1] || (rank[1] === held[1] && rank[2] > held[2])));
    if (higher) best = { ...best, [key]: { rank, profile } };
  };
  for (const profile of input.profiles) {
    const { purpose } = profile;
    if (purpose.startsWith("ChargingStation")) {
      if (profile.evse === 0 || profile.evse === evse) offer(purpose + profile.evse, profile);
    } else if (evse === 0) {
      continue;
    } else if (purpose === "TxProfile") {
      const mine = transaction && [undefined, transaction.id].includes(profile.transaction);
      if (profile.evse === evse && mine) offer("tx", profile);
    } else {
      const replaced = profile.evse === 0 &&
        input.profiles.some((other) =>
          other.purpose === purpose && other.evse === evse &&
          other.stackLevel === profile.stackLevel
        );
      if ((profile.evse === 0 && !replaced) || profile.evse === evse) offer("usual", profile);
    }
  }
  if (best.tx) delete best.usual;
  let limit = input.maximum ?? noLimit[unit];
  let least: number | undefined;
  for (const { profile } of Object.values(best)) {
    const period = oracleOf(profile, at, begin)!;
    const wires = period.numberPhases ?? phases;
    const { limit: said = Infinity } = period;
    const watts = period.unit === "W" ? said : said * voltage * wires;
    limit = Math.min(limit, unit === "W" ? watts : watts / voltage / wires);
    least = Math.min(least ?? 3, wires);
  }
  const stated = Object.values(best).some(({ profile }) =>
    oracleOf(profile, at, begin)!.numberPhases
  );
  return { limit, numberPhases: stated ? least : undefined };
}

/** The period that holds at a second of a composite. */
const at = (periods: readonly CompositePeriod[], second: number) =>
  periods.filter((period) => period.startPeriod <= second).at(-1)!;

Deno.test("at every second the composite is what asking each profile at that second gives", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { periods } = composite(input);
      for (let second = 0; second < seconds; second++) {
        const expected = oracle(input, T0 + second * 1000);
        const { limit, numberPhases } = at(periods, second);
        const say = `second ${second}: ${limit} for ${expected.limit}`;
        assert.ok(limit <= expected.limit + 1e-6 && limit > expected.limit - 0.1, say);
        assert.equal(numberPhases, expected.numberPhases, `phases at second ${second}`);
      }
    }),
    runs,
  );
});

Deno.test("the generated profiles do produce composites that change, or the oracle proves little", () => {
  const found = fc.sample(inputs, { numRuns: 300, seed: 7 })
    .map((input) => composite(input).periods.length);
  assert.ok(found.filter((length) => length > 1).length > 100, `${found}`);
  assert.ok(Math.max(...found) > 4, `${found}`);
});

Deno.test("periods start at 0, rise, stay within the duration, differ, and have one decimal", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { periods } = composite(input);
      assert.equal(periods[0]?.startPeriod, 0);
      for (const [n, { startPeriod, limit, numberPhases }] of periods.entries()) {
        assert.ok(Number.isInteger(startPeriod) && startPeriod < seconds, `${startPeriod}`);
        assert.equal(limit, Number(limit.toFixed(1)));
        assert.ok(limit >= 0);
        const last = periods[n - 1];
        if (!last) continue;
        assert.ok(last.startPeriod < startPeriod);
        assert.ok(last.limit !== limit || last.numberPhases !== numberPhases, "equal neighbours");
      }
    }),
    runs,
  );
});

Deno.test("two halves of a window say what the whole of it says", () => {
  const transaction = { id: "T1", startedAt: new Date(T0 - 60_000) };
  const cut = fc.integer({ min: 1, max: seconds - 1 });
  fc.assert(
    fc.property(inputs, cut, (input, cut) => {
      const whole = composite({ ...input, transaction }).periods;
      const first = composite({ ...input, transaction, duration: cut }).periods;
      const from = new Date(T0 + cut * 1000);
      const second = composite({ ...input, transaction, from, duration: seconds - cut }).periods;
      const value = ({ limit, numberPhases }: SchedulePeriod) => ({ limit, numberPhases });
      for (let n = 0; n < seconds; n++) {
        const half = n < cut ? at(first, n) : at(second, n - cut);
        assert.deepEqual(value(half), value(at(whole, n)), `second ${n}`);
      }
    }),
    runs,
  );
});

Deno.test("adding a ChargingStationMaxProfile never raises a limit", () => {
  fc.assert(
    fc.property(inputs, installed, (input, extra) => {
      const max = profile({
        ...extra,
        id: 99,
        evse: 0,
        purpose: "ChargingStationMaxProfile",
        transaction: undefined,
      });
      const without = input.profiles.filter(({ purpose }) => purpose !== max.purpose);
      const before = composite({ ...input, profiles: without }).periods;
      const after = composite({ ...input, profiles: [...without, max] }).periods;
      for (let n = 0; n < seconds; n++) {
        assert.ok(at(after, n).limit <= at(before, n).limit, `second ${n}`);
      }
    }),
    runs,
  );
});

Deno.test("the order in which profiles are listed does not matter", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const turned = composite({ ...input, profiles: [...input.profiles].reverse() });
      assert.deepEqual(turned, composite(input));
    }),
    runs,
  );
});
