import type { Page } from "../kv/collection.ts";

/** Which part of a list: so many, from where the part before it ended. */
export interface Paging {
  readonly limit: number;
  readonly cursor?: string;
}

/** How many one search looks at; it goes on from there when it is asked again. */
const LOOKED_AT = 5_000;

/**
 * Those of a list that meet a condition, of the next LOOKED_AT that it has; `next` is where to go on, null at the
 * end, so that there may be few of them and yet more to come.
 */
export async function searched<T>(
  read: (paging: Paging) => Promise<Page<{ readonly value: T }>>,
  meets: (value: T) => boolean,
  { limit, cursor }: Paging,
): Promise<Page<T>> {
  const items: T[] = [];
  let next = cursor ?? null;
  for (let looked = 0; looked < LOOKED_AT; looked += limit) {
    const page = await read({
      limit: limit - items.length,
      ...(next === null ? {} : { cursor: next }),
    });
    items.push(...page.items.map(({ value }) => value).filter(meets));
    next = page.next;
    if (next === null || items.length === limit) break;
  }
  return { items, next };
}
