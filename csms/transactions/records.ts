import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import { counting } from "../analytics/outbox.ts";
import type { Transaction } from "../model.ts";
import { tokenKey } from "../tokens/store.ts";

/** A transaction's record with its indexes, always changed together. */
export function records(store: Store) {
  const counted = counting(store);
  return {
    /** The open transaction of an EVSE; there is at most one. */
    async openAt(station: string, evse: number): Promise<Entry<Transaction> | null> {
      const id = await store.openTransactions.get(station, evse);
      return id && await store.transactions.get(id.value);
    },
    /** Every open transaction of a station. */
    async openOf(station: string): Promise<Entry<Transaction>[]> {
      const found: Entry<Transaction>[] = [];
      for await (const { value } of store.openTransactions.each([station])) {
        const entry = await store.transactions.get(value);
        if (entry) found.push(entry);
      }
      return found;
    },
    /** Adds a transaction; it takes its EVSE where it is open and `takesEvse`. */
    create(change: Change, transaction: Transaction, takesEvse: boolean): void {
      const { id, station, evse, token } = transaction;
      const at = Date.parse(transaction.startedAt);
      store.transactions.create(change, [id], counted(change, undefined, transaction));
      store.transactionsByTime.put(change, [at, id], id);
      store.transactionsByStation.put(change, [station, at, id], id);
      store.transactionsByToken.put(change, [tokenKey(token), at, id], id);
      if (transaction.state === "closed") return;
      store.openByToken.put(change, [tokenKey(token), id], id);
      if (takesEvse) store.openTransactions.put(change, [station, evse], id);
    },
    /** Moves what names a transaction to where it is found now: its token, start or EVSE changed. */
    reindex(change: Change, before: Transaction, after: Transaction, holds: boolean): void {
      const { id, station } = before;
      const [from, to] = [before, after].map(({ startedAt }) => Date.parse(startedAt)) as [
        number,
        number,
      ];
      if (from !== to) {
        store.transactionsByTime.remove(change, [from, id]);
        store.transactionsByTime.put(change, [to, id], id);
        store.transactionsByStation.remove(change, [station, from, id]);
        store.transactionsByStation.put(change, [station, to, id], id);
      }
      if (from !== to || before.token !== after.token) {
        store.transactionsByToken.remove(change, [tokenKey(before.token), from, id]);
        store.transactionsByToken.put(change, [tokenKey(after.token), to, id], id);
      }
      if (before.state === "open" && before.token !== after.token) {
        store.openByToken.remove(change, [tokenKey(before.token), id]);
        store.openByToken.put(change, [tokenKey(after.token), id], id);
      }
      if (before.evse === after.evse) return;
      if (holds) store.openTransactions.remove(change, [station, before.evse]);
      if (before.state === "open") store.openTransactions.put(change, [station, after.evse], id);
    },
    replace(change: Change, entry: Entry<Transaction>, transaction: Transaction): void {
      store.transactions.replace(change, entry, counted(change, entry.value, transaction));
    },
    /** Opens again what was closed, on its EVSE, which has to be free. */
    reopen(change: Change, entry: Entry<Transaction>, transaction: Transaction): void {
      const { id, station, evse, token } = transaction;
      store.transactions.replace(change, entry, counted(change, entry.value, transaction));
      store.openByToken.put(change, [tokenKey(token), id], id);
      store.openTransactions.create(change, [station, evse], id);
    },
    /** Closes a transaction; `frees` where the EVSE is held by it and not taken over at once. */
    close(
      change: Change,
      entry: Entry<Transaction>,
      transaction: Transaction,
      frees: boolean,
    ): void {
      const { id, station, evse, token } = transaction;
      store.transactions.replace(change, entry, counted(change, entry.value, transaction));
      store.openByToken.remove(change, [tokenKey(token), id]);
      if (frees) store.openTransactions.remove(change, [station, evse]);
    },
  };
}

export type Records = ReturnType<typeof records>;

/** Flags with more added, each once. */
export function flagged(flags: readonly string[], ...more: readonly string[]): readonly string[] {
  const added = more.filter((flag, index) => !flags.includes(flag) && more.indexOf(flag) === index);
  return added.length ? [...flags, ...added] : flags;
}
