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
