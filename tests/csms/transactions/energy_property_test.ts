import assert from "node:assert/strict";
import fc from "fast-check";
import type { MeterReading } from "../../../csms/model.ts";
import { closeRegister, openRegister } from "../../../csms/transactions/energy.ts";
import { after, feed, reading } from "./readings.ts";

const STEP = 60;

/** How a station presents the energy that it truly delivered. */
interface Presentation {
  /** Wh in each minute, up to 22 kW. */
  readonly rises: readonly number[];
  readonly start: number;
  readonly register: "lifetime" | "session";
  readonly kWh: boolean;
  readonly perPhase: boolean;
  readonly repeats: readonly boolean[];
  /** Keys that move a reading by at most two places. */
  readonly order: readonly number[];
  readonly resets: readonly boolean[];
  /** Whether meterStart tells the life of the meter; 0 otherwise, on session registers alone. */
  readonly startTold: boolean;
  /** Whether the time of the start is known. */
  readonly timed: boolean;
  /** What meterStop is: start plus truth, the truth, what the register shows, or nothing. */
  readonly stop: "lifetime" | "session" | "shown" | "absent";
}

const LENGTH = 24;
const flags = fc.array(fc.boolean(), { minLength: LENGTH, maxLength: LENGTH });
const presentation: fc.Arbitrary<Presentation> = fc.record({
  rises: fc.array(fc.integer({ min: 0, max: 366 }), { minLength: 4, maxLength: LENGTH }),
  start: fc.integer({ min: 1_000_000, max: 90_000_000 }),
  register: fc.constantFrom("lifetime", "session"),
  kWh: fc.boolean(),
  perPhase: fc.boolean(),
  repeats: flags,
  order: fc.array(fc.double({ min: 0, max: 2, noNaN: true }), {
    minLength: LENGTH,
    maxLength: LENGTH,
  }),
  resets: fc.array(fc.integer({ min: 0, max: 5 }).map((n) => n === 0), {
    minLength: LENGTH,
    maxLength: LENGTH,
  }),
  startTold: fc.boolean(),
  timed: fc.boolean(),
  stop: fc.constantFrom("lifetime", "session", "shown", "absent"),
});

/** The readings a station sends, each twice where it repeats itself. */
function present(
  station: Presentation,
): { readings: MeterReading[]; truth: number; shown: number } {
  let shown = station.register === "lifetime" ? station.start : 0;
  let truth = 0;
  let rest = 0;
  const readings = station.rises.map((rise, index) => {
    // A register that shows little when it resets cannot be told from one that was misread once.
    const told = shown > 1500 && rest > 3 && index + 2 < station.rises.length;
    if (station.resets[index] && told) [shown, rest] = [0, 0];
    [shown, truth, rest] = [shown + rise, truth + rise, rest + 1];
    const third = Math.floor(shown / 3);
    const values = station.perPhase ? [third, third, shown - 2 * third] : [shown];
    return reading(
      (index + 1) * STEP,
      ...values.map((value, phase) => ({
        value: station.kWh ? (value / 1000).toFixed(3) : String(value),
        unit: station.kWh ? "kWh" : "Wh",
        ...(station.perPhase && { phase: `L${phase + 1}` }),
      })),
    );
  });
  const sent = readings
    .flatMap((each, index) => station.repeats[index] ? [each, each] : [each])
    .map((each, index) => ({ each, key: index + (station.order[index % LENGTH] as number) }))
    .sort((a, b) => a.key - b.key)
    .map(({ each }) => each);
  return { readings: sent, truth, shown };
}

Deno.test("law 10: the energy is the truth, however the station presents it", () => {
  fc.assert(
    fc.property(presentation, (station) => {
      const { readings, truth, shown } = present(station);
      const end = after((station.rises.length + 1) * STEP);
      const start = station.register === "session" && !station.startTold ? 0 : station.start;
      const stops = { lifetime: start + truth, session: truth, shown, absent: undefined };
      const open = openRegister(start, station.timed ? after(0) : undefined);
      const fed = feed(open, readings);
      const { energyWh } = closeRegister(fed.register, stops[station.stop], end);
      // A step back of up to 10 Wh is taken for rounding, so that tiny steps may hide.
      assert.ok(Math.abs(energyWh - truth) <= 12, `${energyWh} instead of ${truth}`);
    }),
    { numRuns: 2000 },
  );
});

/** Anything at all that the types allow. */
const garbage: fc.Arbitrary<MeterReading> = fc.record({
  at: fc.oneof(fc.integer({ min: -5, max: 40 }).map(after), fc.string()),
  values: fc.array(
    fc.record({
      value: fc.oneof(
        fc.constant(null),
        fc.double(),
        fc.integer({ min: -10, max: 2000 }),
        fc.integer({ min: 0, max: 2 ** 31 }),
      ),
      measurand: fc.oneof(
        { weight: 4, arbitrary: fc.constant("Energy.Active.Import.Register") },
        fc.constantFrom("Energy.Active.Import.Interval", "Power.Active.Import", "SoC", ""),
      ),
      unit: fc.constantFrom("Wh", "kWh", "KWH ", "W", "k", "?"),
      phase: fc.constantFrom("", "L1", "L2", "L3", "L1-N", "L1-L2", "N", "L9"),
      location: fc.constantFrom("Outlet", "Inlet", "Moon"),
      context: fc.constantFrom("Transaction.Begin", "Sample.Periodic", "Transaction.End"),
    }, { requiredKeys: ["value", "measurand"] }),
    { maxLength: 4 },
  ),
});
const anyNumber = fc.option(fc.oneof(fc.double(), fc.integer({ min: -1, max: 5000 })), {
  nil: undefined,
});

Deno.test("law 10: energy never falls, is never negative and never NaN, whatever is sent", () => {
  fc.assert(
    fc.property(
      anyNumber,
      fc.array(garbage, { maxLength: 20 }),
      anyNumber,
      fc.array(garbage, { maxLength: 6 }),
      (start, readings, stop, late) => {
        let register = openRegister(start, after(0));
        let most = 0;
        const grows = () => {
          assert.ok(register.energyWh >= most, `${register.energyWh} after ${most}`);
          assert.ok(Number.isFinite(register.energyWh));
          most = register.energyWh;
        };
        for (const each of readings) {
          register = feed(register, [each]).register;
          grows();
        }
        register = closeRegister(register, stop, after(60)).register;
        grows();
        for (const each of late) {
          register = feed(register, [each]).register;
          grows();
        }
      },
    ),
    { numRuns: 2000 },
  );
});

Deno.test("law 2: a prefix of readings that is sent again changes nothing", () => {
  fc.assert(
    fc.property(
      anyNumber,
      fc.array(garbage, { maxLength: 12 }),
      fc.nat(12),
      (start, readings, length) => {
        const once = feed(openRegister(start, after(0)), readings).register;
        assert.deepEqual(feed(once, readings.slice(0, length)).register, once);
      },
    ),
    { numRuns: 2000 },
  );
});
