import type { Entry, Page } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Sample, Transaction } from "../model.ts";
import { tokenKey } from "../tokens/store.ts";

export interface Paging {
  readonly limit: number;
  readonly cursor?: string;
}

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

/** Transactions that one search looks at; it goes on from there when it is asked again. */
const LOOKED_AT = 5_000;

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
    /** Those that meet a filter, the newest first; of the first LOOKED_AT that its index has. */
    async find(wanted: Wanted, { limit, cursor }: Paging): Promise<Page<Transaction>> {
      const { station, token, from, to, open, flagged } = wanted;
      const bounds = {
        ...(from ? { from: from.getTime() } : {}),
        ...(to ? { to: to.getTime() } : {}),
      };
      const meets = (transaction: Transaction): boolean =>
        (station === undefined || transaction.station === station) &&
        (!open || transaction.state === "open") && (!flagged || transaction.flags.length > 0);
      const read = (paging: Paging): Promise<Page<Entry<string>>> => {
        const options = { ...paging, ...bounds };
        if (token !== undefined) return store.transactionsByToken.page([tokenKey(token)], options);
        if (station !== undefined) return store.transactionsByStation.page([station], options);
        return store.transactionsByTime.page([], options);
      };
      const items: Transaction[] = [];
      let next = cursor ?? null;
      for (let looked = 0; looked < LOOKED_AT; looked += limit) {
        const page = await follow(
          await read({ limit: limit - items.length, ...(next === null ? {} : { cursor: next }) }),
        );
        items.push(...page.items.filter(meets));
        next = page.next;
        if (next === null || items.length === limit) break;
      }
      return { items, next };
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
