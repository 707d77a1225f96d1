import assert from "node:assert/strict";
import { Conflict } from "../../kv/change.ts";
import { memory } from "./fixture.ts";

type Store = Awaited<ReturnType<typeof memory>>["store"];

/** Adds one to a counter of its own where a token, which is not altered, has fewer than `most` of them. */
function add(store: Store, token: string, name: string, most: number): Promise<boolean> {
  return store.apply(async (change) => {
    const entry = await store.meta.get(token);
    await store.meta.claim(change, entry!);
    const others = await Array.fromAsync(store.openByToken.each([token]));
    if (others.length >= most) return false;
    store.openByToken.put(change, [token, name], name);
    return true;
  });
}

for (const exclusive of [true, false]) {
  const kind = exclusive ? "a store of its own" : "a shared store";

  Deno.test(`of changes that claim one entry at the same time each knows what those before it did, in ${kind}`, async () => {
    await using f = await memory({ exclusive });
    await f.store.apply((change) => Promise.resolve(f.store.meta.put(change, ["TAG"], 1)));
    const all = ["a", "b", "c", "d", "e"].map((name) => add(f.store, "TAG", name, 2));
    assert.equal((await Promise.all(all)).filter((added) => added).length, 2);
  });

  Deno.test(`who claims an entry that has changed meanwhile is begun anew, in ${kind}`, async () => {
    await using f = await memory({ exclusive });
    const { meta } = f.store;
    const put = (value: number) =>
      f.store.apply((change) => Promise.resolve(meta.put(change, ["TAG"], value)));
    await put(1);
    const seen: unknown[] = [];
    await f.store.apply(async (change) => {
      const entry = (await meta.get("TAG"))!;
      seen.push(entry.value);
      if (seen.length === 1) await put(2);
      await meta.claim(change, entry);
      meta.put(change, ["other"], 1);
    });
    assert.deepEqual(seen, [1, 2]);
  });
}

Deno.test("a claim writes nothing where nobody else writes the store", async () => {
  await using f = await memory({ exclusive: true });
  const { meta } = f.store;
  await f.store.apply((change) => Promise.resolve(meta.put(change, ["TAG"], 1)));
  const before = await meta.get("TAG");
  await f.store.apply(async (change) => await meta.claim(change, before!));
  assert.equal((await meta.get("TAG"))?.versionstamp, before?.versionstamp);
});

Deno.test("a change that claims an entry twice does not wait for itself, and one that fails lets the next go on", async () => {
  await using f = await memory({ exclusive: true });
  const { meta } = f.store;
  await f.store.apply((change) => Promise.resolve(meta.put(change, ["TAG"], 1)));
  const claim = (then: () => void) =>
    f.store.apply(async (change) => {
      const entry = (await meta.get("TAG"))!;
      await meta.claim(change, entry);
      await meta.claim(change, entry);
      then();
    });
  const failed = claim(() => {
    throw new Error("given up");
  });
  const next = claim(() => {});
  await assert.rejects(failed, /given up/);
  await next;
});

Deno.test("a Conflict of the work itself is not taken for one of its commit", async () => {
  await using f = await memory({ exclusive: true });
  let tries = 0;
  const work = f.store.apply(() => {
    tries++;
    return Promise.reject(new Conflict("of something else"));
  });
  await assert.rejects(work, Conflict);
  assert.equal(tries, 1);
});
