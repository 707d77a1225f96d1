import { z } from "zod";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { object } from "./object.ts";

/** `value` times 10^`exponent`, as ISO 15118-20 writes numbers (RationalNumberType). */
const rationalNumber = object({ exponent: z.int(), value: z.int() });

/** A tax, and the fees that it is put on (TaxRuleType). */
const taxRule = object({
  taxRuleID: z.int().min(0),
  taxRuleName: text(100).optional(),
  taxIncludedInPrice: z.boolean().optional(),
  appliesToEnergyFee: z.boolean(),
  appliesToParkingFee: z.boolean(),
  appliesToOverstayFee: z.boolean(),
  appliesToMinimumMaximumCost: z.boolean(),
  taxRate: rationalNumber,
});

/** What energy and parking cost from a power on; the parking period in s (PriceRuleType). */
const priceRule = object({
  parkingFeePeriod: z.int().optional(),
  carbonDioxideEmission: z.int().min(0).optional(),
  renewableGenerationPercentage: z.int().min(0).max(100).optional(),
  energyFee: rationalNumber,
  parkingFee: rationalNumber.optional(),
  powerRangeStart: rationalNumber,
});

/** The price rules that hold for `duration` seconds (PriceRuleStackType). */
const priceRuleStack = object({
  duration: z.int(),
  priceRule: z.array(priceRule).min(1).max(8),
});

/** What staying on costs from `startTime` seconds after overstaying began (OverstayRuleType). */
const overstayRule = object({
  overstayFee: rationalNumber,
  overstayRuleDescription: text(32).optional(),
  startTime: z.int(),
  overstayFeePeriod: z.int(),
});

/** When overstaying begins, and what it costs (OverstayRuleListType). */
const overstayRuleList = object({
  overstayPowerThreshold: rationalNumber.optional(),
  overstayRule: z.array(overstayRule).min(1).max(5),
  overstayTimeThreshold: z.int().optional(),
});

/** A service that is paid beside the energy (AdditionalSelectedServicesType). */
const additionalSelectedServices = object({
  serviceFee: rationalNumber,
  serviceName: text(80),
});

/** Prices over time in a currency, as ISO 15118-20 has them (AbsolutePriceScheduleType). */
export const absolutePriceSchedule = object({
  timeAnchor: timestamp,
  priceScheduleID: z.int().min(0),
  priceScheduleDescription: text(160).optional(),
  currency: text(3),
  language: text(8),
  priceAlgorithm: text(2000),
  minimumCost: rationalNumber.optional(),
  maximumCost: rationalNumber.optional(),
  priceRuleStacks: z.array(priceRuleStack).min(1).max(1024),
  taxRules: z.array(taxRule).min(1).max(10).optional(),
  overstayRuleList: overstayRuleList.optional(),
  additionalSelectedServices: z.array(additionalSelectedServices).min(1).max(5).optional(),
});

/** The price level for `duration` seconds (PriceLevelScheduleEntryType). */
const priceLevelScheduleEntry = object({ duration: z.int(), priceLevel: z.int().min(0) });

/** Price levels over time, as ISO 15118-20 has them (PriceLevelScheduleType). */
export const priceLevelSchedule = object({
  priceLevelScheduleEntries: z.array(priceLevelScheduleEntry).min(1).max(100),
  timeAnchor: timestamp,
  priceScheduleId: z.int().min(0),
  priceScheduleDescription: text(32).optional(),
  numberOfPriceLevels: z.int().min(0),
});
