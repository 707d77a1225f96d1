import { z } from "zod";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { object } from "./object.ts";
import { price } from "./tariff.ts";

/** How much of what was used; `IdleTIme` is the official spelling (CostDimensionType). */
const costDimension = object({
  type: z.enum([
    "Energy",
    "MaxCurrent",
    "MinCurrent",
    "MaxPower",
    "MinPower",
    "IdleTIme",
    "ChargingTime",
  ]),
  volume: z.number(),
});

/** What was used under one tariff from `startPeriod` on (ChargingPeriodType). */
const chargingPeriod = object({
  dimensions: z.array(costDimension).min(1).optional(),
  tariffId: text(60).optional(),
  startPeriod: timestamp,
});

/** A sum with or without tax (TotalPriceType). */
const totalPrice = object({
  exclTax: z.number().optional(),
  inclTax: z.number().optional(),
});

/** What a transaction costs by kind (TotalCostType). */
const totalCost = object({
  currency: text(3),
  typeOfCost: z.enum(["NormalCost", "MinCost", "MaxCost"]),
  fixed: price.optional(),
  energy: price.optional(),
  chargingTime: price.optional(),
  idleTime: price.optional(),
  reservationTime: price.optional(),
  reservationFixed: price.optional(),
  total: totalPrice,
});

/** What a transaction used: energy, and seconds by kind (TotalUsageType). */
const totalUsage = object({
  energy: z.number(),
  chargingTime: z.int(),
  idleTime: z.int(),
  reservationTime: z.int().optional(),
});

/** The cost that a station worked out, or why it could not (CostDetailsType). */
export const costDetails = object({
  chargingPeriods: z.array(chargingPeriod).min(1).optional(),
  totalCost,
  totalUsage,
  failureToCalculate: z.boolean().optional(),
  failureReason: text(500).optional(),
});
