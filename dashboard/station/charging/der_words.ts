import type { DerControl, DerEvent } from "../../../csms/model/der.ts";
import type { State } from "../../parts/state.tsx";

/** What each control for the grid does, by its type (2.1 R04), and the field that its settings are in. */
export const derTypes: readonly (readonly [type: string, words: string, field: string])[] = [
  ["EnterService", "when it may join the grid", "enterService"],
  ["FreqDroop", "power follows the frequency, by a slope", "freqDroop"],
  ["FreqWatt", "power follows the frequency, by a curve", "curve"],
  ["FixedPFAbsorb", "a fixed power factor when it charges", "fixedPFAbsorb"],
  ["FixedPFInject", "a fixed power factor when it discharges", "fixedPFInject"],
  ["FixedVar", "a fixed reactive power", "fixedVar"],
  ["Gradients", "how fast power may change", "gradient"],
  ["HFMustTrip", "high frequency: it has to trip", "curve"],
  ["HFMayTrip", "high frequency: it may trip", "curve"],
  ["HVMustTrip", "high voltage: it has to trip", "curve"],
  ["HVMomCess", "high voltage: it pauses", "curve"],
  ["HVMayTrip", "high voltage: it may trip", "curve"],
  ["LimitMaxDischarge", "the most that it may discharge", "limitMaxDischarge"],
  ["LFMustTrip", "low frequency: it has to trip", "curve"],
  ["LVMustTrip", "low voltage: it has to trip", "curve"],
  ["LVMomCess", "low voltage: it pauses", "curve"],
  ["LVMayTrip", "low voltage: it may trip", "curve"],
  ["PowerMonitoringMustTrip", "too much power: it has to trip", "curve"],
  ["VoltVar", "reactive power follows the voltage", "curve"],
  ["VoltWatt", "power follows the voltage", "curve"],
  ["WattPF", "the power factor follows the power", "curve"],
  ["WattVar", "reactive power follows the power", "curve"],
];

/** Settings by their field, as the specification has them, to be written over. */
export const derExamples = {
  fixedVar: { priority: 1, setpoint: 20, unit: "PctMaxVar" },
  curve: {
    ...{ priority: 1, yUnit: "PctMaxW" },
    curveData: [{ x: 100, y: 100 }, { x: 110, y: 0 }],
  },
  fixedPFAbsorb: { priority: 1, displacement: 0.95, excitation: false },
  fixedPFInject: { priority: 1, displacement: 0.95, excitation: true },
  freqDroop: {
    ...{ priority: 1, overFreq: 50.2, underFreq: 49.8 },
    ...{ overDroop: 0.05, underDroop: 0.05, responseTime: 5 },
  },
  gradient: { priority: 1, gradient: 10, softGradient: 5 },
  limitMaxDischarge: { priority: 1, pctMaxDischargePower: 50 },
  enterService: { priority: 1, highVoltage: 105, lowVoltage: 92, highFreq: 50.1, lowFreq: 49.9 },
} as const;

/** Whether a control takes effect. */
export function derState({ superseded, active }: DerControl): State {
  if (superseded) return { tone: "calm", word: "another goes before it" };
  if (active === undefined) return { tone: "good", word: "taken" };
  return active ? { tone: "busy", word: "in effect" } : { tone: "calm", word: "not in effect" };
}

/** What happened, in words. */
export const derKinds: Readonly<Record<DerEvent["kind"], State>> = {
  "alarm": { tone: "bad", word: "fault of the grid" },
  "alarm-ended": { tone: "good", word: "the fault is over" },
  "started": { tone: "busy", word: "took effect" },
  "stopped": { tone: "calm", word: "ended" },
};
