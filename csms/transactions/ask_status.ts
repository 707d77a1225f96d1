import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Commands } from "../commands.ts";
import type { Journal } from "../journal.ts";
import type { Links } from "../links.ts";
import type { Transaction } from "../model.ts";
import { isNewer } from "../newer.ts";
import type { Closing } from "./close.ts";

const log = getLogger(["kvolt", "transactions"]);
/** How a station shows that it cannot be asked; without a connection it shows nothing. */
const cannotSay = new Set(["CallError", "NoAnswer", "Unsupported"]);

/**
 * Asks stations that tell of transactions event by event how one stands where that is doubtful: after an
 * end with a gap, after a reconnect, and where its EVSE is said to be free. What is over and told in full,
 * though its end never came, is closed as lost, as is what a station cannot tell of whose EVSE is free (law 9).
 */
export function askingStatus({ store, clock, links, commands, closing, journal }: {
  store: Store;
  clock: Clock;
  links: Links;
  commands: Commands;
  closing: Closing;
  journal: Journal;
}): () => void {
  const asking = new Set<string>();

  /** Whether a transaction goes on, by its station; undefined where that cannot say. */
  async function goesOn(station: string, remoteId: string): Promise<boolean | undefined> {
    if (!links.get(station)?.doing("transactionStatus", { remoteId })) return undefined;
    try {
      const status = await commands.ask(station, "transactionStatus", { remoteId });
      return status.queued || status.ongoing;
    } catch (error) {
      if (!cannotSay.has((error as Error).name)) throw error;
      return undefined;
    }
  }

  /** When the EVSE was said to be free, if that was after all that is known of the transaction. */
  async function freeSince({ station, evse, connector, progress, startedAt }: Transaction) {
    const said = (await store.connectors.get(station, evse, connector))?.value;
    if (said?.status !== "Available") return undefined;
    const [at, now] = [new Date(said.at), clock.now()];
    const told = { told: progress?.at ?? startedAt, receivedAt: now.toISOString() };
    return isNewer(at, told, now) ? at : undefined;
  }

  async function ask({ id, station, remoteId }: Transaction): Promise<void> {
    if (remoteId === undefined || asking.has(id) || !links.get(station)) return;
    asking.add(id);
    try {
      const open = await goesOn(station, remoteId);
      if (open) return;
      await store.apply(async (change) => {
        const entry = await store.transactions.get(id);
        if (entry?.value.state !== "open") return;
        const { evse, progress, startedAt } = entry.value;
        const at = open === undefined
          ? await freeSince(entry.value)
          : new Date(progress?.at ?? startedAt);
        const holder = await store.openTransactions.get(station, evse);
        if (at) closing.lost(change, entry, at, holder?.value === id);
      });
    } finally {
      asking.delete(id);
    }
  }

  async function askOne(id: string): Promise<void> {
    const entry = await store.transactions.get(id);
    if (entry?.value.state === "open") await ask(entry.value);
  }

  async function askAll(station: string): Promise<void> {
    for await (const { value } of store.openTransactions.each([station])) await askOne(value);
  }

  return journal.subscribe(({ type, station, data }) => {
    if (station === undefined) return;
    const done = (work: Promise<void>) =>
      void work.catch((error) =>
        log.info("{station} did not tell how a transaction stands: {why}", {
          station,
          why: (error as Error).message,
        })
      );
    if (type === "station.connected") done(askAll(station));
    else if (type === "transaction.doubted") done(askOne((data as { id: string }).id));
    else if (type === "transaction.stopped") {
      const transaction = data as Transaction;
      if (transaction.progress?.missing.length) done(ask(transaction));
    }
  });
}
