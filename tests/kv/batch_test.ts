import assert from "node:assert/strict";
import fc from "fast-check";
import { type Item, type Limits, measure, takeBatch } from "../../kv/batch.ts";
import { Change } from "../../kv/change.ts";

const limits: Limits = {
  changes: Infinity,
  mutations: 500,
  bytes: 700_000,
  keyBytes: 70_000,
  checks: 100,
};

/** A change that checks `c` and writes `w`; a check `k@v` expects version v. */
function change(checks: string, writes: string, value: unknown = 1): Item {
  const change = new Change();
  for (const check of checks.split(" ").filter(Boolean)) {
    const [key, version] = check.split("@");
    change.checks.push({ key: [key!], versionstamp: version ?? null });
  }
  for (const key of writes.split(" ").filter(Boolean)) {
    change.mutations.push({ type: "set", key: [key], value });
  }
  return measure(change);
}

/** Which of the queue (by index) each batch takes until it is empty. */
function batches(queue: Item[], some: Partial<Limits> = {}): number[][] {
  const left = [...queue];
  const taken: number[][] = [];
  while (left.length > 0) {
    taken.push(takeBatch(left, { ...limits, ...some }).map((item) => queue.indexOf(item)));
  }
  return taken;
}

Deno.test("changes that share nothing go together, and so do blind writes of one key", () => {
  assert.deepEqual(batches([change("a", "a"), change("", "b"), change("", "b")]), [[0, 1, 2]]);
});

Deno.test("a change that checks a key written earlier waits for the next batch", () => {
  assert.deepEqual(batches([change("", "a"), change("a", "x"), change("", "b")]), [[0, 2], [1]]);
});

Deno.test("a key may be checked first and written later in one batch", () => {
  assert.deepEqual(batches([change("a", "x"), change("", "a")]), [[0, 1]]);
});

Deno.test("two that expect different versions of a key are parted", () => {
  assert.deepEqual(batches([change("a@1", ""), change("a@2", ""), change("a@1", "")]), [[0], [1], [
    2,
  ]]);
  assert.deepEqual(batches([change("a@1", ""), change("a@1", "")]), [[0, 1]]);
});

Deno.test("what touches a key of a change that waits does not overtake it", () => {
  const queue = [
    change("", "a"),
    change("a", "b"), // waits for 0
    change("", "b"), // would overtake 1
    change("b", ""), // checks what 1 writes
    change("", "c"),
  ];
  assert.deepEqual(batches(queue), [[0, 4], [1, 2], [3]]);
});

Deno.test("what touches a key of a batch that is being committed waits, and what touches its keys with it", () => {
  const under = [change("a", "b")];
  const queue = [
    ...[change("", "a"), change("b", ""), change("c", "d"), change("", "b e"), change("e", "f")],
    ...[change("a", ""), change("", "g")],
  ];
  const left = [...queue];
  assert.deepEqual(takeBatch(left, limits, under).map((item) => queue.indexOf(item)), [2, 6]);
  assert.deepEqual(left.map((item) => queue.indexOf(item)), [0, 1, 3, 4, 5]);
});

Deno.test("each limit ends a batch, and what is too large for any goes alone", () => {
  const one = () => change("", "a");
  assert.deepEqual(batches([one(), one(), one()], { changes: 1 }), [[0], [1], [2]]);
  assert.deepEqual(batches([one(), one(), one()], { mutations: 2 }), [[0, 1], [2]]);
  const checks = [change("a", ""), change("a b", ""), change("c", "")];
  assert.deepEqual(batches(checks, { checks: 2 }), [[0, 1], [2]]);
  const large = () => change("", "a", "x".repeat(1000));
  assert.deepEqual(batches([large(), large(), large()], { bytes: 2500 }), [[0, 1], [2]]);
  assert.deepEqual(batches([large(), large()], { bytes: 10 }), [[0], [1]]);
  const keys = [change("", "k".repeat(100)), change("", "k".repeat(100))];
  assert.deepEqual(batches(keys, { keyBytes: 150 }), [[0], [1]]);
});

Deno.test("events count as mutations with keys and bytes of their own", () => {
  const change = new Change();
  change.record("token.removed", { token: "x".repeat(100) });
  const item = measure(change);
  assert.equal(item.mutations, 1);
  assert.ok(item.bytes > 200 && item.keyBytes >= 35);
});

Deno.test("no change is lost, doubled, or overtaken on a key it shares", () => {
  const key = fc.constantFrom("a", "b", "c", "d", "e");
  const keys = fc.uniqueArray(key, { maxLength: 3 }).map((keys) => keys.join(" "));
  const checks = fc.array(fc.tuple(key, fc.constantFrom("", "@1", "@2")), { maxLength: 3 })
    .map((checks) => checks.map(([key, version]) => key + version).join(" "));
  const queue = fc.array(fc.tuple(checks, keys), { maxLength: 30 });
  const some = fc.record({ mutations: fc.integer({ min: 1, max: 8 }) });
  fc.assert(fc.property(queue, some, (list, some) => {
    const items = list.map(([checks, writes]) => change(checks, writes));
    const order = batches(items, some);
    assert.deepEqual(order.flat().toSorted((a, b) => a - b), items.map((_, i) => i));
    const place = new Map(order.flat().map((index, at) => [index, at]));
    items.forEach((later, i) => {
      for (const [j, earlier] of items.slice(0, i).entries()) {
        const reads = later.checked.some((k) => earlier.written.includes(k)) ||
          later.written.some((k) => earlier.checked.includes(k) || earlier.written.includes(k));
        if (reads) assert.ok(place.get(j)! < place.get(i)!, `${i} overtook ${j}`);
      }
    });
    for (const batch of order) {
      batch.forEach((index, n) => {
        const before = batch.slice(0, n).flatMap((earlier) => items[earlier]!.written);
        assert.ok(!items[index]!.checked.some((key) => before.includes(key)));
      });
    }
  }));
});
