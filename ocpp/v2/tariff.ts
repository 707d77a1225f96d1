import { z } from "zod";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { messageContent } from "./message_content.ts";
import { object } from "./object.ts";

/** A weekday (DayOfWeekEnumType). */
export const dayOfWeek = z.enum([
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
]);

/** A tax in percent; those of one `stack` are added to those below (TaxRateType). */
export const taxRate = object({
  type: text(20),
  tax: z.number(),
  stack: z.int().min(0).optional(),
});

/** An amount of money with or without tax (PriceType). */
export const price = object({
  exclTax: z.number().optional(),
  inclTax: z.number().optional(),
  taxRates: z.array(taxRate).min(1).max(5).optional(),
});

/** When a price holds: local time, weekday, Wh, A, W, seconds (TariffConditionsType). */
const tariffConditions = object({
  startTimeOfDay: z.string().optional(),
  endTimeOfDay: z.string().optional(),
  dayOfWeek: z.array(dayOfWeek).min(1).max(7).optional(),
  validFromDate: z.string().optional(),
  validToDate: z.string().optional(),
  evseKind: z.enum(["AC", "DC"]).optional(),
  minEnergy: z.number().optional(),
  maxEnergy: z.number().optional(),
  minCurrent: z.number().optional(),
  maxCurrent: z.number().optional(),
  minPower: z.number().optional(),
  maxPower: z.number().optional(),
  minTime: z.int().optional(),
  maxTime: z.int().optional(),
  minChargingTime: z.int().optional(),
  maxChargingTime: z.int().optional(),
  minIdleTime: z.int().optional(),
  maxIdleTime: z.int().optional(),
});

/** When a fixed price holds (TariffConditionsFixedType). */
const tariffConditionsFixed = object({
  startTimeOfDay: z.string().optional(),
  endTimeOfDay: z.string().optional(),
  dayOfWeek: z.array(dayOfWeek).min(1).max(7).optional(),
  validFromDate: z.string().optional(),
  validToDate: z.string().optional(),
  evseKind: z.enum(["AC", "DC"]).optional(),
  paymentBrand: text(20).optional(),
  paymentRecognition: text(20).optional(),
});

/** Prices of one kind, and the taxes on them. */
function priced<P extends z.ZodType>(price: P) {
  return object({
    prices: z.array(price).min(1),
    taxRates: z.array(taxRate).min(1).max(5).optional(),
  });
}

/** A price per kWh (TariffEnergyPriceType). */
const tariffEnergyPrice = object({
  priceKwh: z.number(),
  conditions: tariffConditions.optional(),
});

/** The prices of energy (TariffEnergyType). */
const tariffEnergy = priced(tariffEnergyPrice);

/** A price per minute (TariffTimePriceType). */
const tariffTimePrice = object({
  priceMinute: z.number(),
  conditions: tariffConditions.optional(),
});

/** The prices of time (TariffTimeType). */
const tariffTime = priced(tariffTimePrice);

/** A price for the whole (TariffFixedPriceType). */
const tariffFixedPrice = object({
  conditions: tariffConditionsFixed.optional(),
  priceFixed: z.number(),
});

/** The prices that are charged once (TariffFixedType). */
const tariffFixed = priced(tariffFixedPrice);

/** All prices in one currency of ISO 4217 (TariffType). */
export const tariff = object({
  tariffId: text(60),
  description: z.array(messageContent).min(1).max(10).optional(),
  currency: text(3),
  energy: tariffEnergy.optional(),
  validFrom: timestamp.optional(),
  chargingTime: tariffTime.optional(),
  idleTime: tariffTime.optional(),
  fixedFee: tariffFixed.optional(),
  reservationTime: tariffTime.optional(),
  reservationFixed: tariffFixed.optional(),
  minCost: price.optional(),
  maxCost: price.optional(),
});
