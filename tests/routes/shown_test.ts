import assert from "node:assert/strict";
import { z } from "@hono/zod-openapi";
import { pageOf } from "../../routes/paging.ts";
import { shown } from "../../routes/shown.ts";

Deno.test("an answer has exactly the fields of its schema: others are left out, missing ones null", () => {
  const schema = z.strictObject({
    id: z.string(),
    note: z.string().nullable(),
    any: z.unknown(),
    parts: z.array(z.strictObject({ n: z.int(), of: z.int().nullable() })).readonly(),
    inner: z.strictObject({ a: z.string().nullable() }).nullable(),
  });
  const given = {
    ...{ id: "x", secret: "s", note: undefined, any: { kept: 1 } },
    parts: [{ n: 1, of: 2, secret: 3 }, { n: 2 }],
  };
  assert.deepEqual(shown(schema, given), {
    ...{ id: "x", note: null, any: { kept: 1 }, inner: null },
    parts: [{ n: 1, of: 2 }, { n: 2, of: null }],
  });
  assert.deepEqual(shown(schema, { ...given, inner: { a: undefined } }), {
    ...{ id: "x", note: null, any: { kept: 1 }, inner: { a: null } },
    parts: [{ n: 1, of: 2 }, { n: 2, of: null }],
  });
});

Deno.test("a list in memory is paged without a gap or a repeat, at any size of the page", () => {
  const all = ["a", "b", "c", "d", "e"];
  for (const limit of [1, 2, 3, 5, 6]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = pageOf(all, { limit, cursor }, (name) => name);
      seen.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    assert.deepEqual(seen, all, String(limit));
  }
  assert.deepEqual(pageOf([], { limit: 1 }, String), { items: [], next: null });
  assert.throws(() => pageOf(all, { limit: 1, cursor: "x" }, String), /not a cursor/);
});
