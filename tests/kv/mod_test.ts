import assert from "node:assert/strict";
import type { Collection } from "../../kv/collection.ts";
import { commit, memory } from "./fixture.ts";

Deno.test("every collection stands under its own name and keeps what it is given", async () => {
  await using f = await memory();
  const names: string[] = [];
  for (const [name, member] of Object.entries(f.store)) {
    if (typeof member !== "object") continue;
    const each = member as unknown as Collection<[string, number, string], unknown>;
    await commit(f.store, (c) => each.create(c, ["a", 1, "b"], name));
    assert.equal((await each.get("a", 1, "b"))?.value, name);
    assert.equal((await each.page(["a", 1], { limit: 5 })).items[0]?.value, name);
    assert.deepEqual((await each.get("a", 1, "b"))?.key, [name, "a", 1, "b"]);
    names.push(name);
  }
  assert.ok(names.length > 50, `${names.length} collections`);
  const stored = await Array.fromAsync(f.kv.list({ prefix: [] }), ({ key }) => key[0]);
  assert.deepEqual(stored, names.toSorted());
});

Deno.test("a collection takes an expiry or refuses it: none drops one unsaid", async () => {
  await using f = await memory();
  const kinds = new Set<boolean>();
  for (const [name, member] of Object.entries(f.store)) {
    if (typeof member !== "object") continue;
    const each = member as unknown as Collection<[string], unknown>;
    const write = commit(f.store, (c) => each.put(c, ["a"], 1, f.clock.ms + 1));
    const takes = await write.then(() => true, (error) => {
      assert.ok(error instanceof TypeError, `${name}: ${error}`);
      return false;
    });
    const stored = (await f.kv.get<{ expiresAt?: number }>([name, "a"])).value;
    assert.equal(stored?.expiresAt, takes ? f.clock.ms + 1 : undefined, name);
    kinds.add(takes);
  }
  assert.equal(kinds.size, 2);
});
