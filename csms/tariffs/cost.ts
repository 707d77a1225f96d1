import type { Cost, CostAccount, CostPart, Prices, Tariff, Tax } from "../model/tariff.ts";
import { UNIT } from "./accrue.ts";

const nothing: CostPart = { net: 0, tax: 0 };
const kinds = ["energy", "charging", "idle", "fixed"] as const;
/** What one unit of an account's sum is a part of. */
const divisors = { energy: 1_000_000n, charging: 60_000n, idle: 60_000n, fixed: 1n };

/** What an account has come to. Each part is rounded once, half up, and its tax after it. */
export function costIn(account: CostAccount): Cost {
  const { tariff, earlier } = account;
  const parts = Object.fromEntries(kinds.map((kind) => {
    const net = Number(rounded(BigInt(account[kind]), divisors[kind]));
    const now = { net, tax: taxOn(net, tariff[kind]) };
    const before = earlier?.[kind] ?? nothing;
    return [kind, { net: before.net + now.net, tax: before.tax + now.tax }];
  })) as Record<typeof kinds[number], CostPart>;
  const sum = (of: "net" | "tax") => kinds.reduce((total, kind) => total + parts[kind][of], 0);
  const whole = { net: sum("net"), tax: sum("tax") };
  return { currency: tariff.currency, ...parts, ...bounded(whole, tariff) };
}

/** The least and the most have their tax in them, in the same share as the sum. */
function bounded({ net, tax }: CostPart, { minCost, maxCost }: Tariff) {
  const total = net + tax;
  const min = minCost === undefined ? -Infinity : Math.round(minCost * UNIT);
  const max = maxCost === undefined ? Infinity : Math.round(maxCost * UNIT);
  const bound = total > max ? "max" as const : total < min ? "min" as const : undefined;
  if (!bound) return { total, net, tax };
  const held = bound === "max" ? max : min;
  const ofIt = total > 0 ? Number(rounded(BigInt(held) * BigInt(tax), BigInt(total))) : 0;
  return { total: held, net: held - ofIt, tax: ofIt, bound };
}

/** Taxes of one stack are put on the same sum: what those of lower stacks have made of it. */
function taxOn(net: number, prices: Prices | undefined): number {
  const stacks = Map.groupBy(prices?.taxes ?? [], ({ stack = 0 }) => stack);
  let tax = 0;
  for (const [, taxes] of [...stacks].sort(([a], [b]) => a - b)) {
    const base = net + tax;
    tax += taxes.reduce((sum, each) => sum + taxOf(base, each), 0);
  }
  return tax;
}

function taxOf(base: number, { percent }: Tax): number {
  return Number(rounded(BigInt(base) * BigInt(Math.round(percent * UNIT)), BigInt(100 * UNIT)));
}

/** Half goes up; what is divided is not negative. */
function rounded(value: bigint, by: bigint): bigint {
  return (2n * value + by) / (2n * by);
}
