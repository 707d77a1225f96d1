import type { PriceConditions, Prices, Tariff, TariffAssignment } from "../../csms/model/tariff.ts";
import { duration, energy, power } from "../parts/number.ts";

/** What a tariff has prices for, in the order in which they are told. */
export const kinds = [
  { kind: "energy", name: "Energy", per: "per kWh" },
  { kind: "charging", name: "Time of charging", per: "per minute of charging" },
  { kind: "idle", name: "Time without charging", per: "per minute without charging" },
  { kind: "fixed", name: "Fixed fee", per: "for each session" },
] as const;

export type Kind = typeof kinds[number];

const format = new Intl.NumberFormat("en", {
  ...{ minimumFractionDigits: 2, maximumFractionDigits: 4, useGrouping: false },
});

/** A price, which may be less than the smallest coin: `0.36 EUR`, `0.0025 EUR`. */
const priced = (amount: number, currency: string): string => `${format.format(amount)} ${currency}`;

const hours = (seconds: number): string => duration(seconds * 1_000);

/** When a price holds: `from 22:00 to 06:00, on Sat, Sun`. */
export function whenInWords(when: PriceConditions): string {
  const { from, to, days, minEnergyWh, maxEnergyWh, minPowerW, maxPowerW } = when;
  const { minSeconds, maxSeconds } = when;
  const range = <T>(
    min: T | undefined,
    max: T | undefined,
    said: { both(min: T, max: T): string; min(min: T): string; max(max: T): string },
  ) =>
    min !== undefined && max !== undefined
      ? said.both(min, max)
      : min !== undefined
      ? said.min(min)
      : max !== undefined && said.max(max);
  return [
    (from ?? to) !== undefined && `from ${from ?? "00:00"} to ${to ?? "24:00"}`,
    days && `on ${days.join(", ")}`,
    range(minEnergyWh, maxEnergyWh, {
      both: (min, max) => `from ${energy(min)} to ${energy(max)}`,
      min: (min) => `after ${energy(min)}`,
      max: (max) => `for the first ${energy(max)}`,
    }),
    range(minPowerW, maxPowerW, {
      both: (min, max) => `at ${power(min)} or more, but less than ${power(max)}`,
      min: (min) => `at ${power(min)} or more`,
      max: (max) => `at less than ${power(max)}`,
    }),
    range(minSeconds, maxSeconds, {
      both: (min, max) => `from ${hours(min)} to ${hours(max)} after its start`,
      min: (min) => `after ${hours(min)}`,
      max: (max) => `in the first ${hours(max)}`,
    }),
  ].filter(Boolean).join(", ") || "always";
}

function taxesInWords({ taxes = [] }: Prices): string {
  const stacks = Map.groupBy(taxes, ({ stack = 0 }) => stack);
  const said = [...stacks].sort(([a], [b]) => a - b).map(([, each]) =>
    each.map(({ name, percent }) => `${percent} % ${name}`).join(" and ")
  );
  return said.map((text, n) => n === 0 ? `; plus ${text}` : `, and on that sum ${text}`).join("");
}

function lineOf({ kind, per }: Kind, prices: Prices, currency: string): string {
  const said = prices.prices.map(({ price, when }, n) => {
    const hour = kind === "charging" || kind === "idle"
      ? ` (${priced(price * 60, currency)} an hour)`
      : "";
    const words = `${priced(price, currency)}${n === 0 ? ` ${per}` : ""}${hour}`;
    return when ? `${words} ${whenInWords(when)}` : words;
  });
  const rest = prices.prices.at(-1)?.when ? ["nothing"] : [];
  return [...said, ...rest].join("; else ") + taxesInWords(prices);
}

const hasClock = ({ from, to, days }: PriceConditions): boolean =>
  (from ?? to ?? days) !== undefined;

/** What a tariff charges, in plain words, a line for each thing. */
export function chargesOf(tariff: Omit<Tariff, "changedAt">): string[] {
  const { currency, minCost, maxCost, timeZone } = tariff;
  const lines = kinds.flatMap((kind) => {
    const prices = tariff[kind.kind];
    return prices ? [lineOf(kind, prices, currency)] : [];
  });
  const bounds = [
    minCost !== undefined && `at least ${priced(minCost, currency)}`,
    maxCost !== undefined && `at most ${priced(maxCost, currency)}`,
  ].filter(Boolean).join(" and ");
  const clocked = kinds.some(({ kind }) =>
    tariff[kind]?.prices.some(({ when }) => when && hasClock(when))
  );
  return [
    ...(lines.length > 0 ? lines : ["nothing for what is charged"]),
    ...(bounds ? [`${bounds} for each session, tax included`] : []),
    ...(clocked ? [`times of day are those of ${timeZone}`] : []),
  ].map((line) => line[0]!.toUpperCase() + line.slice(1));
}

/** For whom, or where, a tariff holds. */
export type Holder = Pick<TariffAssignment, "token" | "station" | "evse">;

/** Where a tariff holds, so that it can be said in a sentence. */
export function placeOf({ token, station, evse }: Holder): string {
  if (token !== undefined) return `with the tag ${token}`;
  if (station === undefined) return "where no other one holds";
  return evse === undefined ? `at ${station}` : `at EVSE ${evse} of ${station}`;
}
