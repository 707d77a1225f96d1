import assert from "node:assert/strict";
import type { Collection } from "../../kv/collection.ts";
import { commit, memory } from "./fixture.ts";

Deno.test("every collection stands under its own name and keeps what it is given", async () => {
  await using f = await memory();
  const names: string[] = [];
  for (const [name, member] of Object.entries(f.store)) {
    if (typeof member !== "object") continue;
    const each = member as unknown as Collection<[string, number, string], unknown>;
    await commit(f.store, (c) => each.create(c, ["a", 1, "b"], name));
    assert.equal((await each.get("a", 1, "b"))?.value, name);
    assert.equal((await each.page(["a", 1], { limit: 5 })).items[0]?.value, name);
    assert.deepEqual((await each.get("a", 1, "b"))?.key, [name, "a", 1, "b"]);
    names.push(name);
  }
  assert.equal(names.length, 60);
  const stored = await Array.fromAsync(f.kv.list({ prefix: [] }), ({ key }) => key[0]);
  assert.deepEqual(stored, names.toSorted());
});

Deno.test("the collections that grow take an expiry, and only those", async () => {
  await using f = await memory();
  const expire: string[] = [];
  for (const [name, member] of Object.entries(f.store)) {
    if (typeof member !== "object") continue;
    const each = member as unknown as Collection<[string], unknown>;
    const write = commit(f.store, (c) => each.put(c, ["a"], 1, f.clock.ms + 1));
    if (await write.then(() => true, (error) => error instanceof TypeError && false)) {
      expire.push(name);
    }
  }
  assert.deepEqual(expire.toSorted(), [
    "batterySwaps",
    "certificateRequests",
    "commands",
    "customerReports",
    "dataTransfers",
    "derEvents",
    "deviceEvents",
    "deviceReports",
    "displayMessages",
    "eventStreams",
    "externalLimits",
    "failedHandshakes",
    "files",
    "findings",
    "idTagCache",
    "journal",
    "messages",
    "payments",
    "pieces",
    "pkiRequests",
    "processReports",
    "profileReports",
    "profiles",
    "publications",
    "remoteStarts",
    "reportedProfiles",
    "reservations",
    "samples",
    "securityEvents",
    "sessionCharging",
    "streamTails",
    "transactionEvents",
    "transactionKeys",
    "uploadTokens",
    "uploads",
    "vehicleNeeds",
    "vehicleSchedules",
  ]);
});
