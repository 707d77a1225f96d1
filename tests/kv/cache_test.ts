import assert from "node:assert/strict";
import { Cache } from "../../kv/cache.ts";
import { Conflict } from "../../kv/change.ts";
import { StoreTimeout } from "../../kv/errors.ts";
import { commit, connector, memory, overriding, withCommit } from "./fixture.ts";

function cacheOf(limit = 10): Cache {
  const cache = new Cache(limit);
  cache.cover("a");
  return cache;
}
const entry = (key: Deno.KvKey, value: unknown, versionstamp = "1") => ({
  key,
  value,
  versionstamp,
});
const set = (key: Deno.KvKey, value: unknown): Deno.KvMutation => ({ type: "set", key, value });

Deno.test("a read puts what it found, absence too", () => {
  const cache = cacheOf();
  assert.equal(cache.get(["a", 1]), undefined);
  cache.reading(["a", 1])(entry(["a", 1], "x"));
  cache.reading(["a", 2])({ key: ["a", 2], value: null, versionstamp: null });
  assert.equal(cache.get(["a", 1])?.value, "x");
  assert.equal(cache.get(["a", 2])?.versionstamp, null);
  cache.reading(["a", 3])(undefined);
  assert.equal(cache.get(["a", 3]), undefined);
});

Deno.test("a commit puts what it wrote and what it deleted, of covered names only", () => {
  const cache = cacheOf();
  cache.wrote(set(["a", 1], "x"), "7");
  cache.wrote(set(["b", 1], "x"), "7");
  assert.deepEqual(cache.get(["a", 1]), entry(["a", 1], "x", "7"));
  assert.equal(cache.get(["b", 1]), undefined);
  cache.wrote({ type: "delete", key: ["a", 1] }, "8");
  assert.equal(cache.get(["a", 1])?.versionstamp, null);
});

Deno.test("a read that began before a commit came back never puts the older value over it", () => {
  const cache = cacheOf();
  const early = cache.reading(["a", 1]);
  const alsoEarly = cache.reading(["a", 1]);
  cache.wrote(set(["a", 1], "new"), "2");
  early(entry(["a", 1], "old"));
  assert.equal(cache.get(["a", 1])?.value, "new");
  cache.evict(["a", 1]);
  alsoEarly(entry(["a", 1], "old"));
  assert.equal(cache.get(["a", 1]), undefined, "not even where the newer one is gone again");
  const late = cache.reading(["a", 1]);
  late(entry(["a", 1], "new", "2"));
  assert.equal(cache.get(["a", 1])?.value, "new");
});

Deno.test("the least recently used goes first", () => {
  const cache = cacheOf(2);
  cache.wrote(set(["a", 1], 1), "1");
  cache.wrote(set(["a", 2], 2), "1");
  cache.get(["a", 1]);
  cache.wrote(set(["a", 3], 3), "1");
  assert.equal(cache.size, 2);
  assert.equal(cache.get(["a", 2]), undefined);
  assert.equal(cache.get(["a", 1])?.value, 1);
  assert.equal(cache.get(["a", 3])?.value, 3);
});

Deno.test("nothing is put under a key in doubt until the last doubt is over", () => {
  const cache = cacheOf();
  cache.wrote(set(["a", 1], "old"), "1");
  const early = cache.reading(["a", 1]);
  const [one, two] = [cache.doubt([["a", 1], ["b", 1]]), cache.doubt([["a", 1]])];
  assert.equal(cache.get(["a", 1]), undefined);
  early(entry(["a", 1], "old"));
  cache.reading(["a", 1])(entry(["a", 1], "old"));
  cache.wrote(set(["a", 1], "mine"), "2");
  one();
  cache.reading(["a", 1])(entry(["a", 1], "old"));
  assert.equal(cache.get(["a", 1]), undefined);
  const during = cache.reading(["a", 1]);
  two();
  during(entry(["a", 1], "old"));
  assert.equal(cache.get(["a", 1]), undefined, "the read began before the doubt was over");
  cache.reading(["a", 1])(entry(["a", 1], "landed", "3"));
  assert.equal(cache.get(["a", 1])?.value, "landed");
});

Deno.test("a check that the cache can answer is not sent, any other is", async () => {
  let checks = 0;
  await using f = await memory({}, (kv) =>
    overriding(kv, "atomic", () => {
      const atomic = kv.atomic();
      const check = atomic.check.bind(atomic);
      return Object.assign(atomic, {
        check: (...all: Deno.AtomicCheck[]) => (checks++, check(...all)),
      });
    }));
  const { connectors } = f.store;
  await commit(f.store, (c) => connectors.create(c, ["CP-1", 1, 1], connector("a")));
  assert.equal(checks, 1, "nothing is known of it yet");
  const first = (await connectors.get("CP-1", 1, 1))!;
  await commit(f.store, (c) => connectors.replace(c, first, connector("b")));
  assert.equal(checks, 1);
  const late = commit(f.store, (c) => connectors.replace(c, first, connector("c")));
  await assert.rejects(late, Conflict);
  assert.equal(checks, 2);
  assert.equal((await connectors.get("CP-1", 1, 1))?.value.status, "b");
  await commit(f.store, (c) => connectors.remove(c, ["CP-1", 1, 1]));
  await commit(f.store, (c) => connectors.create(c, ["CP-1", 1, 1], connector("d")));
  assert.equal(checks, 2, "it is known to be gone");
});

Deno.test("a check is sent while the outcome of a commit that writes its key is unknown", async () => {
  const gate = Promise.withResolvers<void>();
  let hangs = false;
  await using f = await memory({ timeoutMs: 300 }, (kv) =>
    withCommit(kv, async (real) => {
      if (hangs) await gate.promise;
      return await real();
    }));
  const { connectors } = f.store;
  const put = (status: string) =>
    commit(f.store, (c) => connectors.put(c, ["CP-1", 1, 1], connector(status)));
  await put("a");
  const known = (await connectors.get("CP-1", 1, 1))!;
  hangs = true;
  const late = put("b");
  await assert.rejects(late, StoreTimeout);
  hangs = false;
  gate.resolve();
  // It lands after all, and the store writes in the order that it is asked.
  await f.kv.get(["connectors", "CP-1", 1, 1]);
  const over = commit(f.store, (c) => connectors.replace(c, known, connector("c")));
  await assert.rejects(over, Conflict);
  assert.equal((await connectors.get("CP-1", 1, 1))?.value.status, "b");
});
