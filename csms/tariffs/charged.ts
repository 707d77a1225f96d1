import type { Transaction } from "../model.ts";
import { accrue, UNIT } from "./accrue.ts";
import { costIn } from "./cost.ts";

/**
 * The transaction with its account brought up to its latest meter value, or to its end. Time in which the
 * register rose was spent charging, other time idling; called again it changes nothing.
 */
export function charged(transaction: Transaction): Transaction {
  const { account, register, startedAt, lastSampleAt, stoppedAt } = transaction;
  if (!account) return transaction;
  const to = Date.parse(stoppedAt ?? lastSampleAt ?? startedAt);
  const rises = Math.round(register.energyWh * 1000) > account.mWh;
  const usage = { to, wh: register.energyWh, kind: rises ? "charging" : "idle" } as const;
  return { ...transaction, account: accrue(account, usage) };
}

/** What a transaction has cost so far, in its currency, tax included; undefined where no tariff holds. */
export function totalCost({ account }: Transaction): number | undefined {
  return account && costIn(account).total / UNIT;
}

/** The cost of a transaction as it is shown: amounts in the currency, times in seconds. */
export function shownCost({ account }: Transaction) {
  if (!account) return undefined;
  const { currency, total, net, tax, bound, ...kinds } = costIn(account);
  const part = ({ net, tax }: { net: number; tax: number }) => (net + tax) / UNIT;
  return {
    ...{ tariff: account.tariff.id, currency, total: total / UNIT },
    ...{ net: net / UNIT, tax: tax / UNIT },
    ...{ energy: part(kinds.energy), charging: part(kinds.charging) },
    ...{ idle: part(kinds.idle), fixed: part(kinds.fixed), bound },
    chargingSeconds: Math.round(account.chargingMs / 1000),
    idleSeconds: Math.round(account.idleMs / 1000),
  };
}
