import assert from "node:assert/strict";
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
  assert.equal(entry?.value.at, "2020-01-01T00:00:00Z");
});
