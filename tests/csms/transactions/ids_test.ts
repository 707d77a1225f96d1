import assert from "node:assert/strict";
import { numbers } from "../../../csms/transactions/ids.ts";
import { room } from "../room.ts";

const HIGHEST = 2 ** 31 - 1;

Deno.test("ids begin at 1, ascend, and are given out once however many ask at once", async () => {
  await using it = await room();
  const next = numbers(it.store, "transaction");
  const ids = await Promise.all(Array.from({ length: 350 }, next));
  assert.deepEqual(ids, Array.from({ length: 350 }, (_, n) => n + 1));
});

Deno.test("after a restart ids go on above all that were given, and skip the rest of the block", async () => {
  await using it = await room();
  const before = await numbers(it.store, "transaction")();
  const after = await numbers(it.store, "transaction")();
  assert.ok(after > before);
  assert.equal(after, 101);
});

Deno.test("ids begin anew at 1 before they leave 31 bits, and are never 0", async () => {
  await using it = await room();
  await it.apply((change) => it.store.counters.create(change, ["transaction"], HIGHEST - 250));
  const next = numbers(it.store, "transaction");
  const ids: number[] = [];
  for (let n = 0; n < 300; n++) ids.push(await next());
  for (const id of ids) assert.ok(id >= 1 && id <= HIGHEST, `${id}`);
  assert.equal(new Set(ids).size, 300);
  assert.equal(ids[0], HIGHEST - 249);
  assert.ok(ids.includes(1));
});

Deno.test("a store that fails once costs one caller its id, and no later one", async () => {
  await using it = await room();
  let fails = true;
  const store = {
    ...it.store,
    apply:
      ((work) =>
        fails ? Promise.reject(new Error("away")) : it.store.apply(work)) as typeof it.store.apply,
  };
  const next = numbers(store, "transaction");
  await assert.rejects(next(), /away/);
  fails = false;
  assert.equal(await next(), 1);
});
