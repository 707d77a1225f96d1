import { z } from "zod";
import { text } from "../text.ts";
import { object } from "./object.ts";
import { unsigned } from "./types.ts";

/** What a kWh costs in money, or in other terms: `amount` times 10^`amountMultiplier` (CostType). */
const cost = object({
  costKind: z.enum([
    "CarbonDioxideEmission",
    "RelativePricePercentage",
    "RenewableGenerationPercentage",
  ]),
  amount: z.int(),
  amountMultiplier: z.int().optional(),
});

/** What it costs from a level of consumption on (ConsumptionCostType). */
const consumptionCost = object({
  startValue: z.number(),
  cost: z.array(cost).min(1).max(3),
});

/** An interval that starts in `start` seconds (RelativeTimeIntervalType). */
const relativeTimeInterval = object({ start: z.int(), duration: z.int().optional() });

/** The price level in one interval (SalesTariffEntryType). */
const salesTariffEntry = object({
  relativeTimeInterval,
  ePriceLevel: z.int().min(0).optional(),
  consumptionCost: z.array(consumptionCost).min(1).max(3).optional(),
});

/** The tariff of ISO 15118-2 that goes with a schedule (SalesTariffType). */
export const salesTariff = object({
  id: unsigned,
  salesTariffDescription: text(32).optional(),
  numEPriceLevels: unsigned.optional(),
  salesTariffEntry: z.array(salesTariffEntry).min(1).max(1024),
});
