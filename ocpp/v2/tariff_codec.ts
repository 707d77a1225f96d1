import type { z } from "zod";
import type { PriceConditions, Prices, Tariff, Tax, Weekday } from "../../csms/model/tariff.ts";
import type { dayOfWeek, tariff as schema, taxRate } from "./tariff.ts";

const days: Readonly<Record<Weekday, z.input<typeof dayOfWeek>>> = {
  Mon: "Monday",
  Tue: "Tuesday",
  Wed: "Wednesday",
  Thu: "Thursday",
  Fri: "Friday",
  Sat: "Saturday",
  Sun: "Sunday",
};

/** The conditions that a fee may have as well. */
function clockOf({ from, to, days: on }: PriceConditions) {
  return {
    ...(from === undefined ? {} : { startTimeOfDay: from }),
    ...(to === undefined ? {} : { endTimeOfDay: to }),
    ...(on === undefined ? {} : { dayOfWeek: on.map((day) => days[day]) }),
  };
}

function conditionsOf(when: PriceConditions) {
  const amounts = {
    minEnergy: when.minEnergyWh,
    maxEnergy: when.maxEnergyWh,
    minPower: when.minPowerW,
    maxPower: when.maxPowerW,
    minTime: when.minSeconds,
    maxTime: when.maxSeconds,
  };
  const given = Object.entries(amounts).filter(([, value]) => value !== undefined);
  return { ...clockOf(when), ...Object.fromEntries(given) };
}

function taxesOf(taxes: readonly Tax[] | undefined): { taxRates?: z.input<typeof taxRate>[] } {
  if (!taxes?.length) return {};
  return {
    taxRates: taxes.map(({ name, percent, stack }) => ({
      ...{ type: name, tax: percent },
      ...(stack === undefined ? {} : { stack }),
    })),
  };
}

function time({ prices, taxes }: Prices) {
  return {
    prices: prices.map(({ price, when }) => ({
      priceMinute: price,
      ...(when ? { conditions: conditionsOf(when) } : {}),
    })),
    ...taxesOf(taxes),
  };
}

/** A tariff as a station of 2.1 takes it; times of day are those of the station (I07). */
export function tariffOut(tariff: Tariff): z.input<typeof schema> {
  const { id, currency, description, energy, charging, idle, fixed, minCost, maxCost } = tariff;
  return {
    tariffId: id,
    currency,
    ...(description ? { description: [{ format: "UTF8" as const, content: description }] } : {}),
    ...(energy
      ? {
        energy: {
          prices: energy.prices.map(({ price, when }) => ({
            priceKwh: price,
            ...(when ? { conditions: conditionsOf(when) } : {}),
          })),
          ...taxesOf(energy.taxes),
        },
      }
      : {}),
    ...(charging ? { chargingTime: time(charging) } : {}),
    ...(idle ? { idleTime: time(idle) } : {}),
    ...(fixed
      ? {
        fixedFee: {
          prices: fixed.prices.map(({ price, when }) => ({
            priceFixed: price,
            ...(when ? { conditions: clockOf(when) } : {}),
          })),
          ...taxesOf(fixed.taxes),
        },
      }
      : {}),
    ...(minCost === undefined ? {} : { minCost: { inclTax: minCost } }),
    ...(maxCost === undefined ? {} : { maxCost: { inclTax: maxCost } }),
  };
}
