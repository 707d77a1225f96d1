import type { Transaction } from "../model.ts";
import type { Column, RollupKind, Tally } from "../model/rollup.ts";
import { costIn } from "../tariffs/cost.ts";
import { tokenKey } from "../tokens/store.ts";
import { quarterOf, startOf } from "./quarter.ts";

/** The last part of a longer one counts as plugged in: its start is forgotten, or of a clock that was not set. */
const LONGEST_MS = 31 * 86_400_000;

/** What a transaction adds to the rollups; undefined while it is open. */
export function tallyOf(transaction: Transaction): Tally | undefined {
  const { station, token, startedAt, stoppedAt, register, peakW, account } = transaction;
  if (transaction.state === "open") return undefined;
  const from = Date.parse(startedAt);
  const cost = account && costIn(account);
  return {
    ...{ station, token: tokenKey(token), from },
    to: stoppedAt === undefined ? from : Date.parse(stoppedAt),
    mWh: Math.round(register.energyWh * 1000),
    peakW: Math.round(peakW),
    ...(cost ? { cost: { currency: cost.currency, amount: cost.total } } : {}),
  };
}

/** Whom a tally counts for. */
export function subjectsOf({ station, token }: Tally): (readonly [RollupKind, name: string])[] {
  return [["all", ""], ["station", station], ...(token ? [["token", token] as const] : [])];
}

/**
 * A tally in its quarters. Time counts where it passed, so that no day has more than it has; energy, cost and
 * the transaction itself count where it ended, as its record does not say when it drew what.
 */
export function* partsOf(
  { from, to, mWh, cost }: Tally,
): Generator<readonly [quarter: number, column: Column, amount: number]> {
  const end = quarterOf(to);
  yield [end, "sessions", 1];
  yield [end, "mWh", mWh];
  if (cost) yield [end, `cost ${cost.currency}`, cost.amount];
  for (let at = Math.max(from, to - LONGEST_MS); at < to;) {
    const quarter = quarterOf(at);
    const next = Math.min(to, startOf(quarter + 1));
    yield [quarter, "pluggedMs", next - at];
    at = next;
  }
}
