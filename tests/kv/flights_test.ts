import assert from "node:assert/strict";
import fc from "fast-check";
import { Change, Conflict } from "../../kv/change.ts";
import type { StoreOptions } from "../../kv/mod.ts";
import { soon } from "../support/until.ts";
import { type Commit, commit, memory, withCommit } from "./fixture.ts";

/** A store whose commits wait, each at a gate that the test opens; `gates` are those that were sent, in order. */
async function gated(options: Partial<StoreOptions> = {}) {
  const gates: { open: () => void; fail: (error: Error) => void }[] = [];
  const f = await memory({ worthwhile: 3, ...options }, (kv) =>
    withCommit(kv, async (real) => {
      const gate = Promise.withResolvers<void>();
      gates.push({ open: gate.resolve, fail: gate.reject });
      await gate.promise;
      return await real();
    }));
  const told: string[] = [];
  const put = (name: string) =>
    commit(f.store, (c) => f.store.meta.put(c, [name], name)).then(
      () => void told.push(name),
      () => void told.push(`${name} failed`),
    );
  const sent = (count: number) => soon(() => assert.equal(gates.length, count));
  const heard = (names: string) => soon(() => assert.equal(told.join(" "), names));
  return { ...f, gates, told, put, sent, heard };
}

/** Such a store with a commit of a under way, and one of b, c and d beside it. */
async function busy() {
  const it = await gated();
  it.put("a");
  await it.sent(1);
  for (const name of ["b", "c", "d"]) it.put(name);
  await it.sent(2);
  return it;
}

/** Lets everything that can go on without the store do so. */
async function turns(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

Deno.test("a second batch is sent beside the first once it is worth it, and no third", async () => {
  await using it = await gated();
  it.put("a");
  await it.sent(1);
  it.put("b");
  it.put("c");
  await turns();
  assert.equal(it.gates.length, 1, "two are not worth a commit");
  it.put("d");
  await it.sent(2);
  for (const name of ["e", "f", "g"]) it.put(name);
  await turns();
  assert.equal(it.gates.length, 2);
  it.gates[0]!.open();
  await it.sent(3);
  await it.heard("a");
  for (const gate of it.gates) gate.open();
  await it.heard("a b c d e f g");
});

Deno.test("the next batch is on its way before those of the last one hear of it", async () => {
  await using it = await gated();
  const sent: number[] = [];
  it.store.onCommitted(() => sent.push(it.gates.length));
  const first = commit(it.store, (c) => c.record("token.removed", { token: "a" }));
  const after = first.then(() => sent.push(it.gates.length));
  await it.sent(1);
  it.put("b");
  await turns();
  it.gates[0]!.open();
  await after;
  assert.deepEqual(sent, [2, 2]);
  it.gates[1]!.open();
});

Deno.test("where others write the store too, or each change goes alone, one commit is under way at a time", async () => {
  for (const options of [{ exclusive: false }, { batch: false }]) {
    await using it = await gated(options);
    for (const name of ["a", "b", "c", "d", "e", "f"]) {
      it.put(name);
      await turns();
    }
    assert.equal(it.gates.length, 1);
    let [opened, most] = [0, 0];
    await soon(() => {
      most = Math.max(most, it.gates.length - opened);
      for (; opened < it.gates.length; opened++) it.gates[opened]!.open();
      assert.equal(it.told.length, 6);
    });
    assert.equal(most, 1);
  }
});

Deno.test("what touches a key of a batch that is under way is sent after it, and nothing overtakes that", async () => {
  await using it = await gated();
  it.put("a");
  await it.sent(1);
  const both = commit(it.store, (c) => {
    it.store.meta.put(c, ["a"], "later");
    it.store.meta.put(c, ["b"], "with it");
  });
  it.put("b");
  it.put("a");
  await turns();
  assert.equal(it.gates.length, 1, "all of them have to wait");
  for (const name of ["c", "d", "e"]) it.put(name);
  await turns();
  assert.equal(it.gates.length, 1, "it is not looked for again before the first is written");
  it.gates[0]!.open();
  await it.sent(2);
  it.gates[1]!.open();
  await both;
  assert.equal((await it.store.meta.get("b"))?.value, "b");
  assert.equal((await it.store.meta.get("a"))?.value, "a");
});

Deno.test("who was written first is told first, whichever answer of the store comes first", async () => {
  await using it = await busy();
  it.gates[1]!.open();
  await soon(async () => assert.ok((await it.kv.get(["meta", "d"])).value));
  await turns();
  assert.deepEqual(it.told, []);
  it.gates[0]!.open();
  await it.heard("a b c d");
});

Deno.test("a batch that fails takes nothing of the one beside it along", async () => {
  await using it = await busy();
  it.gates[0]!.fail(new Error("database or disk is full"));
  await it.heard("a failed");
  it.gates[1]!.open();
  await it.heard("a failed b c d");
  assert.equal((await it.kv.get(["meta", "a"])).value, null);
});

Deno.test("the time of a commit begins when the one before it is over, so that a slow store is given what it always was", async () => {
  await using it = await gated({ timeoutMs: 200 });
  const first = it.put("a").then(() => performance.now());
  await it.sent(1);
  const second = it.put("b").then(() => performance.now());
  for (const name of ["c", "d"]) it.put(name);
  await it.sent(2);
  const apart = await second - await first;
  assert.ok(apart > 150, `${apart} ms`);
  await it.heard("a failed b failed c failed d failed");
  for (const { open } of it.gates) open();
});

Deno.test("closing and draining at once, with one change not sent yet, comes to an end", async () => {
  const f = await memory();
  // It has looked for what is being sorted by the time that it asks whether anything waits.
  const drained = f.store.drain();
  const never = commit(f.store, (c) => f.store.meta.put(c, ["a"], 1));
  f.store.close();
  await assert.rejects(never, { name: "StoreClosed" });
  await drained;
});

const work = fc.array(
  fc.record({
    key: fc.nat({ max: 15 }),
    /** Fails where the key stands there: batches go in halves then, while another is under way. */
    creates: fc.boolean(),
    pause: fc.constantFrom("none", "turn", "read"),
  }),
  { minLength: 20, maxLength: 80 },
);

Deno.test("whatever goes at once, ids ascend with the commits, and the changes of a key are written as they came", async () => {
  let [conflicts, beside] = [0, 0];
  await fc.assert(
    fc.asyncProperty(work, async (list) => {
      let under = 0;
      await using f = await memory(
        { worthwhile: 2 },
        (kv) =>
          withCommit(kv, async (real): Promise<Commit> => {
            if (++under > 1) beside++;
            return await real().finally(() => under--);
          }),
      );
      const { store } = f;
      const published: string[] = [];
      store.onCommitted((events) => void published.push(...events.map(({ id }) => id!)));
      const seen: string[] = [];
      /** Reads on from the last that was seen. */
      async function read(): Promise<void> {
        const last = seen.at(-1) ?? "";
        const { items } = await store.journal.page([], { limit: 5, reverse: false, from: last });
        const ids = items.flatMap(({ value }) => value.map(({ id }) => id!));
        seen.push(...ids.filter((id) => id > last));
      }
      const written = new Map<number, string>();
      const running: Promise<void>[] = [];
      for (const [n, { key, creates, pause }] of list.entries()) {
        if (pause === "turn") await turns();
        if (pause === "read") await f.kv.get(["nothing"]);
        const change = new Change();
        if (creates) store.meta.create(change, [`${key}`], n);
        else store.meta.put(change, [`${key}`], n);
        change.record("token.removed", { token: `${n}` });
        running.push(
          store.commit(change).then(
            (versionstamp) => void written.set(n, versionstamp),
            (error) => {
              assert.ok(error instanceof Conflict, String(error));
              conflicts++;
            },
          ),
        );
      }
      let over = false;
      const all = Promise.all(running).finally(() => over = true);
      while (!over) await read();
      await all;
      for (let before = -1; before < seen.length;) {
        before = seen.length;
        await read();
      }

      assert.deepEqual(published, published.toSorted());
      assert.deepEqual(seen, published, "who reads on from the last that was seen misses none");
      const journal = await Array.fromAsync(store.journal.each([]));
      const stamps = journal.map(({ versionstamp }) => versionstamp);
      assert.deepEqual(stamps, stamps.toSorted(), "records stand in the order of their commits");
      assert.deepEqual(journal.flatMap(({ value }) => value.map(({ id }) => id)), published);
      assert.equal(published.length, written.size);
      for (const [key, those] of Map.groupBy([...written.keys()], (n) => list[n]!.key)) {
        const came = those.toSorted((a, b) => a - b);
        const stamps = came.map((n) => written.get(n)!);
        assert.deepEqual(stamps, stamps.toSorted());
        assert.equal((await f.kv.get(["meta", `${key}`])).value, came.at(-1));
      }
    }),
    { numRuns: 60 },
  );
  assert.ok(conflicts > 100 && beside > 100, `${conflicts} conflicts, ${beside} beside another`);
});
