import type { Entry, Page } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Sample, Transaction } from "../model.ts";
import { type Paging, searched } from "../search.ts";
import { tokenKey } from "../tokens/store.ts";

/** Which transactions are wanted; times bound when they started, `to` excluded. */
export interface Wanted {
  readonly station?: string;
  readonly token?: string;
  readonly from?: Date;
  readonly to?: Date;
  /** Only those that run still. */
  readonly open?: boolean;
  /** Only those with something that an operator should know. */
  readonly flagged?: boolean;
}

/** Reading transactions: newest first, a page at a time, whatever their number (law 15). */
export function transactionLists(store: Store) {
  async function entriesOf(index: Page<Entry<string>>): Promise<Page<Entry<Transaction>>> {
    const entries = await store.transactions.getMany(index.items.map(({ value }) => [value]));
    return { items: entries.filter((entry) => entry !== null), next: index.next };
  }

  async function follow(index: Page<Entry<string>>): Promise<Page<Transaction>> {
    const { items, next } = await entriesOf(index);
    return { items: items.map(({ value }) => value), next };
  }

  return {
    get: async (id: string) => (await store.transactions.get(id))?.value,
    /** All, or those of one station or token. */
    async page(filter: { station?: string; token?: string }, paging: Paging) {
      if (filter.station !== undefined) {
        return follow(await store.transactionsByStation.page([filter.station], paging));
      }
      if (filter.token !== undefined) {
        return follow(await store.transactionsByToken.page([tokenKey(filter.token)], paging));
      }
      return follow(await store.transactionsByTime.page([], paging));
    },
    /** Those that meet a filter, the newest first; there may be few and yet more to come, where `next` is not null. */
    find(wanted: Wanted, paging: Paging): Promise<Page<Transaction>> {
      const { station, token, from, to, open, flagged } = wanted;
      const bounds = {
        ...(from ? { from: from.getTime() } : {}),
        ...(to ? { to: to.getTime() } : {}),
      };
      const meets = (transaction: Transaction): boolean =>
        (station === undefined || transaction.station === station) &&
        (!open || transaction.state === "open") && (!flagged || transaction.flags.length > 0);
      const read = (part: Paging): Promise<Page<Entry<string>>> => {
        const options = { ...part, ...bounds };
        if (token !== undefined) return store.transactionsByToken.page([tokenKey(token)], options);
        if (station !== undefined) return store.transactionsByStation.page([station], options);
        return store.transactionsByTime.page([], options);
      };
      return searched(async (part) => entriesOf(await read(part)), meets, paging);
    },
    /** The samples of a transaction, the oldest first. */
    async samples(id: string, paging: Paging): Promise<Page<Sample>> {
      const page = await store.samples.page([id], { ...paging, reverse: false });
      return { items: page.items.map(({ value }) => value), next: page.next };
    },
    /** Every sample of a transaction, the oldest first. */
    async *everySample(id: string): AsyncGenerator<Sample> {
      for await (const { value } of store.samples.each([id])) yield value;
    },
  };
}
