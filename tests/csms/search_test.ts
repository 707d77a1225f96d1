import assert from "node:assert/strict";
import fc from "fast-check";
import { searched } from "../../csms/search.ts";

/** Pages of a list of numbers, each with the cursor of what follows. */
const paged =
  (all: readonly number[]) => ({ limit, cursor }: { limit: number; cursor?: string }) => {
    const from = Number(cursor ?? 0);
    const items = all.slice(from, from + limit).map((value) => ({ value }));
    const next = from + limit < all.length ? String(from + limit) : null;
    return Promise.resolve({ items, next });
  };

Deno.test("a search finds all that meets it once, in order, however it is paged", async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }),
    fc.integer({ min: 1, max: 7 }),
    async (all, limit) => {
      const meets = (value: number) => value % 3 === 0;
      const found: number[] = [];
      let cursor: string | undefined;
      do {
        const { items, next } = await searched(paged(all), meets, {
          limit,
          ...(cursor ? { cursor } : {}),
        });
        assert.ok(items.length <= limit);
        assert.ok(next === null || items.length === limit);
        found.push(...items);
        cursor = next ?? undefined;
      } while (cursor);
      assert.deepEqual(found, all.filter(meets));
    },
  ));
});

Deno.test("a search for what is nowhere looks at so many and says where to go on", async () => {
  const all = Array.from({ length: 6_000 }, (_, i) => i);
  const last = (value: number) => value === 5_999;
  const first = await searched(paged(all), last, { limit: 50 });
  assert.deepEqual(first, { items: [], next: "5000" });
  const rest = await searched(paged(all), last, { limit: 50, cursor: "5000" });
  assert.deepEqual(rest, { items: [5_999], next: null });
});
