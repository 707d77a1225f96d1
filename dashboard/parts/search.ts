interface Portion<T> {
  readonly items: readonly { readonly value: T }[];
  readonly next: string | null;
}

/** A page of those that meet a search, read in portions until there are enough or none are left. */
export async function searched<T>(
  read: (options: { limit: number; cursor?: string }) => Promise<Portion<T>>,
  meets: (value: T) => boolean,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<{ items: T[]; next: string | null }> {
  const items: T[] = [];
  let next: string | null = cursor ?? null;
  do {
    const portion: Portion<T> = await read({
      limit: limit - items.length,
      ...(next === null ? {} : { cursor: next }),
    });
    items.push(...portion.items.map(({ value }) => value).filter(meets));
    next = portion.next;
  } while (next !== null && items.length < limit);
  return { items, next };
}
