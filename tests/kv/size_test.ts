import assert from "node:assert/strict";
import { serialize } from "node:v8";
import fc from "fast-check";
import { sizeOf } from "../../kv/size.ts";

Deno.test("the size of a Latin-1 value is estimated at what it takes or a little more", () => {
  const latin = fc.string({ unit: "binary-ascii" });
  const leaf = fc.oneof(latin, fc.double(), fc.boolean(), fc.constant(null), fc.date());
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, leaf, tie("object"), tie("array"), tie("map")),
    object: fc.dictionary(latin, tie("any")),
    array: fc.array(tie("any")),
    map: fc.array(fc.tuple(latin, tie("any"))).map((pairs) => new Map(pairs)),
  })).any;
  fc.assert(fc.property(value, (value) => {
    const real = serialize(value).length;
    assert.ok(sizeOf(value) + 8 >= real, `${sizeOf(value)} for ${real}`);
    assert.ok(sizeOf(value) <= real * 9 + 12, `${sizeOf(value)} for ${real}`);
  }));
});

Deno.test("bytes, sets and a value without a bottom are estimated too", () => {
  assert.equal(sizeOf(new Uint8Array(1000)), 1012);
  assert.equal(sizeOf(new ArrayBuffer(1000)), 1012);
  assert.ok(sizeOf(new Set(["abc", "def"])) >= 14);
  const ring: Record<string, unknown> = {};
  ring.self = ring;
  assert.ok(sizeOf(ring) < 2000);
  let deep: unknown = [];
  for (let i = 0; i < 100_000; i++) deep = [deep];
  assert.ok(sizeOf(deep) < 2000);
});
