import { z } from "@hono/zod-openapi";
import { invalid } from "./problem.ts";

/** How every list is read: a page at a time. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().optional().openapi({ description: "`next` of the page before" }),
};

/** A page of a list; `next` is the cursor of the page after it, null at the end. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item).readonly(), next: z.string().nullable() });
}

/** A page of stored entries, as what they hold. */
export function values<T>(
  { items, next }: { items: readonly { value: T }[]; next: string | null },
): { items: T[]; next: string | null } {
  return { items: items.map(({ value }) => value), next };
}

/** A page of a list that is whole in memory; the cursor is the name of the last item before it. */
export function pageOf<T>(
  all: readonly T[],
  { limit, cursor }: { limit: number; cursor?: string },
  nameOf: (item: T) => string,
): { items: T[]; next: string | null } {
  const last = cursor === undefined ? -1 : all.findIndex((item) => nameOf(item) === cursor);
  if (cursor !== undefined && last < 0) throw invalid("cursor", "not a cursor of this list");
  const items = all.slice(last + 1, last + 1 + limit);
  return { items, next: last + 1 + limit < all.length ? nameOf(items.at(-1)!) : null };
}
