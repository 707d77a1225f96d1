import assert from "node:assert/strict";
import { BadCursor } from "../../kv/errors.ts";
import { Conflict } from "../../kv/change.ts";
import { commit, connector, handshake, memory } from "./fixture.ts";

Deno.test("create, get, replace and remove keep what was written, with its versionstamp", async () => {
  await using f = await memory({ exclusive: false });
  const { connectors } = f.store;
  assert.equal(await connectors.get("CP-1", 1, 1), null);
  const first = await commit(f.store, (c) => connectors.create(c, ["CP-1", 1, 1], connector("A")));
  const entry = (await connectors.get("CP-1", 1, 1))!;
  assert.deepEqual(entry, {
    key: ["connectors", "CP-1", 1, 1],
    value: connector("A"),
    versionstamp: first,
  });
  await commit(f.store, (c) => connectors.replace(c, entry, connector("B")));
  const newer = (await connectors.get("CP-1", 1, 1))!;
  assert.equal(newer.value.status, "B");
  assert.ok(newer.versionstamp > first);
  await commit(f.store, (c) => connectors.removeEntry(c, newer));
  assert.equal(await connectors.get("CP-1", 1, 1), null);
});

Deno.test("create, replace, removeEntry and absent conflict with what happened meanwhile", async () => {
  await using f = await memory({ exclusive: false });
  const { meta } = f.store;
  await commit(f.store, (c) => meta.put(c, ["a"], 1));
  const stale = (await meta.get("a"))!;
  await commit(f.store, (c) => meta.put(c, ["a"], 2));
  await assert.rejects(commit(f.store, (c) => meta.create(c, ["a"], 3)), Conflict);
  await assert.rejects(commit(f.store, (c) => meta.replace(c, stale, 3)), Conflict);
  await assert.rejects(commit(f.store, (c) => meta.removeEntry(c, stale)), Conflict);
  await assert.rejects(commit(f.store, (c) => meta.absent(c, ["a"])), Conflict);
  assert.equal((await meta.get("a"))?.value, 2);
  await commit(f.store, (c) => meta.remove(c, ["a"]));
  await commit(f.store, (c) => meta.absent(c, ["a"]));
});

Deno.test("getMany reads any number in order, cached or not", async () => {
  for (const exclusive of [true, false]) {
    await using f = await memory({ exclusive });
    const ids = Array.from({ length: 25 }, (_, i) => ["CP-1", i, 1] as [string, number, number]);
    await commit(f.store, (c) => {
      for (const [i, id] of ids.entries()) {
        if (i % 3) f.store.connectors.put(c, id, connector(`${i}`));
      }
    });
    await f.store.connectors.get("CP-1", 3, 1);
    const long = ["x".repeat(3000), 1, 1] as [string, number, number];
    const found = await f.store.connectors.getMany([...ids, long]);
    assert.deepEqual(
      found.map((entry) => entry?.value.status ?? null),
      [...ids.map((_, i) => i % 3 ? `${i}` : null), null],
    );
    assert.deepEqual(await f.store.connectors.getMany([]), []);
  }
});

Deno.test("pages go newest first to the end, forward where asked, and never show one twice", async () => {
  await using f = await memory();
  const { transactionsByTime: index } = f.store;
  await commit(f.store, (c) => {
    for (let i = 0; i < 10; i++) index.put(c, [i, `t${i}`], `t${i}`);
  });
  for (const reverse of [undefined, false]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    const sizes: number[] = [];
    do {
      const page = await index.page([], { limit: 4, cursor, reverse });
      seen.push(...page.items.map(({ value }) => value));
      sizes.push(page.items.length);
      cursor = page.next ?? undefined;
    } while (cursor);
    const all = Array.from({ length: 10 }, (_, i) => `t${i}`);
    assert.deepEqual(seen, reverse === false ? all : all.reverse());
    assert.deepEqual(sizes, [4, 4, 2]);
  }
  assert.equal((await index.page([], { limit: 10 })).next, null, "a full last page is the last");
  await assert.rejects(index.page([], { limit: 0 }), RangeError);
});

Deno.test("from and to bound the part after the prefix, also where they move between pages", async () => {
  await using f = await memory();
  const { transactionsByStation: index } = f.store;
  await commit(f.store, (c) => {
    for (let i = 0; i < 10; i++) index.put(c, ["CP-1", i, `t${i}`], `t${i}`);
    index.put(c, ["CP-2", 5, "other"], "other");
  });
  const values = async (options: { from?: number; to?: number; reverse?: boolean }) =>
    (await index.page(["CP-1"], { limit: 100, ...options })).items.map(({ value }) => value);
  assert.deepEqual(await values({ from: 7 }), ["t9", "t8", "t7"]);
  assert.deepEqual(await values({ to: 2 }), ["t1", "t0"]);
  assert.deepEqual(await values({ from: 2, to: 4, reverse: false }), ["t2", "t3"]);
  assert.deepEqual(await values({ from: 4, to: 2 }), []);
  const first = await index.page(["CP-1"], { limit: 2, from: 3 });
  const bound = { limit: 100, cursor: first.next! };
  const rest = await index.page(["CP-1"], { ...bound, from: 6 });
  assert.deepEqual(rest.items.map(({ value }) => value), ["t7", "t6"]);
  assert.deepEqual(await index.page(["CP-1"], { ...bound, from: 9 }), { items: [], next: null });
});

Deno.test("a cursor is good for its own list only", async () => {
  await using f = await memory();
  const { transactionsByStation: index, transactionsByToken } = f.store;
  await commit(f.store, (c) => {
    for (const i of [1, 2]) index.put(c, ["CP-1", i, `t${i}`], "x");
  });
  const { next: cursor } = await index.page(["CP-1"], { limit: 1 });
  for (const cursor of ["", "!", "bm8"]) {
    await assert.rejects(index.page(["CP-1"], { limit: 1, cursor }), BadCursor);
  }
  await assert.rejects(index.page(["CP-2"], { limit: 1, cursor: cursor! }), BadCursor);
  await assert.rejects(
    transactionsByToken.page(["CP-1"], { limit: 1, cursor: cursor! }),
    BadCursor,
  );
});

Deno.test("each gives a whole list of any length in key order", async () => {
  await using f = await memory();
  const { transactionsByTime: index } = f.store;
  for (let from = 0; from < 1200; from += 400) {
    await commit(f.store, (c) => {
      for (let i = from; i < from + 400; i++) index.put(c, [i, "t"], `${i}`);
    });
  }
  const seen = await Array.fromAsync(index.each([]), ({ value }) => value);
  assert.deepEqual(seen, Array.from({ length: 1200 }, (_, i) => `${i}`));
  assert.deepEqual(await Array.fromAsync(index.each(["x".repeat(3000)])), []);
});

Deno.test("what has expired is gone at once for get, getMany, page and each", async () => {
  await using f = await memory();
  const { failedHandshakes: list } = f.store;
  const soon = f.clock.ms + 60_000;
  await commit(f.store, (c) => {
    list.put(c, ["a", "1"], handshake(1), soon);
    list.put(c, ["a", "2"], handshake(2));
    list.put(c, ["a", "3"], handshake(3), soon);
    list.put(c, ["a", "4"], handshake(4), soon + 1);
  });
  const counts = async () => ({
    get: (await list.get("a", "1"))?.value.count ?? null,
    many: (await list.getMany([["a", "1"], ["a", "4"]])).map((e) => e?.value.count ?? null),
    page: (await list.page(["a"], { limit: 2 })).items.map(({ value }) => value.count),
    each: (await Array.fromAsync(list.each(["a"]))).map(({ value }) => value.count),
  });
  f.clock.ms = soon - 1;
  assert.deepEqual(await counts(), { get: 1, many: [1, 4], page: [4, 3], each: [1, 2, 3, 4] });
  f.clock.ms = soon;
  assert.deepEqual(await counts(), { get: null, many: [null, 4], page: [4, 2], each: [2, 4] });
  assert.equal((await list.page(["a"], { limit: 2 })).next, null, "expired ones make no page");
});

Deno.test("what has expired stands in nobody's way, though the store has not removed it", async () => {
  await using f = await memory();
  const { findings, failedHandshakes: list } = f.store;
  await commit(f.store, (c) => list.create(c, ["a", "1"], handshake(1), f.clock.ms + 1000));
  await assert.rejects(commit(f.store, (c) => list.create(c, ["a", "1"], handshake(2))), Conflict);
  f.clock.ms += 1000;
  await commit(f.store, (c) => list.absent(c, ["a", "1"]));
  await commit(f.store, (c) => list.create(c, ["a", "1"], handshake(3)));
  assert.equal((await list.get("a", "1"))?.value.count, 3);
  await assert.rejects(commit(f.store, (c) => list.absent(c, ["a", "1"])), Conflict);
  const stale = commit(f.store, (c) => {
    list.absent(c, ["a", "1"]);
    findings.absent(c, ["a", "b"]);
  });
  await assert.rejects(stale, Conflict);
});

Deno.test("values that expire are given to the store with their expiry", async () => {
  await using f = await memory();
  const real: unknown[] = [];
  await commit(f.store, (c) => {
    f.store.failedHandshakes.put(c, ["a", "1"], handshake(1), f.clock.ms + 1500.5);
    f.store.failedHandshakes.put(c, ["a", "2"], handshake(1), f.clock.ms - 5);
    f.store.failedHandshakes.put(c, ["a", "3"], handshake(1));
    real.push(...c.mutations.map((m) => m.type === "set" ? m.expireIn : "none"));
  });
  assert.deepEqual(real, [1501, 1, undefined]);
  assert.throws(
    () => f.store.meta.put(Object.assign({ mutations: [] }) as never, ["a"], 1, 5),
    /meta does not expire/,
  );
});

Deno.test("an id longer than any key stands for nothing instead of throwing", async () => {
  await using f = await memory();
  assert.equal(await f.store.stations.get("x".repeat(5000)), null);
  assert.deepEqual(await f.store.commands.page(["x".repeat(5000)], { limit: 1 }), {
    items: [],
    next: null,
  });
});
