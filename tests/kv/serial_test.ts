import assert from "node:assert/strict";
import fc from "fast-check";
import { Change, Conflict } from "../../kv/change.ts";
import { memory } from "./fixture.ts";

const step = fc.record({
  do: fc.constantFrom("put", "remove", "absent", "create", "replace", "check"),
  key: fc.nat({ max: 4 }),
});
const work = fc.array(
  fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 4 }), pause: fc.boolean() }),
  { minLength: 1, maxLength: 40 },
);

/** What stands under each key: its value, and which change wrote it. */
type Model = Map<string, { value: number; by: number }>;

Deno.test("any changes at once have the outcome of the same ones alone, in the order of their answers", async () => {
  let conflicts = 0;
  let written = 0;
  await fc.assert(
    fc.asyncProperty(work, fc.boolean(), fc.boolean(), async (list, exclusive, batch) => {
      await using f = await memory({ exclusive, batch, worthwhile: 1 });
      const { counters } = f.store;
      const answered: { index: number; stamp: string | null }[] = [];
      const changes: Change[] = [];
      const running: Promise<void>[] = [];
      for (const [index, { steps, pause }] of list.entries()) {
        const change = new Change();
        for (const [n, { do: what, key }] of steps.entries()) {
          const id = [`k${key}`] as [string];
          const value = index * 10 + n;
          if (what === "put") counters.put(change, id, value);
          else if (what === "remove") counters.remove(change, id);
          else if (what === "absent") counters.absent(change, id);
          else if (what === "create") counters.create(change, id, value);
          else {
            const entry = await counters.get(...id);
            if (!entry) counters.absent(change, id);
            else if (what === "replace") counters.replace(change, entry, value);
            else change.checks.push({ key: entry.key, versionstamp: entry.versionstamp });
          }
        }
        changes.push(change);
        const done = f.store.commit(change).then(
          (stamp) => void answered.push({ index, stamp }),
          (error) => {
            assert.ok(error instanceof Conflict);
            answered.push({ index, stamp: null });
          },
        );
        running.push(done);
        if (pause) await done;
      }
      await Promise.all(running);

      const model: Model = new Map();
      const stampOf = new Map<number, string>();
      for (const { index, stamp } of answered) {
        const { checks, mutations } = changes[index]!;
        const holds = checks.every(({ key, versionstamp }) => {
          const found = model.get(key[1] as string);
          return (found ? stampOf.get(found.by) : null) === versionstamp;
        });
        assert.equal(stamp !== null, holds, `change ${index}`);
        if (stamp === null) {
          conflicts++;
          continue;
        }
        written++;
        stampOf.set(index, stamp);
        for (const mutation of mutations) {
          const id = mutation.key[1] as string;
          if (mutation.type === "set") {
            model.set(id, { value: mutation.value as number, by: index });
          } else model.delete(id);
        }
      }
      const stored = await Array.fromAsync(
        f.store.counters.each([]),
        ({ key, value, versionstamp }) => [key[1], value, versionstamp],
      );
      const expected = [...model].map(([id, { value, by }]) => [id, value, stampOf.get(by)]);
      assert.deepEqual(stored, expected.toSorted());
    }),
    { numRuns: 150 },
  );
  assert.ok(conflicts > 50 && written > 500, `${conflicts} conflicts, ${written} written`);
});

Deno.test("reads through the cache agree with the store after any changes", async () => {
  const id = fc.nat({ max: 3 });
  const action = fc.record({ do: fc.constantFrom("put", "remove", "read", "bump"), id });
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 60 }), async (actions) => {
      await using f = await memory({ cacheLimit: 3 });
      const { openTransactions: open } = f.store;
      await Promise.allSettled(actions.map(async ({ do: what, id }, n) => {
        if (what === "read") return void await open.get("CP", id);
        await f.store.apply(async (change) => {
          if (what === "put") open.put(change, ["CP", id], `${n}`);
          else if (what === "remove") open.remove(change, ["CP", id]);
          else {
            const entry = await open.get("CP", id);
            if (entry) open.replace(change, entry, `${n}`);
            else open.create(change, ["CP", id], `${n}`);
          }
        });
      }));
      for (const id of [0, 1, 2, 3]) {
        const real = await f.kv.get<string>(["openTransactions", "CP", id]);
        const read = await open.get("CP", id);
        assert.equal(read?.value ?? null, real.value);
        assert.equal(read?.versionstamp ?? null, real.versionstamp);
      }
    }),
    { numRuns: 100 },
  );
});
