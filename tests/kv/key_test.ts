import assert from "node:assert/strict";
import fc from "fast-check";
import { isTooLong, keySize, keyText } from "../../kv/key.ts";

const part = fc.oneof(
  fc.string(),
  fc.constantFrom("s1:a", "n1;", "1", "", "true", ";"),
  fc.integer(),
  fc.boolean(),
  fc.bigInt(),
  fc.uint8Array(),
);
const key = fc.array(part, { minLength: 1, maxLength: 4 });

Deno.test("two keys have one text exactly when they are equal", () => {
  fc.assert(fc.property(key, key, (a, b) => {
    assert.equal(keyText(a) === keyText(b), equal(a, b));
    assert.equal(keyText(a), keyText([...a]));
  }));
  assert.notEqual(keyText(["a", "b"]), keyText(["as1:b"]));
  assert.notEqual(keyText([1]), keyText(["1"]));
  assert.notEqual(keyText([1]), keyText([1n]));
  assert.notEqual(keyText([true]), keyText(["true"]));
});

Deno.test("a key that Deno KV reads is never called too long", async () => {
  using kv = await Deno.openKv(":memory:");
  for (const length of [1, 2000, 2046, 2047, 2048, 2060]) {
    for (const letter of ["a", "é", "漢"]) {
      const key = ["x", letter.repeat(length)];
      const reads = await kv.get(key).then(() => true, () => false);
      if (reads) assert.equal(isTooLong(key), false, `${letter} × ${length}`);
    }
  }
  assert.equal(isTooLong(["x", "a".repeat(2048)]), true);
});

Deno.test("the size of a key is about that of its parts", () => {
  assert.equal(keySize(["abc", 1, new Uint8Array(4)]), 5 + 10 + 6);
});

function equal(a: Deno.KvKey, b: Deno.KvKey): boolean {
  return a.length === b.length && a.every((part, i) => {
    const other = b[i];
    if (part instanceof Uint8Array && other instanceof Uint8Array) {
      return part.length === other.length && part.every((byte, j) => byte === other[j]);
    }
    return part === other || (part === 0 && other === 0);
  });
}
