import type { Entry, Page } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Sample, Transaction } from "../model.ts";
import { tokenKey } from "../tokens/store.ts";

export interface Paging {
  readonly limit: number;
  readonly cursor?: string;
}

/** Reading transactions: newest first, a page at a time, whatever their number (law 15). */
export function transactionLists(store: Store) {
  async function follow(index: Page<Entry<string>>): Promise<Page<Transaction>> {
    const entries = await store.transactions.getMany(index.items.map(({ value }) => [value]));
    const items = entries.filter((entry) => entry !== null).map(({ value }) => value);
    return { items, next: index.next };
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
