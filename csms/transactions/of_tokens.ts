import { readCursor, writeCursor } from "../../kv/cursor.ts";
import type { Page } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Transaction } from "../model.ts";
import type { Paging } from "../search.ts";
import { tokenKey } from "../tokens/store.ts";

const LIST = ["transactionsOfTokens"] as const;

/** Where one transaction stands among those of all tokens: by its start, and by its id where that is the same. */
type Mark = readonly [startedMs: number, id: string];

const isNewer = (one: Mark, other: Mark): boolean =>
  one[0] === other[0] ? one[1] > other[1] : one[0] > other[0];

/** The transactions of several tokens as one list, the newest first, a page at a time. Throws BadCursor. */
export function transactionsOfTokens(store: Store) {
  /** The newest of one token, after a mark. */
  async function marksOf(token: string, limit: number, after: Mark | undefined): Promise<Mark[]> {
    const marks: Mark[] = [];
    const bounds = after ? { to: after[0] + 1 } : {};
    let cursor: string | undefined;
    do {
      const page = await store.transactionsByToken.page([tokenKey(token)], {
        ...{ limit, ...bounds },
        ...(cursor ? { cursor } : {}),
      });
      const read = page.items.map(({ key, value }): Mark => [key[2] as number, value]);
      // Those of the same millisecond may have been on the page before.
      marks.push(...read.filter((mark) => !after || isNewer(after, mark)));
      cursor = page.next ?? undefined;
    } while (cursor && marks.length < limit);
    return marks;
  }

  return async function page(
    tokens: readonly string[],
    { limit, cursor }: Paging,
  ): Promise<Page<Transaction>> {
    const last = cursor === undefined ? undefined : readCursor(LIST, cursor);
    const after = last && [Number(last[1]), String(last[2])] as const;
    const all = await Promise.all(tokens.map((token) => marksOf(token, limit + 1, after)));
    const marks = all.flat().sort((a, b) => isNewer(a, b) ? -1 : 1);
    const shown = marks.slice(0, limit);
    const entries = await store.transactions.getMany(shown.map(([, id]) => [id]));
    const next = marks.length > limit ? writeCursor(LIST, [...LIST, ...shown.at(-1)!]) : null;
    return { items: entries.flatMap((entry) => entry ? [entry.value] : []), next };
  };
}
