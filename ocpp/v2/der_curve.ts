import { z } from "zod";
import { timestamp } from "../time.ts";
import { object } from "./object.ts";

/** A point of a curve: x in what the curve is about, y in its unit (DERCurvePointsType). */
const derCurvePoints = object({ x: z.number(), y: z.number() });

/** How far the value goes back before a curve lets go; delay in s (HysteresisType). */
const hysteresis = object({
  hysteresisHigh: z.number().optional(),
  hysteresisLow: z.number().optional(),
  hysteresisDelay: z.number().optional(),
  hysteresisGradient: z.number().optional(),
});

/** The reference voltage of a volt-var curve, in percent (ReactivePowerParamsType). */
const reactivePowerParams = object({
  vRef: z.number().optional(),
  autonomousVRefEnable: z.boolean().optional(),
  autonomousVRefTimeConstant: z.number().optional(),
});

/** The ten-minute mean voltage that trips, and what power does then (VoltageParamsType). */
const voltageParams = object({
  hv10MinMeanValue: z.number().optional(),
  hv10MinMeanTripDelay: z.number().optional(),
  powerDuringCessation: z.enum(["Active", "Reactive"]).optional(),
});

/** What a percentage is a part of (DERUnitEnumType). */
export const derUnit = z.enum([
  "Not_Applicable",
  "PctMaxW",
  "PctMaxVar",
  "PctWAvail",
  "PctVarAvail",
  "PctEffectiveV",
]);

/** A curve that power or reactive power follows (DERCurveType). */
export const derCurve = object({
  curveData: z.array(derCurvePoints).min(1).max(10),
  hysteresis: hysteresis.optional(),
  priority: z.int().min(0),
  reactivePowerParams: reactivePowerParams.optional(),
  voltageParams: voltageParams.optional(),
  yUnit: derUnit,
  responseTime: z.number().optional(),
  startTime: timestamp.optional(),
  duration: z.number().optional(),
});
