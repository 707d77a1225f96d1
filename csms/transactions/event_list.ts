import type { Page } from "../../kv/collection.ts";
import { readCursor, writeCursor } from "../../kv/cursor.ts";
import type { Store } from "../../kv/mod.ts";
import type { Sample } from "../model.ts";
import type { TransactionEvent } from "../model/progress.ts";
import type { Paging } from "../search.ts";

/** The event that a sample carries. */
export function eventOf({ event, transaction, at, receivedAt }: Sample): TransactionEvent | null {
  return event ? { ...event, transaction, at, receivedAt } : null;
}

type Place = readonly (string | number)[];

/** Where an event stands among those of its transaction. */
const placeOf = ({ at, seqNo, type }: TransactionEvent): Place => [Date.parse(at), seqNo, type];

function compare(a: Place, b: Place): number {
  const i = a.findIndex((part, i) => part !== b[i]);
  if (i < 0) return 0;
  return b[i] === undefined || a[i]! > b[i]! ? 1 : -1;
}

/** Reads the events of a transaction, the oldest first: those with a record of their own and those with a sample. */
export function eventList(store: Store) {
  /** Up to so many of those that samples carry, after a place. */
  async function carried(
    id: string,
    most: number,
    after: Place,
  ): Promise<TransactionEvent[]> {
    const found: TransactionEvent[] = [];
    let cursor: string | undefined;
    do {
      const options = {
        limit: most,
        reverse: false,
        from: after[0],
        ...(cursor ? { cursor } : {}),
      };
      const page = await store.samples.page([id], options);
      for (const { value } of page.items) {
        const event = eventOf(value);
        if (event && compare(placeOf(event), after) > 0) found.push(event);
      }
      cursor = page.next ?? undefined;
    } while (cursor && found.length < most);
    return found;
  }

  return async function events(id: string, paging: Paging): Promise<Page<TransactionEvent>> {
    const { limit, cursor } = paging;
    const prefix = ["transactionEvents", id];
    const own = await store.transactionEvents.page([id], { ...paging, reverse: false });
    const after = cursor === undefined
      ? []
      : readCursor(prefix, cursor).slice(2) as unknown as Place;
    // Stations of 1.6 tell no events, and have samples that need no look.
    const told = (await store.transactions.get(id))?.value.progress !== undefined;
    const all = told ? await carried(id, limit + 1, after) : [];
    all.push(...own.items.map(({ value }) => value));
    all.sort((a, b) => compare(placeOf(a), placeOf(b)));
    const items = all.slice(0, limit);
    const last = items.at(-1);
    const more = own.next !== null || all.length > limit;
    return {
      items,
      next: more && last ? writeCursor(prefix, [...prefix, ...placeOf(last)]) : null,
    };
  };
}
