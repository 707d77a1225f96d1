import type { Register, Transaction } from "../model.ts";
import type { CostAccount } from "../model/tariff.ts";
import { accrue, openAccount, UNIT } from "./accrue.ts";
import { costIn } from "./cost.ts";

/**
 * The account brought up to what the register shows at a time, in ms. Time in which it rose was spent
 * charging, other time idling, and none after the end; the same again changes nothing.
 */
export function accrued(
  account: CostAccount | undefined,
  { stoppedAt }: Pick<Transaction, "stoppedAt">,
  { to, register: { energyWh: wh } }: { to: number; register: Register },
): CostAccount | undefined {
  if (!account) return undefined;
  const end = stoppedAt === undefined ? to : Math.min(to, Date.parse(stoppedAt));
  const kind = Math.round(wh * 1000) > account.mWh ? "charging" : "idle";
  return accrue(account, { to: end, wh, kind });
}

/** The transaction with its account brought up to its latest meter value, or to its end. */
export function charged(transaction: Transaction): Transaction {
  const { register, startedAt, lastSampleAt, stoppedAt } = transaction;
  const to = Date.parse(stoppedAt ?? lastSampleAt ?? startedAt);
  const account = accrued(transaction.account, transaction, { to, register });
  return account ? { ...transaction, account } : transaction;
}

/** The transaction with its account opened anew, to be counted again from its first meter value. */
export function uncharged(transaction: Transaction): Transaction {
  const { account, startedAt } = transaction;
  // What was charged under an earlier tariff cannot be taken apart again.
  if (!account || account.earlier) return transaction;
  return { ...transaction, account: openAccount(account.tariff, Date.parse(startedAt)) };
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
