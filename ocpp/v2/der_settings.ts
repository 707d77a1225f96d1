import { z } from "zod";
import { timestamp } from "../time.ts";
import { derCurve, derUnit } from "./der_curve.ts";
import { object } from "./object.ts";

/** The voltage and frequency at which a resource may join the grid, and how slowly (EnterServiceType). */
export const enterService = object({
  priority: z.int().min(0),
  highVoltage: z.number(),
  lowVoltage: z.number(),
  highFreq: z.number(),
  lowFreq: z.number(),
  delay: z.number().optional(),
  randomDelay: z.number().optional(),
  rampRate: z.number().optional(),
});

/** A fixed power factor, from 0 to 1 (FixedPFType). */
export const fixedPF = object({
  priority: z.int().min(0),
  displacement: z.number(),
  excitation: z.boolean(),
  startTime: timestamp.optional(),
  duration: z.number().optional(),
});

/** A fixed reactive power in percent, negative when charging (FixedVarType). */
export const fixedVar = object({
  priority: z.int().min(0),
  setpoint: z.number(),
  unit: derUnit,
  startTime: timestamp.optional(),
  duration: z.number().optional(),
});

/** How power follows the frequency (FreqDroopType). */
export const freqDroop = object({
  priority: z.int().min(0),
  overFreq: z.number(),
  underFreq: z.number(),
  overDroop: z.number(),
  underDroop: z.number(),
  responseTime: z.number(),
  startTime: timestamp.optional(),
  duration: z.number().optional(),
});

/** How fast power changes, ordinarily and at a start; 0 where it does not apply (GradientType). */
export const gradient = object({
  priority: z.int().min(0),
  gradient: z.number(),
  softGradient: z.number(),
});

/** The most that may be discharged, in percent (LimitMaxDischargeType). */
export const limitMaxDischarge = object({
  priority: z.int().min(0),
  pctMaxDischargePower: z.number().optional(),
  powerMonitoringMustTrip: derCurve.optional(),
  startTime: timestamp.optional(),
  duration: z.number().optional(),
});
