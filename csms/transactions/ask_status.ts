import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";
import type { Commands } from "../commands.ts";
import type { Journal } from "../journal.ts";
import type { Links } from "../links.ts";
import type { Connector, Transaction } from "../model.ts";
import type { Closing } from "./close.ts";

const log = getLogger(["kvolt", "transactions"]);

/**
 * Asks stations that tell of transactions event by event how one stands where that is doubtful: after an
 * end with a gap, after a reconnect, and where its EVSE is said to be free. What is over and told in full,
 * though its end never came, is closed as lost (law 9).
 */
export function askingStatus({ store, links, commands, closing, journal }: {
  store: Store;
  links: Links;
  commands: Commands;
  closing: Closing;
  journal: Journal;
}): () => void {
  const asking = new Set<string>();

  async function ask({ id, station, remoteId }: Transaction): Promise<void> {
    if (remoteId === undefined || asking.has(id)) return;
    if (!links.get(station)?.doing("transactionStatus", { remoteId })) return;
    asking.add(id);
    try {
      const status = await commands.ask(station, "transactionStatus", { remoteId });
      if (status.ongoing !== false || status.queued) return;
      await store.apply(async (change) => {
        const entry = await store.transactions.get(id);
        if (entry?.value.state !== "open") return;
        const holder = await store.openTransactions.get(station, entry.value.evse);
        const at = new Date(entry.value.progress?.at ?? entry.value.startedAt);
        closing.lost(change, entry, at, holder?.value === id);
      });
    } finally {
      asking.delete(id);
    }
  }

  async function openOnes(station: string, evse?: number): Promise<void> {
    for await (const entry of store.openTransactions.each([station])) {
      if (evse !== undefined && entry.key.at(-1) !== evse) continue;
      const transaction = await store.transactions.get(entry.value);
      if (transaction) await ask(transaction.value);
    }
  }

  return journal.subscribe(({ type, station, data }) => {
    if (station === undefined) return;
    const done = (work: Promise<void>) =>
      void work.catch((error) =>
        log.info("{station} did not tell how a transaction stands: {error}", { station, error })
      );
    if (type === "station.connected") done(openOnes(station));
    else if (type === "transaction.stopped") {
      const transaction = data as Transaction;
      if (transaction.progress?.missing.length) done(ask(transaction));
    } else if (type === "connector.changed") {
      const { status, evse } = data as Connector;
      if (status === "Available") done(openOnes(station, evse));
    }
  });
}
