import { z } from "zod";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { object } from "./object.ts";

/** What a vehicle asks for energy from a power on (EVPriceRuleType). */
const evPriceRule = object({ energyFee: z.number(), powerRangeStart: z.number() });

/** What a vehicle asks for `duration` seconds (EVAbsolutePriceScheduleEntryType). */
const evAbsolutePriceScheduleEntry = object({
  duration: z.int(),
  evPriceRule: z.array(evPriceRule).min(1).max(8),
});

/** What a vehicle asks over time for energy it gives (EVAbsolutePriceScheduleType). */
const evAbsolutePriceSchedule = object({
  timeAnchor: timestamp,
  currency: text(3),
  evAbsolutePriceScheduleEntries: z.array(evAbsolutePriceScheduleEntry).min(1).max(1024),
  priceAlgorithm: text(2000),
});

/** The power in W that a vehicle offers for `duration` seconds (EVPowerScheduleEntryType). */
const evPowerScheduleEntry = object({ duration: z.int(), power: z.number() });

/** The power that a vehicle offers over time (EVPowerScheduleType). */
const evPowerSchedule = object({
  evPowerScheduleEntries: z.array(evPowerScheduleEntry).min(1).max(1024),
  timeAnchor: timestamp,
});

/** The energy that a vehicle would give, and its price (EVEnergyOfferType). */
export const evEnergyOffer = object({
  evAbsolutePriceSchedule: evAbsolutePriceSchedule.optional(),
  evPowerSchedule,
});
