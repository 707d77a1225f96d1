import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import { type AskOptions, type Commands, Unsupported } from "../commands.ts";
import type { Tariff } from "../model/tariff.ts";
import type { Records } from "../transactions/records.ts";
import type { Outcome } from "../verbs.ts";
import { openAccount } from "./accrue.ts";
import { charged } from "./charged.ts";
import { costIn } from "./cost.ts";

/** Another tariff for a transaction that runs: what it cost so far stands. */
export function changingTariffs({ store, commands, records }: {
  store: Store;
  commands: Commands;
  records: Records;
}) {
  return {
    /** Counts by another tariff from here on; not where the transaction is over or the currency another. */
    async changed(change: Change, station: string, id: string, tariff: Tariff): Promise<boolean> {
      const entry = (await records.openOf(station)).find(({ value }) =>
        value.id === id || value.remoteId === id
      );
      if (!entry) return false;
      const { account, startedAt } = charged(entry.value);
      if (account && account.tariff.currency !== tariff.currency) return false;
      const earlier = account && { account, cost: costIn(account) };
      const next = openAccount(tariff, Date.parse(startedAt), earlier);
      records.replace(change, entry, { ...entry.value, account: next });
      return true;
    },
    /** Asks the station where its version knows tariffs; elsewhere kvolt alone counts, and it is done. */
    async change(station: string, transaction: string, tariff: Tariff, options: AskOptions = {}) {
      try {
        const remoteId = (await store.transactions.get(transaction))?.value.remoteId;
        const args = { transaction, remoteId, tariff };
        return await commands.ask(station, "changeTariff", args, options);
      } catch (error) {
        if (!(error instanceof Unsupported)) throw error;
      }
      const done = await store.apply((change) =>
        this.changed(change, station, transaction, tariff)
      );
      const outcome: Outcome = { accepted: done, status: done ? "Accepted" : "NoCurrencyChange" };
      return outcome;
    },
  };
}
