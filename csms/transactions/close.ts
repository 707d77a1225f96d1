import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Transaction } from "../model.ts";
import { charged } from "../tariffs/charged.ts";
import { closeRegister } from "./energy.ts";
import { flagged, type Records } from "./records.ts";

/** Closes transactions whose end nobody told (law 9). */
export function closing({ store, records, clock }: {
  store: Store;
  records: Records;
  clock: Clock;
}) {
  function close(
    change: Change,
    entry: Entry<Transaction>,
    end: { reason: string; flag: string; at: Date; frees: boolean },
  ): Transaction {
    const open = entry.value;
    const { register, remarks } = closeRegister(open.register, undefined, end.at.toISOString());
    const lastKnown = open.lastSampleAt ?? open.startedAt;
    const { powerW: _, ...rest } = open;
    const closed = charged({
      ...rest,
      register,
      state: "closed",
      reason: end.reason,
      stoppedAt: end.at < new Date(lastKnown) ? lastKnown : end.at.toISOString(),
      meterStop: register.lastWh ?? open.meterStart,
      flags: flagged(open.flags, end.flag, ...remarks),
    });
    records.close(change, entry, closed, end.frees);
    change.record("transaction.stopped", closed, open.station);
    return closed;
  }

  return {
    /** Closes with the last meter value and the reason `Lost`, and says so. */
    lost: (change: Change, entry: Entry<Transaction>, at: Date, frees: boolean): Transaction =>
      close(change, entry, { reason: "Lost", flag: "lost", at, frees }),
    /** Closes an orphan by an operator's hand; undefined where it is unknown or closed. */
    byHand: (id: string): Promise<Transaction | undefined> =>
      store.apply(async (change) => {
        const entry = await store.transactions.get(id);
        if (!entry || entry.value.state === "closed") return undefined;
        const { station, evse } = entry.value;
        const holder = await store.openTransactions.get(station, evse);
        return close(change, entry, {
          reason: "Other",
          flag: "closed-by-hand",
          at: clock.now(),
          frees: holder?.value === id,
        });
      }),
  };
}

export type Closing = ReturnType<typeof closing>;
