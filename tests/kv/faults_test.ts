import assert from "node:assert/strict";
import { ChangeRefused, StoreBusy, StoreClosed, StoreTimeout } from "../../kv/errors.ts";
import { type Commit, commit, connector, logged, memory, withCommit } from "./fixture.ts";

const hanging = (kv: Deno.Kv) => withCommit(kv, () => new Promise(() => {}));
const levels = (records: { level: string }[]) => records.map(({ level }) => level);

Deno.test("a commit that hangs rejects everyone who waits, is logged once, and blocks nobody", async () => {
  const records = await logged(async () => {
    await using f = await memory({ timeoutMs: 200, batch: false }, hanging);
    const waiting = Array.from(
      { length: 500 },
      (_, i) => commit(f.store, (c) => f.store.meta.put(c, [`${i}`], i)),
    );
    const started = performance.now();
    for (const { reason } of await Promise.allSettled(waiting) as PromiseRejectedResult[]) {
      assert.ok(reason instanceof StoreTimeout);
      assert.match(reason.message, /did not answer a commit within 200 ms/);
    }
    // One commit after the other would take 500 × 200 ms: those behind are told when their own time is up.
    assert.ok(performance.now() - started < 20_000);
    await f.store.drain();
  });
  assert.deepEqual(levels(records), ["error"]);
});

Deno.test("once the store answers again, changes are written and the log says so", async () => {
  let broken = true;
  const records = await logged(async () => {
    await using f = await memory(
      { timeoutMs: 500 },
      (kv) => withCommit(kv, (real) => broken ? new Promise(() => {}) : real()),
    );
    await assert.rejects(commit(f.store, (c) => f.store.meta.put(c, ["a"], 1)), StoreTimeout);
    broken = false;
    await commit(f.store, (c) => f.store.meta.put(c, ["a"], 2));
    await commit(f.store, (c) => f.store.meta.put(c, ["a"], 3));
    assert.equal((await f.store.meta.get("a"))?.value, 3);
  });
  assert.deepEqual(levels(records), ["error", "info"]);
});

Deno.test("a commit that lands after its time-out is seen by the next read", async () => {
  const gate = Promise.withResolvers<void>();
  const landed = Promise.withResolvers<void>();
  let late = true;
  await using f = await memory(
    { timeoutMs: 2000 },
    (kv) =>
      withCommit(kv, async (real): Promise<Commit> => {
        if (!late) return await real();
        await gate.promise;
        const result = await real();
        setTimeout(landed.resolve);
        return result;
      }),
  );
  const { connectors } = f.store;
  await f.kv.set(["connectors", "CP-1", 1, 1], connector("before"));
  const read = async () => (await connectors.get("CP-1", 1, 1))?.value.status;
  assert.equal(await read(), "before");
  const write = commit(f.store, (c) => connectors.put(c, ["CP-1", 1, 1], connector("late")));
  await assert.rejects(write, StoreTimeout);
  assert.equal(await read(), "before", "read again, but not remembered");
  late = false;
  gate.resolve();
  await landed.promise;
  assert.equal(await read(), "late");
});

Deno.test("past its bound the queue refuses, and what waited already is written", async () => {
  const gate = Promise.withResolvers<void>();
  await using f = await memory({ capacity: 10 }, (kv) =>
    withCommit(kv, async (real) => {
      await gate.promise;
      return await real();
    }));
  const put = (i: number) => commit(f.store, (c) => f.store.meta.put(c, [`${i}`], i));
  const taken = Array.from({ length: 10 }, (_, i) => put(i));
  await assert.rejects(put(10), StoreBusy);
  gate.resolve();
  await Promise.all(taken);
  await put(11);
  assert.deepEqual(await Array.fromAsync(f.store.meta.each([]), ({ value }) => value), [
    0,
    1,
    11,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
  ]);
});

Deno.test("a full disk rejects the whole batch without splitting it, logged once until it recovers", async () => {
  let full = true;
  let commits = 0;
  const records = await logged(async () => {
    await using f = await memory({}, (kv) =>
      withCommit(kv, (real) => {
        commits++;
        return full ? Promise.reject(new Error("database or disk is full")) : real();
      }));
    const { connectors } = f.store;
    const put = (i: number) =>
      commit(f.store, (c) => connectors.put(c, ["CP-1", i, 1], connector(`${i}`)));
    assert.equal(await connectors.get("CP-1", 1, 1), null);
    for (const _ of [1, 2]) {
      const results = await Promise.allSettled([put(1), put(2), put(3)]);
      for (const result of results as PromiseRejectedResult[]) {
        assert.equal(result.reason.message, "database or disk is full");
      }
    }
    assert.equal(commits, 2);
    assert.equal(await connectors.get("CP-1", 1, 1), null, "reads go on, nothing is made up");
    full = false;
    await put(1);
    assert.equal((await connectors.get("CP-1", 1, 1))?.value.status, "1");
  });
  assert.deepEqual(levels(records), ["error", "info"]);
});

Deno.test("a read that fails while a commit is prepared rejects that batch and ends nothing", async () => {
  let broken = true;
  await logged(async () => {
    await using f = await memory({}, (kv) =>
      new Proxy(kv, {
        get(target, property) {
          if (property === "list" && broken) {
            return () => {
              throw new Error("disk I/O error");
            };
          }
          const value = Reflect.get(target, property, target);
          return typeof value === "function" ? value.bind(target) : value;
        },
      }));
    const record = () => commit(f.store, (c) => c.record("token.removed", { token: "x" }));
    await assert.rejects(record(), /disk I\/O error/);
    broken = false;
    await record();
    assert.equal((await Array.fromAsync(f.store.journal.each([]))).length, 1);
  });
});

Deno.test("closing rejects what was not sent, and everything after", async () => {
  const gate = Promise.withResolvers<Commit>();
  const kv = await Deno.openKv(":memory:");
  const { store } = await memory({ batch: false }, (other) => {
    other.close();
    return withCommit(kv, () => gate.promise);
  });
  const put = (i: number) => commit(store, (c) => store.meta.put(c, [`${i}`], i));
  const sent = put(1);
  const queued = put(2);
  await Promise.resolve();
  store.close();
  await assert.rejects(queued, StoreClosed);
  await assert.rejects(put(3), StoreClosed);
  gate.resolve({ ok: true, versionstamp: "1" });
  assert.equal(await sent, "1");
  await store.drain();
});

Deno.test("a listener that throws harms neither the commit nor the other listeners", async () => {
  const records = await logged(async () => {
    await using f = await memory();
    let heard = 0;
    f.store.onCommitted(() => {
      throw new Error("broken listener");
    });
    f.store.onCommitted(() => heard++);
    await commit(f.store, (c) => c.record("token.removed", { token: "x" }));
    assert.equal(heard, 1);
  });
  assert.deepEqual(levels(records), ["error"]);
});

Deno.test("what the store refuses is not logged as trouble: it is the caller's to report", async () => {
  const records = await logged(async () => {
    await using f = await memory();
    const big = commit(f.store, (c) => f.store.meta.put(c, ["a"], "x".repeat(70_000)));
    await assert.rejects(big, ChangeRefused);
  });
  assert.deepEqual(records, []);
});
