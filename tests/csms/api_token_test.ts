import assert from "node:assert/strict";
import { apiToken } from "../../csms/api_token.ts";
import { readConfig } from "../../csms/config.ts";
import { room } from "./room.ts";

Deno.test("a token is made at the first start, shown then, kept as a hash alone, and right after a restart", async () => {
  await using it = await room();
  const first = (await apiToken(it.store, readConfig({})))!;
  assert.match(first.made!, /^[0-9a-f]{40}$/);
  assert.equal(first.accepts(first.made!), true);
  const stored = await it.store.meta.get("apiToken");
  assert.ok(stored?.value instanceof Uint8Array && stored.value.length === 32);
  const again = (await apiToken(it.store, readConfig({})))!;
  assert.equal(again.made, undefined);
  assert.equal(again.accepts(first.made!), true);
  for (const wrong of ["", "x", first.made!.toUpperCase(), first.made! + " "]) {
    assert.equal(again.accepts(wrong), false);
  }
});

Deno.test("two first starts at once make one token", async () => {
  await using it = await room();
  const both = await Promise.all([1, 2].map(() => apiToken(it.store, readConfig({}))));
  const made = both.map((token) => token?.made).filter((made) => made !== undefined);
  assert.equal(made.length, 1);
  for (const token of both) assert.equal(token?.accepts(made[0]!), true);
});

Deno.test("API_TOKEN is the token while it is set, and nothing of it is stored", async () => {
  await using it = await room();
  const token = await apiToken(it.store, readConfig({ API_TOKEN: "one-that-is-long-enough" }));
  assert.equal(token?.accepts("one-that-is-long-enough"), true);
  assert.equal(token?.accepts("another-one-long-enough"), false);
  assert.deepEqual([token?.made, await it.store.meta.get("apiToken")], [undefined, null]);
});

Deno.test("in development there is no token", async () => {
  await using it = await room();
  assert.equal(await apiToken(it.store, readConfig({ KVOLT_DEV: "1" })), undefined);
});
