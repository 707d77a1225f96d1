import assert from "node:assert/strict";
import type { Event } from "../../csms/events.ts";
import { openStore } from "../../kv/mod.ts";
import { Clock, commit, memory } from "./fixture.ts";

Deno.test("ids ascend over a restart with the clock set back", async () => {
  const path = await Deno.makeTempFile({ suffix: ".db" });
  const clock = new Clock();
  const ids: string[] = [];
  for (let round = 0; round < 3; round++) {
    const store = openStore(await Deno.openKv(path), { now: clock.now, exclusive: true });
    store.onCommitted((events) => ids.push(...events.map(({ id }) => id!)));
    await commit(store, (c) => c.record("token.removed", { token: `${round}` }));
    clock.ms -= 3_600_000;
    await commit(store, (c) => c.record("token.removed", { token: `${round} later` }));
    store.close();
  }
  assert.equal(new Set(ids).size, 6);
  assert.deepEqual(ids, ids.toSorted());
  await Deno.remove(path);
});

Deno.test("events are gone after their days", async () => {
  await using f = await memory({ journalDays: 2 });
  await commit(f.store, (c) => c.record("token.removed", { token: "x" }));
  const count = async () => (await f.store.journal.page([], { limit: 10 })).items.length;
  f.clock.ms += 2 * 86_400_000 - 1;
  assert.equal(await count(), 1);
  f.clock.ms += 1;
  assert.equal(await count(), 0);
});

Deno.test("an event that has a time keeps it", async () => {
  await using f = await memory();
  await commit(
    f.store,
    (c) => c.events.push({ type: "token.removed", at: "2020-01-01T00:00:00Z", data: {} }),
  );
  const { items: [entry] } = await f.store.journal.page([], { limit: 1 });
  assert.equal(entry?.value[0]?.at, "2020-01-01T00:00:00Z");
});

Deno.test("the events of a commit are one record, more where they fill it, in order under their last id", async () => {
  await using f = await memory();
  const published: Event[] = [];
  f.store.onCommitted((events) => published.push(...events));
  const sizes = [10, 14_000, 14_000, 40_000, 10, 25_000, 10, 25_000];
  await Promise.all(sizes.map((size, i) =>
    commit(f.store, (c) => {
      if (i !== 4) c.record("token.removed", { token: `${i}`.padEnd(size, "x") });
      c.record("authority.down", { reason: `${i}` });
    })
  ));
  const stored = await Array.fromAsync(f.store.journal.each([]));
  assert.deepEqual(stored.flatMap(({ value }) => value), published);
  assert.deepEqual(stored.map(({ key }) => key[1]), stored.map(({ value }) => value.at(-1)!.id));
  const told = stored.map(({ value }) =>
    value.map(({ data }) => Object.values(data as object)[0][0]).join("")
  );
  assert.deepEqual(told, ["001122", "3", "345566", "77"]);
});

Deno.test("a record of the longest events in letters of two bytes fits in a value", async () => {
  await using f = await memory();
  const token = "漢".repeat(990);
  await commit(f.store, (c) => {
    for (let i = 0; i < 100; i++) c.record("token.removed", { token });
  });
  const stored = await Array.fromAsync(f.store.journal.each([]), ({ value }) => value.length);
  assert.ok(stored.length > 1 && Math.max(...stored) > 20, `${stored}`);
});
