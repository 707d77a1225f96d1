import assert from "node:assert/strict";
import { openStore } from "../../kv/mod.ts";
import { database } from "../support/database.ts";
import { killable } from "../support/killable.ts";
import { API_TOKEN } from "../support/kvolt.ts";

const ROUNDS = 4;
const headers = { authorization: `Bearer ${API_TOKEN}`, "content-type": "application/json" };

Deno.test("SIGKILL at any moment: what was changed has its line of the audit log, and no line is of what was not", async () => {
  await using file = await database();
  const csms = killable(file.path);
  let asked = 0;
  for (let round = 0; round < ROUNDS; round++) {
    await csms.start();
    const enough = Promise.withResolvers<void>();
    let answered = 0;
    const ask = async () => {
      for (;;) {
        const path = `/tokens/T-${asked++}`;
        const init = { method: "PUT", headers, body: "{}" };
        const response = await fetch(csms.api + path, init).catch(() => undefined);
        await response?.body?.cancel().catch(() => {});
        if (!response) return;
        if (++answered > 40 + 25 * round) enough.resolve();
      }
    };
    const asking = [ask(), ask(), ask(), ask()];
    await enough.promise;
    await csms.kill();
    await Promise.all(asking);
  }
  const store = openStore(await Deno.openKv(file.path), { now: () => new Date(), exclusive: true });
  const made = (await Array.fromAsync(store.tokens.each([]))).map(({ value }) => value.id);
  const lines = (await Array.fromAsync(store.audit.each([]))).map(({ value }) => value);
  store.close();
  assert.ok(made.length > 40 * ROUNDS, `${made.length} tokens`);
  assert.deepEqual(lines.map(({ on }) => on.token).sort(), made.sort());
  assert.deepEqual(new Set(lines.map(({ outcome }) => outcome)), new Set(["done"]));
});
