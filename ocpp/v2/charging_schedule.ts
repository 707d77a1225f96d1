import { z } from "zod";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { object } from "./object.ts";
import { absolutePriceSchedule, priceLevelSchedule } from "./price_schedule.ts";
import { salesTariff } from "./sales_tariff.ts";
import { optional21, since21 } from "./since.ts";
import { phases } from "./types.ts";

/** Amperes per phase or watts in all (ChargingRateUnitEnumType). */
export const chargingRateUnit = z.enum(["W", "A"]);

/** Which way energy flows, and who decides it (OperationModeEnumType). */
export const operationMode = z.enum([
  "Idle",
  "ChargingOnly",
  "CentralSetpoint",
  "ExternalSetpoint",
  "ExternalLimits",
  "CentralFrequency",
  "LocalFrequency",
  "LocalLoadBalancing",
]);

/** The power in W at a grid frequency in Hz, negative when discharging (V2XFreqWattPointType). */
const v2xFreqWattPoint = object({ frequency: z.number(), power: z.number() });

/** The power in W at a signal of the grid operator (V2XSignalWattPointType). */
const v2xSignalWattPoint = object({ signal: z.int(), power: z.number() });

/** The limit from a state of charge in percent on (LimitAtSoCType). */
const limitAtSoC = object({ soc: z.int().min(0).max(100), limit: z.number() });

/** Limits and setpoints from `startPeriod` seconds into the schedule on (ChargingSchedulePeriodType). */
export const chargingSchedulePeriod = object({
  startPeriod: z.int(),
  limit: optional21(z.number()),
  limit_L2: since21(z.number()),
  limit_L3: since21(z.number()),
  numberPhases: phases.optional(),
  phaseToUse: phases.optional(),
  dischargeLimit: since21(z.number().max(0)),
  dischargeLimit_L2: since21(z.number().max(0)),
  dischargeLimit_L3: since21(z.number().max(0)),
  setpoint: since21(z.number()),
  setpoint_L2: since21(z.number()),
  setpoint_L3: since21(z.number()),
  setpointReactive: since21(z.number()),
  setpointReactive_L2: since21(z.number()),
  setpointReactive_L3: since21(z.number()),
  preconditioningRequest: since21(z.boolean()),
  evseSleep: since21(z.boolean()),
  v2xBaseline: since21(z.number()),
  operationMode: since21(operationMode),
  v2xFreqWattCurve: since21(z.array(v2xFreqWattPoint).min(1).max(20)),
  v2xSignalWattCurve: since21(z.array(v2xSignalWattPoint).min(1).max(20)),
});

/** Limits over time; `duration` in seconds (ChargingScheduleType). */
export const chargingSchedule = object({
  id: z.int(),
  limitAtSoC: since21(limitAtSoC),
  startSchedule: timestamp.optional(),
  duration: z.int().optional(),
  chargingRateUnit,
  minChargingRate: z.number().optional(),
  powerTolerance: since21(z.number()),
  signatureId: since21(z.int().min(0)),
  digestValue: since21(text(88)),
  useLocalTime: since21(z.boolean()),
  chargingSchedulePeriod: z.array(chargingSchedulePeriod).min(1).max(1024),
  randomizedDelay: since21(z.int().min(0)),
  salesTariff: salesTariff.optional(),
  absolutePriceSchedule: since21(absolutePriceSchedule),
  priceLevelSchedule: since21(priceLevelSchedule),
});
