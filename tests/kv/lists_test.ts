import assert from "node:assert/strict";
import type { StoreOptions } from "../../kv/mod.ts";
import { Change } from "../../kv/change.ts";
import { StoreTimeout } from "../../kv/errors.ts";
import { commit, type Fixture, memory, overriding, withCommit } from "./fixture.ts";

/** A store that counts its reads of lists and of single keys. */
async function counted(options: Partial<StoreOptions> = {}) {
  const reads = { lists: 0, gets: 0 };
  const f = await memory(options, (kv) => {
    const listing = overriding(kv, "list", (...args: Parameters<Deno.Kv["list"]>) => {
      reads.lists++;
      return kv.list(...args);
    });
    return overriding(listing, "get", (key: Deno.KvKey) => {
      reads.gets++;
      return kv.get(key);
    });
  });
  return { ...f, reads };
}

const of = ({ store }: Pick<Fixture, "store">, token: string) =>
  Array.fromAsync(store.openByToken.each([token]), ({ value }) => value);
const put = ({ store }: Pick<Fixture, "store">, token: string, ...ids: string[]) =>
  commit(store, (c) => ids.forEach((id) => store.openByToken.put(c, [token, id], id)));
const remove = ({ store }: Pick<Fixture, "store">, token: string, id: string) =>
  commit(store, (c) => store.openByToken.remove(c, [token, id]));

Deno.test("a short list is read once, and follows what is added to it, changed and removed", async () => {
  const f = await counted();
  assert.deepEqual(await of(f, "T"), []);
  await put(f, "T", "1");
  await put(f, "OTHER", "9");
  assert.deepEqual(await of(f, "T"), ["1"]);
  await commit(f.store, (c) => f.store.openByToken.put(c, ["T", "1"], "one"));
  assert.deepEqual(await of(f, "T"), ["one"]);
  await remove(f, "T", "2");
  await remove(f, "T", "1");
  assert.deepEqual(await of(f, "T"), []);
  assert.equal(f.reads.lists, 1);
  f.store.close();
});

Deno.test("a second entry is read again, for its place in the order", async () => {
  const f = await counted();
  await put(f, "T", "2");
  assert.deepEqual(await of(f, "T"), ["2"]);
  await put(f, "T", "1", "3");
  assert.deepEqual(await of(f, "T"), ["1", "2", "3"]);
  assert.deepEqual(await of(f, "T"), ["1", "2", "3"]);
  assert.equal(f.reads.lists, 2);
  f.store.close();
});

Deno.test("long lists, parts of lists, and those that others may write are read each time", async () => {
  const long = Array.from({ length: 101 }, (_, i) => String(i));
  for (const [exclusive, ids] of [[true, long], [false, ["1"]]] as const) {
    const f = await counted({ exclusive });
    await put(f, "T", ...ids);
    for (let i = 0; i < 3; i++) assert.equal((await of(f, "T")).length, ids.length);
    assert.equal(f.reads.lists, 3);
    f.store.close();
  }
  const f = await counted();
  for (let i = 0; i < 2; i++) await Array.fromAsync(f.store.profiles.each(["CP-1", 1]));
  assert.equal(f.reads.lists, 2);
  f.store.close();
});

Deno.test("what expires goes from a list that is remembered too", async () => {
  const f = await counted();
  const profile = { id: 1 } as Parameters<typeof f.store.profiles.put>[2];
  await commit(f.store, (c) => f.store.profiles.put(c, ["CP-1", 1, 1], profile, f.clock.ms + 10));
  const all = async () => (await Array.fromAsync(f.store.profiles.each(["CP-1"]))).length;
  assert.equal(await all(), 1);
  f.clock.ms += 10;
  assert.equal(await all(), 0);
  assert.equal(f.reads.lists, 1);
  f.store.close();
});

Deno.test("a list that a commit touches while it is read is not remembered as it was", async () => {
  const f = await counted();
  const reading = of(f, "T");
  await put(f, "T", "1");
  await reading;
  assert.deepEqual(await of(f, "T"), ["1"]);
  f.store.close();
});

Deno.test("a commit of unknown outcome leaves nothing remembered of the lists it writes", async () => {
  const gate = Promise.withResolvers<void>();
  let hangs = false;
  const f = await memory({ timeoutMs: 300 }, (kv) =>
    withCommit(kv, async (real) => {
      if (hangs) await gate.promise;
      return await real();
    }));
  assert.deepEqual(await of(f, "T"), []);
  hangs = true;
  await assert.rejects(put(f, "T", "1"), StoreTimeout);
  assert.deepEqual(await of(f, "T"), []);
  hangs = false;
  gate.resolve();
  while ((await of(f, "T")).length === 0);
  f.store.close();
});

Deno.test("what is expected to be absent is looked for only once that has proved wrong", async () => {
  const f = await counted();
  const { transactionKeys } = f.store;
  const take = (value: string) =>
    f.store.apply(async (change) => {
      const known = await transactionKeys.expect(change, "CP-1", "key");
      if (!known) transactionKeys.create(change, ["CP-1", "key"], value, f.clock.ms + 1_000);
      return known?.value ?? value;
    });
  // Written by nobody that the store knows of, as before a restart.
  const stored = { value: "earlier", expiresAt: f.clock.ms + 1_000 };
  await f.kv.set(["transactionKeys", "CP-1", "key"], stored);
  assert.equal(await take("later"), "earlier");
  assert.equal(f.reads.gets, 1);
  assert.equal(await take("later"), "earlier");
  assert.equal(f.reads.gets, 1, "it is remembered");
  assert.equal(await transactionKeys.expect(new Change(), "CP-1", "other"), null);
  assert.equal(f.reads.gets, 1);
  f.store.close();
  const shared = await counted({ exclusive: false });
  await shared.store.transactionKeys.expect(new Change(), "CP-1", "key");
  assert.equal(shared.reads.gets, 1, "another process may have written it");
  shared.store.close();
});

Deno.test("the first page of a list that is remembered is not read again, in either order, and says where it goes on", async () => {
  const f = await counted();
  await put(f, "T", "1", "2", "3");
  const page = async (options: { limit: number; reverse?: boolean; cursor?: string }) => {
    const { items, next } = await f.store.openByToken.page(["T"], options);
    return { ids: items.map(({ value }) => value), next };
  };
  const first = await page({ limit: 2 });
  assert.deepEqual(first.ids, ["3", "2"]);
  assert.deepEqual(await page({ limit: 3, reverse: false }), { ids: ["1", "2", "3"], next: null });
  assert.equal(f.reads.lists, 1);
  assert.deepEqual(await page({ limit: 2, cursor: first.next! }), { ids: ["1"], next: null });
  assert.equal(f.reads.lists, 2);
  await remove(f, "T", "3");
  assert.deepEqual(await page({ limit: 2 }), { ids: ["2", "1"], next: null });
  assert.equal(f.reads.lists, 2);
  f.store.close();
});

Deno.test("a page of a list that is too long to be remembered is read as any other", async () => {
  const f = await counted();
  const ids = Array.from({ length: 600 }, (_, i) => String(i).padStart(3, "0"));
  await put(f, "T", ...ids);
  const { items, next } = await f.store.openByToken.page(["T"], { limit: 2, reverse: false });
  assert.deepEqual(items.map(({ value }) => value), ["000", "001"]);
  const rest = await f.store.openByToken.page(["T"], { limit: 600, reverse: false, cursor: next! });
  assert.deepEqual(rest.items.map(({ value }) => value), ids.slice(2));
  f.store.close();
});
