import type { Sums } from "../../../csms/analytics/sums.ts";
import type { Bin } from "../../../csms/analytics/period.ts";
import type { Store } from "../../../kv/mod.ts";
import type { Transaction } from "../../../csms/model.ts";
import { totalCost } from "../../../csms/tariffs/charged.ts";

const LONGEST_MS = 31 * 86_400_000;

/** All transactions that have ended. */
export async function ended(store: Store): Promise<Transaction[]> {
  const all = await Array.fromAsync(store.transactions.each([]), ({ value }) => value);
  return all.filter(({ state }) => state === "closed");
}

/** What transactions came to in some time, counted one by one. */
export function recount(transactions: readonly Transaction[], { start, end }: Bin): Sums {
  let [sessions, mWh, pluggedMs, peakW] = [0, 0, 0, 0];
  const costs = new Map<string, number>();
  for (const transaction of transactions) {
    const { startedAt, stoppedAt = startedAt, register, account } = transaction;
    const to = Date.parse(stoppedAt);
    const from = Math.max(Date.parse(startedAt), to - LONGEST_MS);
    pluggedMs += Math.max(0, Math.min(to, end) - Math.max(from, start));
    if (to < start || to >= end) continue;
    sessions++;
    mWh += Math.round(register.energyWh * 1000);
    peakW = Math.max(peakW, Math.round(transaction.peakW));
    const cost = totalCost(transaction);
    if (!account || !cost) continue;
    const { currency } = account.tariff;
    costs.set(currency, (costs.get(currency) ?? 0) + Math.round(cost * 10_000));
  }
  return {
    sessions,
    energyWh: mWh / 1000,
    pluggedSeconds: Math.round(pluggedMs / 1000),
    peakW,
    costs: [...costs].sort().map(([currency, total]) => ({ currency, total: total / 10_000 })),
  };
}
