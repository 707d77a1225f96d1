import { z } from "@hono/zod-openapi";
import { maybe } from "./charging.ts";
import { evse, time } from "./names.ts";

/** Amounts are counted in 1/10000. */
const isCounted = (value: number) => Math.abs(value * 10_000 - Math.round(value * 10_000)) < 1e-6;
const amount = z.number().min(0).max(1_000_000)
  .refine(isCounted, "must have four decimals at most");
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be HH:MM");
const natural = z.number().min(0).max(1_000_000_000);

const when = z.strictObject({
  from: maybe(clock),
  to: maybe(clock),
  days: maybe(z.array(z.enum(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])).min(1).max(7)),
  minEnergyWh: maybe(natural),
  maxEnergyWh: maybe(natural),
  minPowerW: maybe(natural),
  maxPowerW: maybe(natural),
  minSeconds: maybe(z.int().min(0).max(2 ** 31 - 1)),
  maxSeconds: maybe(z.int().min(0).max(2 ** 31 - 1)),
});
const tax = z.strictObject({
  name: z.string().min(1).max(20),
  percent: z.number().min(0).max(1_000).refine(isCounted, "must have four decimals at most"),
  stack: maybe(z.int().min(0).max(9)),
});
const prices = z.strictObject({
  prices: z.array(z.strictObject({ price: amount, when: maybe(when) })).min(1).max(24),
  taxes: maybe(z.array(tax).min(1).max(5)),
});

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }) !== undefined;
  } catch {
    return false;
  }
}

/** The id of a tariff; 2.1 takes no longer one. */
export const tariffId = z.string().min(1).max(60).openapi({ example: "AC-2026" });

/** One that is given to a new tariff: what stands for a folder in an address leads to none. */
export const newTariffId = tariffId.regex(
  /^(?!\.{1,2}$)/,
  "the id of a tariff is neither . nor ..",
);

/** A tariff as it is sent; its id is in the path. */
export const newTariff = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, "must be three capital letters, as ISO 4217 has them"),
  description: maybe(z.string().max(1_000)),
  timeZone: z.string().max(64).refine(isZone, "must be the IANA name of a time zone").default(
    "UTC",
  ),
  energy: maybe(prices),
  charging: maybe(prices),
  idle: maybe(prices),
  fixed: maybe(prices),
  minCost: maybe(amount),
  maxCost: maybe(amount),
}).refine(({ minCost = 0, maxCost = Infinity }) => minCost <= maxCost, {
  path: ["maxCost"],
  message: "must not be less than minCost",
});

const shownPrices = z.strictObject({
  prices: z.array(z.strictObject({
    price: z.number(),
    when: z.strictObject({
      from: z.string().nullable(),
      to: z.string().nullable(),
      days: z.array(z.string()).readonly().nullable(),
      minEnergyWh: z.number().nullable(),
      maxEnergyWh: z.number().nullable(),
      minPowerW: z.number().nullable(),
      maxPowerW: z.number().nullable(),
      minSeconds: z.int().nullable(),
      maxSeconds: z.int().nullable(),
    }).nullable(),
  })).readonly(),
  taxes: z.array(z.strictObject({
    name: z.string(),
    percent: z.number(),
    stack: z.int().nullable(),
  })).readonly().nullable(),
}).openapi("Prices");

/** A tariff as it is shown. */
export const tariff = z.strictObject({
  id: z.string(),
  currency: z.string(),
  description: z.string().nullable(),
  timeZone: z.string(),
  energy: shownPrices.nullable().openapi({ description: "Per kWh" }),
  charging: shownPrices.nullable().openapi({ description: "Per minute in which energy flows" }),
  idle: shownPrices.nullable().openapi({ description: "Per minute in which none does" }),
  fixed: shownPrices.nullable().openapi({ description: "Once for each transaction" }),
  minCost: z.number().nullable(),
  maxCost: z.number().nullable(),
  changedAt: time,
}).openapi("Tariff");

/** Where a tariff holds. */
export const tariffAssignment = z.strictObject({
  tariff: z.string(),
  token: z.string().nullable(),
  station: z.string().nullable(),
  evse: evse.nullable(),
  changedAt: time,
}).openapi("TariffAssignment");
