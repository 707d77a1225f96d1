import { z } from "zod";
import { object } from "./object.ts";
import { decimal } from "./types.ts";

/** What a vehicle can take on AC, in Wh, A and V (ACChargingParametersType). */
export const acChargingParameters = object({
  energyAmount: decimal,
  evMinCurrent: decimal,
  evMaxCurrent: decimal,
  evMaxVoltage: decimal,
});

/** What a vehicle can take on DC, in A, V, W, Wh and percent (DCChargingParametersType). */
export const dcChargingParameters = object({
  evMaxCurrent: decimal,
  evMaxVoltage: decimal,
  evMaxPower: decimal.optional(),
  evEnergyCapacity: decimal.optional(),
  energyAmount: decimal.optional(),
  stateOfCharge: z.int().min(0).max(100).optional(),
  fullSoC: z.int().min(0).max(100).optional(),
  bulkSoC: z.int().min(0).max(100).optional(),
});

/** What a vehicle can take and give, in W, A, V, Wh and percent (V2XChargingParametersType). */
export const v2xChargingParameters = object({
  minChargePower: z.number().optional(),
  minChargePower_L2: z.number().optional(),
  minChargePower_L3: z.number().optional(),
  maxChargePower: z.number().optional(),
  maxChargePower_L2: z.number().optional(),
  maxChargePower_L3: z.number().optional(),
  minDischargePower: z.number().optional(),
  minDischargePower_L2: z.number().optional(),
  minDischargePower_L3: z.number().optional(),
  maxDischargePower: z.number().optional(),
  maxDischargePower_L2: z.number().optional(),
  maxDischargePower_L3: z.number().optional(),
  minChargeCurrent: z.number().optional(),
  maxChargeCurrent: z.number().optional(),
  minDischargeCurrent: z.number().optional(),
  maxDischargeCurrent: z.number().optional(),
  minVoltage: z.number().optional(),
  maxVoltage: z.number().optional(),
  evTargetEnergyRequest: z.number().optional(),
  evMinEnergyRequest: z.number().optional(),
  evMaxEnergyRequest: z.number().optional(),
  evMinV2XEnergyRequest: z.number().optional(),
  evMaxV2XEnergyRequest: z.number().optional(),
  targetSoC: z.int().min(0).max(100).optional(),
});
