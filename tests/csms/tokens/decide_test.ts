import assert from "node:assert/strict";
import { DAY, HOUR, type Room, room } from "../room.ts";

async function tokens(env: Record<string, string> = {}): Promise<Room> {
  const made = await room(env);
  await made.station();
  return made;
}

for (const status of ["Accepted", "Invalid", "Blocked"] as const) {
  Deno.test(`a token nobody knows is ${status} where AUTH_UNKNOWN says so, and its source is the default`, async () => {
    await using it = await tokens({ AUTH_UNKNOWN: status });
    assert.deepEqual(await it.decide("NOBODY"), { status, source: "default" });
  });
}

Deno.test("a token of the store is decided by it, with its parent and its expiry", async () => {
  await using it = await tokens();
  const expiresAt = "2026-02-01T00:00:00Z";
  await it.csms.tokens.put({ id: "CARD", status: "Accepted", expiresAt, parent: "FLEET" });
  const expected = { status: "Accepted", expiresAt, parent: "FLEET", source: "local" };
  assert.deepEqual(await it.decide("CARD"), expected);
  await it.csms.tokens.put({ id: "LOST", status: "Blocked" });
  const { status, source } = await it.decide("LOST");
  assert.deepEqual({ status, source }, { status: "Blocked", source: "local" });
});

Deno.test("the cache answers before the store, and hits and misses are counted", async () => {
  await using it = await tokens();
  const { counts } = it.csms.tokens;
  const before = { ...counts };
  await it.csms.tokens.put({ id: "CARD", status: "Accepted" });
  for (let n = 0; n < 3; n++) await it.decide("CARD");
  await it.decide("OTHER");
  assert.deepEqual(counts, { hits: before.hits + 2, misses: before.misses + 2 });
  // Past every rule: only what answers without looking at the store misses this.
  const token = (await it.store.tokens.get("card"))!;
  await it.apply((change) => it.store.tokens.removeEntry(change, token));
  assert.equal((await it.decide("CARD")).source, "local");
});

Deno.test("a decision is forgotten after ID_TAG_CACHE_HOURS, to the millisecond", async () => {
  await using it = await tokens({ ID_TAG_CACHE_HOURS: "2" });
  await it.csms.tokens.put({ id: "CARD", status: "Accepted" });
  await it.decide("CARD");
  const until = new Date(it.clock.now().getTime() + 2 * HOUR).toISOString();
  assert.equal((await it.csms.tokens.cached("CARD"))?.cachedUntil, until);
  it.clock.advance(2 * HOUR - 1);
  await it.decide("CARD");
  assert.equal(it.csms.tokens.counts.hits, 1);
  it.clock.advance(1);
  assert.equal(await it.csms.tokens.cached("CARD"), undefined);
  await it.decide("CARD");
  assert.deepEqual(it.csms.tokens.counts, { hits: 1, misses: 2 });
});

Deno.test("a token that expires while its decision is cached is Expired from that moment", async () => {
  await using it = await tokens();
  const expiresAt = new Date(it.clock.now().getTime() + HOUR).toISOString();
  await it.csms.tokens.put({ id: "CARD", status: "Accepted", expiresAt });
  assert.equal((await it.decide("CARD")).status, "Accepted");
  it.clock.advance(HOUR - 1);
  assert.equal((await it.decide("CARD")).status, "Accepted");
  it.clock.advance(1);
  assert.deepEqual(await it.decide("CARD"), {
    ...{ status: "Expired", expiresAt, parent: undefined, source: "local" },
  });
  assert.equal((await it.csms.tokens.cached("CARD"))?.status, "Expired");
  assert.equal(it.csms.tokens.counts.misses, 1);
});

Deno.test("a blocked token stays Blocked when it expires too", async () => {
  await using it = await tokens();
  await it.csms.tokens.put({ id: "C", status: "Blocked", expiresAt: "2020-01-01T00:00:00Z" });
  assert.equal((await it.decide("C")).status, "Blocked");
});

Deno.test("a change of a token holds at the next question: blocked, accepted, removed, made again", async () => {
  await using it = await tokens();
  const decided = async () => (await it.decide("CARD")).status;
  assert.equal(await decided(), "Invalid");
  await it.csms.tokens.put({ id: "CARD", status: "Accepted" });
  assert.equal(await decided(), "Accepted");
  await it.csms.tokens.put({ id: "CARD", status: "Blocked" });
  assert.equal(await decided(), "Blocked");
  assert.equal(await it.csms.tokens.remove("card"), true);
  assert.equal(await decided(), "Invalid");
  assert.equal(await it.csms.tokens.remove("card"), false);
  await it.csms.tokens.put({ id: "CARD", status: "Accepted" });
  assert.equal(await decided(), "Accepted");
});

Deno.test("a change of a token holds at once for its aliases, those it gains and those it loses", async () => {
  await using it = await tokens();
  const decided = async (id: string) => (await it.decide(id)).status;
  assert.equal(await decided("04AB"), "Invalid");
  await it.csms.tokens.put({ id: "CARD", status: "Accepted", aliases: ["04AB"] });
  assert.equal(await decided(" 04ab "), "Accepted");
  await it.csms.tokens.put({ id: "CARD", status: "Blocked", aliases: ["04AB"] });
  assert.equal(await decided("04AB"), "Blocked");
  await it.csms.tokens.put({ id: "CARD", status: "Accepted", aliases: ["04CD"] });
  assert.equal(await decided("04AB"), "Invalid");
  assert.equal(await decided("04CD"), "Accepted");
  await it.csms.tokens.remove("CARD");
  assert.equal(await decided("04CD"), "Invalid");
});

Deno.test("a parent that is blocked blocks its children and their aliases at once, and frees them again", async () => {
  await using it = await tokens();
  await it.csms.tokens.put({ id: "FLEET", status: "Accepted" });
  await it.csms.tokens.put({ id: "VAN", status: "Accepted", parent: "fleet", aliases: ["VAN2"] });
  const decided = () =>
    Promise.all(["VAN", "VAN2"].map(async (id) => (await it.decide(id)).status));
  assert.deepEqual(await decided(), ["Accepted", "Accepted"]);
  await it.csms.tokens.put({ id: "FLEET", status: "Blocked" });
  assert.deepEqual(await decided(), ["Blocked", "Blocked"]);
  await it.csms.tokens.put({ id: "FLEET", status: "Accepted" });
  assert.deepEqual(await decided(), ["Accepted", "Accepted"]);
  await it.csms.tokens.remove("FLEET");
  assert.deepEqual(await decided(), ["Accepted", "Accepted"]);
});

Deno.test("a child that names an alias of its parent follows every change of the parent", async () => {
  await using it = await tokens();
  await it.csms.tokens.put({ id: "FLEET", status: "Accepted", aliases: ["F1"] });
  await it.csms.tokens.put({ id: "VAN", status: "Accepted", parent: "F1" });
  assert.equal((await it.decide("VAN")).status, "Accepted");
  await it.csms.tokens.put({ id: "FLEET", status: "Blocked", aliases: ["F1"] });
  assert.equal((await it.decide("VAN")).status, "Blocked");
});

Deno.test("a child is blocked from the moment its parent expires, cached or not", async () => {
  await using it = await tokens();
  const expiresAt = new Date(it.clock.now().getTime() + HOUR).toISOString();
  await it.csms.tokens.put({ id: "FLEET", status: "Accepted", expiresAt });
  await it.csms.tokens.put({ id: "VAN", status: "Accepted", parent: "FLEET" });
  assert.equal((await it.decide("VAN")).status, "Accepted");
  it.clock.advance(HOUR - 1);
  assert.equal((await it.decide("VAN")).status, "Accepted");
  it.clock.advance(1);
  assert.equal((await it.decide("VAN")).status, "Blocked");
});

Deno.test("tokens compare without case and blanks, and keep the spelling they were entered with", async () => {
  await using it = await tokens();
  await it.csms.tokens.put({ id: " Card-1 ", status: "Accepted" });
  await it.csms.tokens.put({ id: "CARD-1", status: "Blocked", note: "found again" });
  const { items } = await it.csms.tokens.page({ limit: 10 });
  assert.deepEqual(items.map(({ value }) => [value.id, value.status, value.note]), [
    ["Card-1", "Blocked", "found again"],
  ]);
  assert.equal((await it.decide("card-1")).status, "Blocked");
});

for (
  const [name, env, status] of [
    ["is now accepted", { AUTH_UNKNOWN: "Accepted" }, "Accepted"],
    ["is now blocked", { AUTH_UNKNOWN: "Blocked" }, "Blocked"],
  ] as const
) {
  Deno.test(`an unknown token that was refused and ${name} by AUTH_UNKNOWN need not wait a day for it`, async () => {
    const kv = await Deno.openKv(":memory:");
    {
      await using it = await room({ AUTH_UNKNOWN: "Invalid" }, { kv });
      await it.station();
      assert.equal((await it.decide("CARD")).status, "Invalid");
    }
    await using it = await room(env, { kv });
    assert.equal((await it.decide("CARD")).status, status);
    kv.close();
  });
}

Deno.test("a station that is not accepted gets no token accepted, and nothing is cached of it", async () => {
  await using it = await room({ AUTH_UNKNOWN: "Accepted" });
  await it.station();
  await it.csms.stations.decide("CP-1", "Rejected");
  await it.csms.tokens.put({ id: "CARD", status: "Accepted" });
  assert.deepEqual(await it.decide("CARD"), { status: "Invalid", source: "default" });
  assert.equal(await it.csms.tokens.cached("CARD"), undefined);
});

Deno.test("a token may have as many transactions open as it says, one where it says nothing", async () => {
  await using it = await tokens();
  await it.csms.tokens.put({ id: "ONE", status: "Accepted" });
  await it.csms.tokens.put({ id: "TWO", status: "Accepted", concurrent: 2, aliases: ["2"] });
  const decision = async (token: string, evse: number) => {
    const id = await it.start(token, evse);
    return [id, (await it.csms.transactions.get(id))!.startDecision.status] as const;
  };
  const [first, one] = await decision("ONE", 1);
  assert.equal(one, "Accepted");
  assert.equal((await decision("one", 2))[1], "ConcurrentTx");
  assert.equal((await decision("TWO", 3))[1], "Accepted");
  assert.equal((await decision("2", 4))[1], "Accepted");
  assert.equal((await decision("TWO", 5))[1], "ConcurrentTx");
  // Authorize asks about the token as such (1.6 §4.1 knows no transaction yet).
  assert.equal((await it.decide("ONE")).status, "Accepted");
  await it.csms.transactions.closeByHand(first);
  await it.csms.transactions.closeByHand(String(Number(first) + 1));
  assert.equal((await decision("ONE", 6))[1], "Accepted");
});

for (const exclusive of [true, false]) {
  Deno.test(`of starts at the same instant only as many are accepted as the token may have (${exclusive ? "a store of its own" : "a shared store"})`, async () => {
    await using it = await room({}, { exclusive });
    await it.station();
    await it.csms.tokens.put({ id: "ONE", status: "Accepted" });
    await it.csms.tokens.put({ id: "TWO", status: "Accepted", concurrent: 2 });
    const evses = [1, 2, 3, 4];
    const started = async (token: string, first: number) => {
      const ids = await Promise.all(evses.map((evse) => it.start(token, first + evse)));
      const all = await Promise.all(ids.map((id) => it.csms.transactions.get(id)));
      return all.map((each) => each!.startDecision.status).sort();
    };
    const refused = "ConcurrentTx";
    assert.deepEqual(await started("ONE", 0), ["Accepted", refused, refused, refused]);
    assert.deepEqual(await started("TWO", 4), ["Accepted", "Accepted", refused, refused]);
    assert.equal((await it.csms.tokens.find("ONE"))?.value.id, "ONE");
  });
}

Deno.test("a transaction that the new one ends on its EVSE does not count against the token", async () => {
  await using it = await tokens();
  await it.csms.tokens.put({ id: "ONE", status: "Accepted" });
  await it.start("ONE", 1);
  it.clock.advance(DAY);
  const next = await it.start("ONE", 1);
  assert.equal((await it.csms.transactions.get(next))!.startDecision.status, "Accepted");
});

Deno.test("unknown tokens that the default accepts have no limit of transactions", async () => {
  await using it = await tokens({ AUTH_UNKNOWN: "Accepted" });
  for (const evse of [1, 2, 3]) {
    const id = await it.start("GUEST", evse);
    assert.equal((await it.csms.transactions.get(id))!.startDecision.status, "Accepted");
  }
});
