import { LEAST_A, type Reading, VOLTAGE } from "./meter.ts";

/** One value, written as 1.6 does. */
interface Value {
  readonly value: string;
  readonly unit?: "Wh" | "kWh" | "W" | "A" | "V" | "Celsius" | "Percent";
  readonly phase?: "L1" | "L2" | "L3" | "L1-N" | "L2-N" | "L3-N";
  readonly location?: "Body" | "EV";
}

/** What a measurand is worked out from. */
export interface Situation {
  readonly reading: Reading;
  /** A per phase that the charge point allows, and on how many phases. */
  readonly offer: { amps: number; phases: number };
  readonly energyWh: number;
  readonly energyUnit: "Wh" | "kWh";
  /** Between -1 and 1, the mains' mood of the moment. */
  readonly noise: () => number;
}

const phases = ["L1", "L2", "L3"] as const;
const neutral = ["L1-N", "L2-N", "L3-N"] as const;

/** The measurands that the meter has, each with how its values are made. */
export const MEASURANDS = new Map<string, (situation: Situation) => Value[]>([
  ["Energy.Active.Import.Register", ({ energyWh, energyUnit }) => [
    energyUnit === "Wh"
      ? { value: energyWh.toFixed(0), unit: "Wh" }
      : { value: (energyWh / 1000).toFixed(3), unit: "kWh" },
  ]],
  ["Power.Active.Import", ({ reading }) => [
    { value: (reading.amps * reading.phases * VOLTAGE).toFixed(1), unit: "W" },
  ]],
  ["Power.Offered", ({ offer }) => [
    { value: (offered(offer) * offer.phases * VOLTAGE).toFixed(1), unit: "W" },
  ]],
  ["Current.Import", ({ reading }) =>
    phases.map((phase, n) => ({
      value: (n < reading.phases ? reading.amps : 0).toFixed(2),
      unit: "A",
      phase,
    }))],
  ["Current.Offered", ({ offer }) => [{ value: offered(offer).toFixed(1), unit: "A" }]],
  [
    "Voltage",
    ({ noise }) =>
      neutral.map((phase) => ({ value: (VOLTAGE + 2 * noise()).toFixed(1), unit: "V", phase })),
  ],
  ["Frequency", ({ noise }) => [{ value: (50 + 0.02 * noise()).toFixed(3) }]],
  ["Power.Factor", () => [{ value: "0.99" }]],
  ["Temperature", ({ reading, noise }) => [
    { value: (25 + reading.amps + noise()).toFixed(1), unit: "Celsius", location: "Body" },
  ]],
  [
    "SoC",
    ({ reading: { soc } }) =>
      soc === undefined ? [] : [{ value: soc.toFixed(1), unit: "Percent", location: "EV" }],
  ],
]);

function offered({ amps }: { amps: number }): number {
  return amps < LEAST_A ? 0 : amps;
}
