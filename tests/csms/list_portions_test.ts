import assert from "node:assert/strict";
import fc from "fast-check";
import { portions } from "../../csms/list_portions.ts";

const entries = fc.array(fc.record({ token: fc.string({ maxLength: 36 }) }));
const limits = fc.record({
  items: fc.integer({ min: 1, max: 20 }),
  bytes: fc.integer({ min: 1, max: 5_000 }),
}, { requiredKeys: [] });

Deno.test("portions have all entries in their order, none but the only one is empty, and none is too long", () => {
  fc.assert(fc.property(entries, limits, (all, { items, bytes }) => {
    const found = portions(all, { items, bytes });
    assert.deepEqual(found.flat(), all);
    assert.ok(found.length === 1 || found.every((some) => some.length > 0));
    for (const some of found) {
      assert.ok(some.length <= (items ?? Infinity));
      const size = new TextEncoder().encode(JSON.stringify(some)).length;
      assert.ok(some.length <= 1 || size <= (bytes ?? Infinity));
    }
  }));
});

Deno.test("a list without limits is one portion, and an empty list one without entries", () => {
  const many = Array.from({ length: 500 }, (_, n) => ({ token: String(n) }));
  assert.equal(portions(many, {}).length, 1);
  assert.deepEqual(portions([], { items: 1, bytes: 1 }), [[]]);
});
