import assert from "node:assert/strict";
import { Change } from "../../kv/change.ts";
import { commit, connector, memory } from "./fixture.ts";

Deno.test("a change keeps facts and telemetry apart, untimed until it is committed", () => {
  const change = new Change();
  change.record("token.removed", { token: "T" });
  change.record("connector.changed", connector("Available"), "CP-1");
  change.tell("station.heartbeat", {}, "CP-1");
  assert.deepEqual(change.events, [
    { type: "token.removed", at: "", data: { token: "T" } },
    { type: "connector.changed", at: "", station: "CP-1", data: connector("Available") },
  ]);
  assert.deepEqual(change.live, [
    { type: "station.heartbeat", at: "", station: "CP-1", data: {} },
  ]);
});

Deno.test("what is added to a change after its commit throws instead of being lost", async () => {
  await using f = await memory();
  let kept!: Change;
  await commit(f.store, (change) => {
    f.store.meta.put(change, ["a"], 1);
    kept = change;
  });
  assert.throws(() => f.store.meta.put(kept, ["b"], 1), TypeError);
  assert.throws(() => kept.record("token.removed", { token: "T" }), TypeError);
  assert.throws(() => kept.tell("station.heartbeat", {}), TypeError);
});

Deno.test("what is done once is done once however often the work is begun, and again for other work", async () => {
  await using f = await memory();
  let asked = 0;
  let attempts = 0;
  const work = () =>
    f.store.apply(async (change) => {
      const known = await f.store.meta.get("a");
      const answers = await Promise.all(
        ["one", "one", "other"].map((name) => change.once(name, () => Promise.resolve(++asked))),
      );
      // Somebody else writes in between, twice.
      if (++attempts < 3) await f.kv.set(["meta", "a"], attempts);
      if (known) f.store.meta.replace(change, known, 9);
      else f.store.meta.create(change, ["a"], 9);
      return answers;
    });
  assert.deepEqual(await work(), [1, 1, 2]);
  assert.equal(attempts, 3);
  assert.deepEqual(await work(), [3, 3, 4]);
});
