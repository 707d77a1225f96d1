import { reading, wh } from "./readings.ts";
import type { Station } from "./register_stations.ts";

const INTERVAL = "Energy.Active.Import.Interval";
const POWER = "Power.Active.Import";
const phases = (seconds: number, ...values: number[]) =>
  reading(
    seconds,
    ...values.map((value, index) => ({ value: String(value), phase: `L${index + 1}` })),
  );
const W = (seconds: number, value: number) =>
  reading(seconds, { value: String(value), measurand: POWER, unit: "W" });

/** Stations whose samples, starts or stops are odd in other ways. */
export const sampleStations: readonly Station[] = [
  {
    name: "quirk 39: phases without a total are summed",
    start: 30_000,
    readings: [phases(60, 10_100, 10_080, 10_020), phases(120, 10_200, 10_160, 10_040)],
    stop: 30_500,
    stopAt: 180,
    energyWh: 500,
  },
  {
    name: "quirk 39: a reading that lacks a phase is not taken for the sum",
    start: 30_000,
    readings: [phases(60, 10_100, 10_080, 10_020), phases(120, 10_200, 10_160)],
    energyWh: 200,
    remarks: ["no-meter-stop"],
  },
  {
    name: "quirk 40: values that come after the stop are added to it",
    start: 2_259_000,
    readings: [wh(60, 2_259_500)],
    stop: 2_259_988,
    stopAt: 120,
    late: [
      reading(121, { value: "2259992.1", context: "Transaction.End" }),
      reading(121, { value: "2259992.1", context: "Transaction.End" }),
    ],
    energyWh: 992.1,
  },
  {
    name: "quirk 40: a sample of before the stop that comes after it changes nothing",
    start: 0,
    readings: [wh(60, 150), wh(120, 300)],
    stop: 500,
    stopAt: 200,
    late: [wh(180, 450), wh(60, 150)],
    energyWh: 500,
  },
  {
    name: "quirk 40: a session register goes on after a lifetime stop",
    start: 4_076_400,
    readings: [wh(60, 104), wh(120, 228), wh(180, 353)],
    stop: 4_076_760,
    stopAt: 190,
    late: [wh(191, 365)],
    energyWh: 365,
    remarks: ["session-register"],
  },
  {
    name: "quirk 41: signed data beside the raw value is not counted",
    start: 1000,
    readings: [
      reading(60, { value: "1200", format: "Raw" }, { value: "99999999", format: "SignedData" }),
    ],
    stop: 1300,
    stopAt: 90,
    energyWh: 300,
  },
  {
    name: "quirk 41: no samples at all leave meterStart and meterStop",
    start: 1000,
    stop: 8000,
    energyWh: 7000,
  },
  {
    name: "quirk 52: one register in kWh here and in Wh there is one register",
    start: 254_780,
    readings: [
      reading(60, { value: "254.900000001", unit: "kWh" }),
      reading(120, { value: "255000", unit: "Wh" }),
      reading(180, { value: "255.1", unit: "kWh" }),
    ],
    stop: 255_200,
    stopAt: 200,
    energyWh: 420,
  },
  {
    name: "the value of Transaction.Begin that is repeated in each reading does not win",
    start: 157_440,
    readings: [60, 120].map((seconds) =>
      reading(
        seconds,
        { value: String(157_440 + seconds), context: "Sample.Periodic" },
        { value: "157440", context: "Transaction.Begin" },
      )
    ),
    stop: 157_570,
    stopAt: 125,
    energyWh: 130,
  },
  {
    name: "Outlet counts and Inlet beside it does not",
    start: 1000,
    readings: [60, 120].map((seconds) =>
      reading(
        seconds,
        { value: String(90_000 + seconds * 2), location: "Inlet" },
        { value: String(1000 + seconds), location: "Outlet" },
      )
    ),
    stop: 1125,
    stopAt: 125,
    energyWh: 125,
  },
  {
    name: "Inlet in readings of its own does not disturb the Outlet that came first",
    start: 1000,
    readings: [60, 120, 180, 240].flatMap((seconds) => [
      wh(seconds, 1000 + seconds),
      reading(seconds + 1, { value: String(90_000 + seconds), location: "Inlet" }),
    ]),
    energyWh: 240,
    remarks: ["no-meter-stop"],
  },
  {
    name: "another source is counted when the first one is gone for good",
    start: 1000,
    readings: [
      wh(60, 1100),
      ...[120, 180, 240, 300].map((seconds) => phases(seconds, 500 + seconds, 100, 100)),
    ],
    energyWh: 160,
    remarks: ["meter-changed", "no-meter-stop"],
  },
  {
    name: "intervals are summed, each once",
    start: 0,
    readings: [60, 120, 120, 180].map((seconds) =>
      reading(seconds, { value: "0.15", measurand: INTERVAL, unit: "kWh" })
    ),
    energyWh: 450,
    remarks: ["no-meter-stop"],
  },
  {
    name: "intervals are completed by the two meter readings",
    start: 70_000,
    readings: [60, 120].map((seconds) => reading(seconds, { value: "150", measurand: INTERVAL })),
    stop: 70_420,
    stopAt: 170,
    energyWh: 420,
  },
  {
    name: "power alone is integrated when no meterStop can be used, and said to be estimated",
    start: 0,
    readings: [W(0, 0), W(600, 6000), W(1200, 6000), W(600, 9000)],
    stop: undefined,
    energyWh: 1500,
    remarks: ["estimated", "no-meter-stop"],
  },
  {
    name: "power alone is not integrated where start and stop tell the energy",
    start: 5000,
    readings: [W(0, 6000), W(1800, 6000)],
    stop: 8100,
    energyWh: 3100,
  },
  {
    name: "a single jump that no charger delivers is ignored",
    start: 1000,
    readings: [wh(60, 1100), wh(120, 4_294_967), wh(180, 1300)],
    stop: 1400,
    stopAt: 190,
    energyWh: 400,
    remarks: ["implausible-reading"],
  },
  {
    name: "two readings that agree move the register, and nothing is counted for the jump",
    start: 1000,
    readings: [wh(60, 1100), wh(120, 4_294_967), wh(180, 4_295_067)],
    stop: 4_295_100,
    stopAt: 190,
    energyWh: 233,
    remarks: ["register-jump"],
  },
  {
    name: "a jump is a late register where start and stop make a likely charge of it",
    start: 1_000_000,
    readings: [wh(1800, 1_005_000), wh(1801, 1_012_000), wh(1802, 1_012_003)],
    stop: 1_012_100,
    stopAt: 1810,
    energyWh: 12_100,
    remarks: ["register-jump"],
  },
  {
    name: "a meterStop just below meterStart is rounding",
    start: 269_456,
    stop: 269_455,
    energyWh: 0,
  },
  {
    name: "a meterStop of 0 leaves the samples",
    start: 1000,
    readings: [wh(60, 1100)],
    stop: 0,
    energyWh: 100,
    remarks: ["no-meter-stop"],
  },
  {
    name: "a meterStop far beyond what was possible leaves the samples",
    start: 1000,
    readings: [wh(60, 1100)],
    stop: 2_000_000_000,
    energyWh: 100,
    remarks: ["meter-stop-differs"],
  },
  {
    name: "a meterStart that is absent makes the first sample the base",
    readings: [wh(5, 7_783_000), wh(60, 7_783_200)],
    stop: 7_783_900,
    energyWh: 900,
  },
  {
    name: "a lifetime value of Transaction.Begin does not hide the session beside it",
    start: 0,
    readings: [60, 120].map((seconds) =>
      reading(
        seconds,
        { value: "157440", context: "Transaction.Begin" },
        { value: String(seconds), context: "Sample.Periodic" },
      )
    ),
    stop: 130,
    stopAt: 125,
    energyWh: 130,
  },
];
