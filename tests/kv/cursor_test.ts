import assert from "node:assert/strict";
import fc from "fast-check";
import { readCursor, writeCursor } from "../../kv/cursor.ts";
import { BadCursor } from "../../kv/errors.ts";

const part = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.integer(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n === 0 ? 0 : n),
);
const parts = fc.array(part, { minLength: 1, maxLength: 4 });

Deno.test("a cursor gives back the key it was made of", () => {
  fc.assert(fc.property(parts, parts, (prefix, rest) => {
    const key = [...prefix, ...rest];
    assert.deepEqual(readCursor(prefix, writeCursor(prefix, key)), key);
  }));
});

Deno.test("a cursor of another prefix is refused", () => {
  const cursor = writeCursor(["messages", "CP-1"], ["messages", "CP-1", "01"]);
  for (const prefix of [["messages", "CP-2"], ["messages"], ["commands", "CP-1"]]) {
    assert.throws(() => readCursor(prefix, cursor), BadCursor);
  }
});

Deno.test("what is no cursor is refused, whatever it is", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    assert.throws(() => readCursor(["a"], text), BadCursor);
  }));
  for (const value of [{}, [], ["s1:a"], ["s1:a", null], ["s1:a", {}], ["s1:a", [1]], 1, null]) {
    const cursor = btoa(JSON.stringify(value));
    assert.throws(() => readCursor(["a"], cursor), BadCursor, JSON.stringify(value));
  }
});
