import type { Store } from "../../kv/mod.ts";
import { isInterval } from "../metering/series.ts";
import type { MeterReading, Transaction } from "../model.ts";
import { charged, uncharged } from "../tariffs/charged.ts";
import { closeRegister, openRegister } from "./energy.ts";
import type { Metering } from "./meter.ts";
import { flagged } from "./records.ts";
import type { Told } from "./told.ts";

/** The transaction with its first reading for a meter start, as stations of 2.x give no other. */
export function fromFirst(transaction: Transaction, before: Transaction): Transaction {
  const { source = "", firstWh } = transaction.register;
  if (before.register.firstWh !== undefined || firstWh === undefined || isInterval(source)) {
    return transaction;
  }
  return { ...transaction, meterStart: firstWh };
}

/** The latest reading of a register, in Wh; intervals have none. */
function lastOf({ register }: Transaction): number | undefined {
  return isInterval(register.source ?? "") ? undefined : register.lastWh;
}

/** The register closed with its last reading, as stations of 2.x give no other meter stop. */
function closed(transaction: Transaction, at: string): Pick<Transaction, "register" | "flags"> {
  const { register, flags } = transaction;
  const done = closeRegister(register, lastOf(transaction), at);
  const remarks = done.remarks.filter((remark) =>
    remark !== "no-meter-stop" || (!register.source && !register.power)
  );
  return { register: done.register, flags: flagged(flags, ...remarks) };
}

/** The transaction ended, as its station says; what kvolt took for its end holds no more. */
export function ended(open: Transaction, { at, reason }: Told): Transaction {
  const { powerW: _, ...rest } = open;
  const late = open.state === "closed" ? ["stopped-late"] : [];
  const known = rest.flags.filter((flag) => flag !== "lost" && flag !== "no-meter-stop");
  const stoppedAt = at.toISOString();
  return charged({
    ...rest,
    ...closed({ ...rest, flags: flagged(known, ...late) }, stoppedAt),
    state: "closed",
    stoppedAt,
    meterStop: lastOf(open),
    // Local where nothing else is said (2.x part 2, TransactionType).
    reason: reason ?? "Local",
  });
}

/** Whether an event shows that what was closed as lost goes on: it is newer than what was taken for the end. */
export function goesOn({ flags, stoppedAt, progress }: Transaction, { type, at }: Told): boolean {
  const isGuess = flags.includes("lost") && !progress?.ended && type !== "ended";
  return isGuess && stoppedAt !== undefined && at.toISOString() > stoppedAt;
}

/** The transaction as if it had not been closed, but for its register, which has to be counted anew. */
export function reopened(transaction: Transaction): Transaction {
  const { stoppedAt: _, reason: __, meterStop: ___, ...rest } = transaction;
  const flags = rest.flags.filter((flag) => flag !== "lost" && flag !== "no-meter-stop");
  return { ...rest, state: "open", flags: flagged(flags, "went-on") };
}

/** The transaction counted anew from all its samples and these, which came out of their order. */
export async function recounted(
  transaction: Transaction,
  readings: readonly MeterReading[],
  { store, metering }: { store: Store; metering: Metering },
): Promise<Transaction> {
  const all: MeterReading[] = [...readings];
  for await (const { value } of store.samples.each([transaction.id])) all.push(value);
  all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const { startedAt, stoppedAt } = transaction;
  const total = metering.total({
    ...uncharged(transaction),
    register: openRegister(undefined, startedAt),
    lastSampleAt: undefined,
  }, all);
  const counted = { ...total, meterStart: total.register.firstWh ?? total.meterStart };
  if (transaction.state === "open" || !stoppedAt) return counted;
  return charged({ ...counted, ...closed(counted, stoppedAt), meterStop: lastOf(counted) });
}
