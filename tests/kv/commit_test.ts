import assert from "node:assert/strict";
import type { Event } from "../../csms/events.ts";
import { Change, Conflict } from "../../kv/change.ts";
import { ChangeRefused } from "../../kv/errors.ts";
import { commit, memory, withCommit } from "./fixture.ts";

/** A database that counts its commits. */
function counting(commits: { n: number }) {
  return (kv: Deno.Kv) =>
    withCommit(kv, (real) => {
      commits.n++;
      return real();
    });
}

Deno.test("changes of one turn go in one commit, and alone where batching is off", async () => {
  for (const [batch, expected] of [[true, 1], [false, 100]] as const) {
    const commits = { n: 0 };
    await using f = await memory({ batch }, counting(commits));
    const stamps = await Promise.all(
      Array.from(
        { length: 100 },
        (_, i) => commit(f.store, (c) => f.store.meta.create(c, [`${i}`], i)),
      ),
    );
    assert.equal(commits.n, expected);
    assert.equal(new Set(stamps).size, expected);
    assert.equal((await f.store.meta.get("99"))?.versionstamp, stamps[99]);
  }
});

Deno.test("of many changes in one batch only the conflicting ones reject", async () => {
  await using f = await memory();
  await commit(f.store, (c) => f.store.meta.put(c, ["7"], "taken"));
  const results = await Promise.allSettled(
    Array.from(
      { length: 20 },
      (_, i) => commit(f.store, (c) => f.store.meta.create(c, [`${i % 15}`], i)),
    ),
  );
  results.forEach((result, i) => {
    if (i === 7 || i >= 15) assert.ok((result as PromiseRejectedResult).reason instanceof Conflict);
    else assert.equal(result.status, "fulfilled");
  });
  assert.equal((await f.store.meta.get("14"))?.value, 14);
  assert.equal((await f.store.meta.get("7"))?.value, "taken");
});

Deno.test("a change that the store cannot take rejects alone and says why", async () => {
  await using f = await memory();
  let deep: unknown = 1;
  for (let i = 0; i < 100_000; i++) deep = [deep];
  const bad: [RegExp, (c: Change) => void][] = [
    [/Value too large/, (c) => f.store.meta.put(c, ["big"], "x".repeat(70_000))],
    [/Key too large/, (c) => f.store.meta.put(c, ["k".repeat(3000)], 1)],
    [/cloned/, (c) => f.store.meta.put(c, ["fn"], () => 1)],
    [/serialised|call stack/, (c) => f.store.meta.put(c, ["deep"], deep)],
    [/takes 100/, (c) => range(101).forEach((i) => f.store.meta.absent(c, [`${i}`]))],
    [/Too many mutations/, (c) => range(1001).forEach((i) => f.store.meta.put(c, [`${i}`], 1))],
    [
      /Total mutation size/,
      (c) => range(20).forEach((i) => f.store.meta.put(c, [`${i}`], "x".repeat(60_000))),
    ],
    [
      /Total key size/,
      (c) => range(50).forEach((i) => f.store.meta.put(c, ["k".repeat(2000) + i], 1)),
    ],
  ];
  const good = (i: number) => commit(f.store, (c) => f.store.meta.create(c, [`good${i}`], i));
  const outcomes = bad.flatMap(([message, fill], i) => [
    good(i),
    assert.rejects(commit(f.store, fill), (error: Error) => {
      assert.ok(error instanceof ChangeRefused, String(error));
      assert.match(error.message, message);
      return true;
    }),
  ]);
  await Promise.all(outcomes);
  for (const i of bad.keys()) assert.equal((await f.store.meta.get(`good${i}`))?.value, i);
});

Deno.test("batches whose real size is beyond the estimate are split until the store takes them", async () => {
  await using f = await memory();
  // Two bytes a letter, which the estimate does not see: 20 × 60 kB.
  const text = "漢".repeat(30_000);
  await Promise.all(
    range(20).map((i) => commit(f.store, (c) => f.store.meta.create(c, [`${i}`], text))),
  );
  assert.equal((await f.store.meta.get("19"))?.value, text);
});

Deno.test("a shared store is given at most ten checks in one commit", async () => {
  const commits = { n: 0 };
  await using f = await memory({ exclusive: false }, counting(commits));
  await Promise.all(
    range(25).map((i) => commit(f.store, (c) => f.store.meta.create(c, [`${i}`], i))),
  );
  assert.equal(commits.n, 3);
  const eleven = commit(
    f.store,
    (c) => range(11).forEach((i) => f.store.meta.absent(c, [`x${i}`])),
  );
  await assert.rejects(eleven, /11 checks, this store takes 10/);
});

Deno.test("facts are journaled with ids in commit order and published with telemetry", async () => {
  await using f = await memory();
  const published: (readonly Event[])[] = [];
  const end = f.store.onCommitted((events) => published.push(events));
  await Promise.all(
    range(3).map((i) =>
      commit(f.store, (c) => {
        c.tell("station.heartbeat", {}, `CP-${i}`);
        c.record("token.changed", { token: `${i}`, status: "Accepted" });
        c.record("token.removed", { token: `${i}` }, `CP-${i}`);
      })
    ),
  );
  assert.equal(published.length, 1);
  const [events] = published;
  assert.deepEqual(
    events!.map(({ type, station }) => [type, station]),
    range(3).flatMap((i) => [
      ["token.changed", undefined],
      ["token.removed", `CP-${i}`],
      ["station.heartbeat", `CP-${i}`],
    ]),
  );
  assert.ok(events!.every(({ at }) => at === "2026-01-01T12:00:00.000Z"));
  const facts = events!.filter(({ id }) => id !== undefined);
  assert.equal(facts.length, 6, "telemetry has no id");
  const ids = facts.map(({ id }) => id);
  assert.deepEqual(ids, ids.toSorted());
  const stored = await Array.fromAsync(f.store.journal.each([]));
  assert.deepEqual(stored.map(({ value }) => value), [facts], "one record a commit");
  assert.equal(stored[0]!.key[1], ids.at(-1));
  end();
  await commit(f.store, (c) => c.record("token.removed", { token: "x" }));
  assert.equal(published.length, 1);
});

Deno.test("a change that fails publishes nothing, and ids ascend across a split batch", async () => {
  await using f = await memory();
  await commit(f.store, (c) => f.store.meta.put(c, ["2"], 0));
  const published: Event[] = [];
  f.store.onCommitted((events) => published.push(...events));
  await Promise.allSettled(
    range(5).map((i) =>
      commit(f.store, (c) => {
        f.store.meta.create(c, [`${i}`], i);
        c.record("token.removed", { token: `${i}` });
        c.tell("station.heartbeat", {}, `${i}`);
      })
    ),
  );
  const tokens = published.filter(({ id }) => id).map(({ data }) => (data as Token).token);
  assert.deepEqual(tokens, ["0", "1", "3", "4"]);
  const ids = published.flatMap(({ id }) => id ?? []);
  assert.deepEqual(ids, ids.toSorted());
  const stored = await Array.fromAsync(f.store.journal.each([]), ({ value }) => value);
  assert.deepEqual(stored.flat().map(({ id }) => id), ids);
});
type Token = { token: string };

Deno.test("a change with nothing to write publishes its telemetry at once", async () => {
  const commits = { n: 0 };
  await using f = await memory({}, counting(commits));
  const published: Event[] = [];
  f.store.onCommitted((events) => published.push(...events));
  const done = commit(f.store, (c) => c.tell("station.heartbeat", {}, "CP-1"));
  assert.equal(published.length, 1);
  assert.equal(await done, "");
  assert.equal(await commit(f.store, () => {}), "");
  assert.equal(commits.n, 0);
});

Deno.test("drain waits for everything that was queued, and for nothing when idle", async () => {
  await using f = await memory({ batch: false });
  await f.store.drain();
  let done = 0;
  for (const i of range(20)) {
    commit(f.store, (c) => f.store.meta.put(c, [`${i}`], i)).then(() => done++);
  }
  await f.store.drain();
  assert.equal(done, 20);
});

Deno.test("apply begins again on a conflict, so that ten at once all count", async () => {
  await using f = await memory();
  let runs = 0;
  await Promise.all(
    range(8).map(() =>
      f.store.apply(async (c) => {
        runs++;
        const entry = await f.store.counters.get("n");
        if (entry) f.store.counters.replace(c, entry, entry.value + 1);
        else f.store.counters.create(c, ["n"], 1);
        return entry;
      })
    ),
  );
  assert.equal((await f.store.counters.get("n"))?.value, 8);
  assert.ok(runs > 8);
});

Deno.test("apply gives up after ten conflicts, and at once on any other error", async () => {
  await using f = await memory();
  await commit(f.store, (c) => f.store.meta.put(c, ["a"], 1));
  let runs = 0;
  await assert.rejects(
    f.store.apply((c) => {
      runs++;
      f.store.meta.create(c, ["a"], 2);
      return Promise.resolve();
    }),
    Conflict,
  );
  assert.equal(runs, 10);
  const own = new Error("own");
  await assert.rejects(f.store.apply(() => (runs++, Promise.reject(own))), own);
  assert.equal(runs, 11);
  assert.equal(await f.store.apply(() => Promise.resolve("result")), "result");
});

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
