import { z } from "zod";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { object } from "./object.ts";
import { longText, optional21, words } from "./since.ts";

/** A meter value with its signature, Base64 (SignedMeterValueType). */
const signedMeterValue = object({
  signedMeterData: longText(2500, { since21: 32768 }),
  signingMethod: optional21(text(50)),
  encodingMethod: text(50),
  publicKey: optional21(text(2500)),
});

/** The unit of a value, and the power of ten it is multiplied by (UnitOfMeasureType). */
const unitOfMeasure = object({ unit: text(20).optional(), multiplier: z.int().optional() });

/** One value; absent fields mean Energy.Active.Import.Register, Sample.Periodic, Outlet, Wh (SampledValueType). */
export const sampledValue = object({
  value: z.number(),
  measurand: words([
    "Current.Export",
    "Current.Import",
    "Current.Offered",
    "Energy.Active.Export.Interval",
    "Energy.Active.Export.Register",
    "Energy.Active.Import.Interval",
    "Energy.Active.Import.Register",
    "Energy.Active.Net",
    "Energy.Apparent.Export",
    "Energy.Apparent.Import",
    "Energy.Apparent.Net",
    "Energy.Reactive.Export.Interval",
    "Energy.Reactive.Export.Register",
    "Energy.Reactive.Import.Interval",
    "Energy.Reactive.Import.Register",
    "Energy.Reactive.Net",
    "Frequency",
    "Power.Active.Export",
    "Power.Active.Import",
    "Power.Factor",
    "Power.Offered",
    "Power.Reactive.Export",
    "Power.Reactive.Import",
    "SoC",
    "Voltage",
  ], {
    since21: [
      "Current.Export.Offered",
      "Current.Export.Minimum",
      "Current.Import.Offered",
      "Current.Import.Minimum",
      "Display.PresentSOC",
      "Display.MinimumSOC",
      "Display.TargetSOC",
      "Display.MaximumSOC",
      "Display.RemainingTimeToMinimumSOC",
      "Display.RemainingTimeToTargetSOC",
      "Display.RemainingTimeToMaximumSOC",
      "Display.ChargingComplete",
      "Display.BatteryEnergyCapacity",
      "Display.InletHot",
      "Energy.Active.Import.CableLoss",
      "Energy.Active.Import.LocalGeneration.Register",
      "Energy.Active.Setpoint.Interval",
      "EnergyRequest.Target",
      "EnergyRequest.Minimum",
      "EnergyRequest.Maximum",
      "EnergyRequest.Minimum.V2X",
      "EnergyRequest.Maximum.V2X",
      "EnergyRequest.Bulk",
      "Power.Active.Setpoint",
      "Power.Active.Residual",
      "Power.Export.Minimum",
      "Power.Export.Offered",
      "Power.Import.Offered",
      "Power.Import.Minimum",
      "Voltage.Minimum",
      "Voltage.Maximum",
    ],
  }).optional(),
  context: z.enum([
    "Interruption.Begin",
    "Interruption.End",
    "Other",
    "Sample.Clock",
    "Sample.Periodic",
    "Transaction.Begin",
    "Transaction.End",
    "Trigger",
  ]).optional(),
  phase: z.enum(["L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1"])
    .optional(),
  location: words(["Body", "Cable", "EV", "Inlet", "Outlet"], { since21: ["Upstream"] }).optional(),
  signedMeterValue: signedMeterValue.optional(),
  unitOfMeasure: unitOfMeasure.optional(),
});

/** All values that were sampled at one time (MeterValueType). */
export const meterValue = object({ sampledValue: z.array(sampledValue).min(1), timestamp });
