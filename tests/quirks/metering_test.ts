import assert from "node:assert/strict";
import { onStage, reading, start, t } from "./stage.ts";

type Values = number | Record<string, unknown>[];

interface Charge {
  readonly name: string;
  readonly meterStart: number;
  /** Values by seconds from the start. */
  readonly values: Record<number, Values>;
  readonly stop: number | null;
  readonly energyWh: number;
  readonly peakW?: number;
  readonly flags?: string[];
}

const register = (value: unknown, unit?: string, more: Record<string, unknown> = {}) => ({
  value,
  measurand: "Energy.Active.Import.Register",
  ...(unit ? { unit } : {}),
  ...more,
});
const phases = (values: number[], measurand: string, unit: string) =>
  values.map((value, n) => ({ value: String(value), measurand, unit, phase: `L${n + 1}` }));
const energy = "Energy.Active.Import.Register";

const charges: Charge[] = [
  {
    name:
      "quirk 38: a register that counts each session, while start and stop count the meter's life",
    meterStart: 4_076_400,
    values: { 60: 104, 120: 228, 180: 353 },
    stop: 4_076_760,
    energyWh: 360,
    flags: ["session-register"],
  },
  {
    name: "quirk 38: a register that counts each session throughout",
    meterStart: 0,
    values: { 60: 104, 120: 228 },
    stop: 360,
    energyWh: 360,
  },
  {
    name: "quirk 38: a register that resets in the middle",
    meterStart: 50_000,
    values: { 60: 50_100, 120: 50_200, 180: 90, 240: 180 },
    stop: 200,
    energyWh: 400,
    flags: ["register-reset"],
  },
  {
    name: "quirk 38: samples in kWh between a start and a stop in Wh",
    meterStart: 12_000,
    values: { 60: [register("12.100", "kWh")], 120: [register("12.2", "kWh")] },
    stop: 12_300,
    energyWh: 300,
  },
  {
    name: "quirk 38: a start in kWh and samples in Wh",
    meterStart: 1234,
    values: { 60: 1_234_100, 120: 1_234_350 },
    stop: 1_234_500,
    energyWh: 400,
    flags: ["meter-in-kwh"],
  },
  {
    name: "quirk 38: values that are empty, padded, numbers, or with a comma",
    meterStart: 1000,
    values: {
      60: [register("")],
      90: [register("   1100.00  ")],
      120: [register(1200)],
      150: [register("1300,5")],
      180: [register(null)],
      210: [register("NaN")],
    },
    stop: 1400,
    energyWh: 400,
  },
  {
    name: "quirk 38: a stop of 0, as from a station that has no reading then",
    meterStart: 20_000,
    values: { 60: 20_100, 120: 20_200 },
    stop: 0,
    energyWh: 200,
    flags: ["no-meter-stop"],
  },
  {
    name: "quirk 38: no meter value at the stop at all",
    meterStart: 20_000,
    values: { 60: 20_100, 120: 20_200 },
    stop: null,
    energyWh: 200,
    flags: ["no-meter-stop"],
  },
  {
    name: "quirk 39: energy by phase without a total",
    meterStart: 3000,
    values: {
      60: phases([1030, 1040, 1050], energy, "Wh"),
      120: phases([1060, 1080, 1100], energy, "Wh"),
    },
    stop: 3240,
    energyWh: 240,
  },
  {
    name: "quirk 39: power by phase without a total",
    meterStart: 0,
    values: {
      60: [{ value: "100" }, ...phases([3600, 3650, 3700], "Power.Active.Import", "W")],
      120: [{ value: "200" }, ...phases([3.5, 3.5, 3.5], "Power.Active.Import", "kW")],
    },
    stop: 240,
    energyWh: 240,
    peakW: 10_950,
  },
  {
    name: "quirk 39: only voltage and current by phase",
    meterStart: 0,
    values: {
      60: [
        { value: "100" },
        ...phases([230, 230, 230], "Voltage", "V"),
        ...phases([10, 10, 0], "Current.Import", "A"),
      ],
    },
    stop: 120,
    energyWh: 120,
    peakW: 4600,
  },
  {
    name: "quirk 52: one register in kWh here and in Wh there, with long decimals",
    meterStart: 5_000,
    values: {
      60: [register("5.1000000000000005", "kWh")],
      120: [register("5200.000000000001", "Wh")],
      180: [register("5.299999999999999822", "kWh")],
    },
    stop: 5400,
    energyWh: 400,
  },
];

for (const { name, meterStart, values, stop, energyWh, peakW, flags = [] } of charges) {
  Deno.test(name, () =>
    onStage(async ({ booted, transaction, clock }) => {
      const cp = await booted();
      const transactionId = await start(cp, { meterStart });
      let at = 0;
      for (const [seconds, given] of Object.entries(values)) {
        clock.advance((Number(seconds) - at) * 1000);
        at = Number(seconds);
        assert.deepEqual(await cp.call("MeterValues", reading(at, given, { transactionId })), {});
      }
      clock.advance(30_000);
      const meterStop = stop === null ? {} : { meterStop: stop };
      const ending = { transactionId, ...meterStop, timestamp: t(at + 30) };
      assert.deepEqual(await cp.call("StopTransaction", ending), {});
      const ended = await transaction(transactionId);
      assert.equal(ended.register.energyWh, energyWh);
      if (peakW !== undefined) assert.equal(Math.round(ended.peakW), peakW);
      const usual = ["unknown-connector", "unknown-token"];
      assert.deepEqual(ended.flags.filter((flag) => !usual.includes(flag)).sort(), flags);
    }));
}

const ocmf =
  'OCMF|{"FV":"1.0","GI":"KEBA","PG":"T1","MV":"x","RD":[{"TM":"2026-01-01T00:01:00,000' +
  '+0000 S","TX":"B","RV":4711.5,"RI":"1-b:1.8.0","RU":"kWh","ST":"G"}]}|{"SD":"3045022100' +
  "ab".repeat(400) + '"}';

for (
  const [name, signed] of [
    ["says that it is", { value: ocmf, format: "SignedData", context: "Transaction.Begin" }],
    ["does not say so", { value: ocmf }],
    ["is hex that looks like a number", { value: "99999999", format: "SignedData" }],
  ] as const
) {
  Deno.test(`quirk 52: signed data that ${name}: it is kept whole, and the value beside it counts`, () =>
    onStage(async ({ kvolt, booted, transaction, clock }) => {
      const cp = await booted();
      const transactionId = await start(cp);
      clock.advance(60_000);
      await cp.call(
        "MeterValues",
        reading(60, [signed, { value: "1.25", unit: "kWh" }], { transactionId }),
      );
      assert.equal((await transaction(transactionId)).register.energyWh, 250);
      const { items } = await kvolt.csms.transactions.samples(String(transactionId), { limit: 9 });
      const [kept, plain] = items[0]!.values;
      assert.deepEqual([kept!.value, kept!.raw], [null, signed.value]);
      assert.deepEqual([plain!.value, plain!.unit], [1.25, "kWh"]);
    }));
}
