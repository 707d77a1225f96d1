import assert from "node:assert/strict";
import { StoreTimeout } from "../../kv/errors.ts";
import { commit, connector, memory, overriding } from "./fixture.ts";

/** Counts the calls that read keys. */
function counting(reads: { n: number }) {
  return (kv: Deno.Kv) =>
    overriding(kv, "get", (key: Deno.KvKey) => {
      reads.n++;
      return kv.get(key);
    });
}

Deno.test("a cached collection of an exclusive store is read once, absence too", async () => {
  const reads = { n: 0 };
  await using f = await memory({}, counting(reads));
  const { connectors } = f.store;
  assert.equal(await connectors.get("CP-1", 1, 1), null);
  assert.equal(await connectors.get("CP-1", 1, 1), null);
  assert.equal(reads.n, 1);
  const versionstamp = await commit(
    f.store,
    (c) => connectors.create(c, ["CP-1", 1, 1], connector("A")),
  );
  const entry = await connectors.get("CP-1", 1, 1);
  assert.equal(reads.n, 1, "what was committed is known");
  assert.deepEqual(entry, {
    key: ["connectors", "CP-1", 1, 1],
    value: connector("A"),
    versionstamp,
  });
  await commit(f.store, (c) => connectors.replace(c, entry!, connector("B")));
  assert.equal((await connectors.get("CP-1", 1, 1))?.value.status, "B");
  await commit(f.store, (c) => connectors.remove(c, ["CP-1", 1, 1]));
  assert.equal(await connectors.get("CP-1", 1, 1), null);
  assert.equal(reads.n, 1);
});

Deno.test("a shared store is read every time, and so is what is not cached", async () => {
  const reads = { n: 0 };
  await using shared = await memory({ exclusive: false }, counting(reads));
  await shared.store.connectors.get("CP-1", 1, 1);
  await shared.kv.set(["connectors", "CP-1", 1, 1], connector("from another instance"));
  const entry = await shared.store.connectors.get("CP-1", 1, 1);
  assert.equal(entry?.value.status, "from another instance");
  assert.equal(reads.n, 2);
  await using own = await memory({}, counting(reads));
  await own.store.counters.get("t");
  await own.store.counters.get("t");
  assert.equal(reads.n, 4);
});

Deno.test("after a conflict the next read goes to the store", async () => {
  await using f = await memory();
  const { connectors } = f.store;
  await commit(f.store, (c) => connectors.put(c, ["CP-1", 1, 1], connector("A")));
  const stale = (await connectors.get("CP-1", 1, 1))!;
  await commit(f.store, (c) => connectors.put(c, ["CP-1", 1, 1], connector("A again")));
  // Behind the cache's back, as nobody should.
  await f.kv.set(["connectors", "CP-1", 1, 1], connector("B"));
  assert.equal((await connectors.get("CP-1", 1, 1))?.value.status, "A again");
  await assert.rejects(commit(f.store, (c) => connectors.replace(c, stale, connector("C"))));
  assert.equal((await connectors.get("CP-1", 1, 1))?.value.status, "B");
});

Deno.test("a read that a commit overtakes does not leave the older value in the cache", async () => {
  for (const method of ["get", "getMany"] as const) {
    const [gate, began] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await using f = await memory(
      {},
      (kv) =>
        overriding(kv, method, async (arg: Deno.KvKey & Deno.KvKey[]) => {
          const found = await (method === "get" ? kv.get(arg) : kv.getMany<unknown[]>(arg));
          began.resolve();
          await gate.promise;
          return found;
        }),
    );
    const { connectors } = f.store;
    await f.kv.set(["connectors", "CP-1", 1, 1], connector("old"));
    const read = method === "get"
      ? connectors.get("CP-1", 1, 1)
      : connectors.getMany([["CP-1", 1, 1]]).then(([entry]) => entry);
    await began.promise;
    await commit(f.store, (c) => connectors.put(c, ["CP-1", 1, 1], connector("new")));
    gate.resolve();
    assert.equal((await read)?.value.status, "old");
    assert.equal((await connectors.get("CP-1", 1, 1))?.value.status, "new", method);
  }
});

Deno.test("a read that hangs rejects with StoreTimeout, whatever the kind of read", async () => {
  const never = () => new Promise<never>(() => {});
  const list = () => ({ [Symbol.asyncIterator]: () => ({ next: never }), cursor: "" });
  await using f = await memory(
    { timeoutMs: 10 },
    (kv) => overriding(overriding(overriding(kv, "get", never), "getMany", never), "list", list),
  );
  const { connectors } = f.store;
  await assert.rejects(connectors.get("CP-1", 1, 1), StoreTimeout);
  await assert.rejects(connectors.getMany([["CP-1", 1, 1]]), StoreTimeout);
  await assert.rejects(connectors.page([], { limit: 1 }), StoreTimeout);
  await assert.rejects(Array.fromAsync(connectors.each([])), StoreTimeout);
});
