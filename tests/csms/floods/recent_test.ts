import assert from "node:assert/strict";
import fc from "fast-check";
import { Recent } from "../../../csms/floods/recent.ts";

Deno.test("as many are kept as may be, and it is the latest", () => {
  const names = fc.array(fc.string({ maxLength: 2 }), { maxLength: 100 });
  fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), names, (most, names) => {
    const recent = new Recent<string>(most);
    for (const name of names) recent.of(name, (made) => made);
    const latest = [...new Set(names.toReversed())].slice(0, most).toReversed();
    assert.deepEqual([...recent.values()], latest);
  }));
});

Deno.test("an entry is made once, looked at without growing younger, and can be put aside", () => {
  const recent = new Recent<{ readonly name: string }>(2);
  const first = recent.of("a", (name) => ({ name }));
  assert.equal(recent.of("a", () => assert.fail("made twice")), first);
  recent.set("b", { name: "b" });
  assert.equal(recent.get("a"), first);
  recent.set("c", { name: "c" });
  assert.equal(recent.get("a"), undefined, "looking did not keep it");
  assert.equal(recent.delete("b"), true);
  assert.equal(recent.delete("b"), false);
});
