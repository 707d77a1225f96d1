import assert from "node:assert/strict";
import { fakeClock } from "../support/clock.ts";
import { type Room, room } from "./room.ts";

/** Two instances of the rules on one database, neither of which may believe its own memory. */
async function two(
  env: Record<string, string>,
  run: (one: Room, other: Room) => Promise<void>,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  const clock = fakeClock();
  {
    await using one = await room(env, { kv, clock, exclusive: false });
    await using other = await room(env, { kv, clock, exclusive: false });
    await one.station();
    await run(one, other);
  }
  kv.close();
}

Deno.test("a token that is changed through one instance is decided so by the other at once", () =>
  two({}, async (one, other) => {
    const decided =
      async () => [(await one.decide("CARD")).status, (await other.decide("CARD")).status];
    assert.deepEqual(await decided(), ["Invalid", "Invalid"]);
    await one.csms.tokens.put({ id: "CARD", status: "Accepted", parent: "FLEET" });
    assert.deepEqual(await decided(), ["Accepted", "Accepted"]);
    await other.csms.tokens.put({ id: "FLEET", status: "Blocked" });
    assert.deepEqual(await decided(), ["Blocked", "Blocked"]);
    await one.csms.tokens.remove("FLEET");
    await other.csms.tokens.remove("CARD");
    assert.deepEqual(await decided(), ["Invalid", "Invalid"]);
  }));

Deno.test("a transaction that began through one instance is metered and ended through the other", () =>
  two({ AUTH_UNKNOWN: "Accepted" }, async (one, other) => {
    const id = await one.start("CARD");
    one.clock.advance(60_000);
    const at = one.clock.now();
    const value = { value: 500, measurand: "Energy.Active.Import.Register", unit: "Wh" };
    await other.apply((change) =>
      other.csms.transactions.metered(change, {
        ...{ station: "CP-1", evse: 1, transaction: id },
        readings: [{ at: at.toISOString(), values: [value] }],
      })
    );
    await other.apply((change) =>
      other.csms.transactions.stopped(change, {
        ...{ station: "CP-1", transaction: id, meterStop: 900, at, readings: [] },
      })
    );
    const closed = await one.csms.transactions.get(id);
    assert.deepEqual([closed?.state, closed?.register.energyWh], ["closed", 900]);
    assert.equal(await one.csms.transactions.openAt("CP-1", 1), null);
  }));

Deno.test("the same start told to both instances, one after the other or at once, is one transaction", () =>
  two({ AUTH_UNKNOWN: "Accepted" }, async (one, other) => {
    const start = (it: Room, key: string) =>
      it.apply(async (change) => {
        const { transaction } = await it.csms.transactions.started(change, {
          ...{ station: "CP-1", evse: 1, connector: 1, token: "CARD", meterStart: 0 },
          ...{ at: it.clock.now(), key },
        });
        return transaction.id;
      });
    assert.equal(await start(one, "a"), await start(other, "a"));
    const [first, second] = await Promise.all([start(one, "b"), start(other, "b")]);
    assert.equal(first, second);
    assert.equal((await one.csms.transactions.page({}, { limit: 9 })).items.length, 2);
  }));

Deno.test("the ids that two instances give are never the same", () =>
  two({ AUTH_UNKNOWN: "Accepted" }, async (one, other) => {
    const starts = Array.from(
      { length: 250 },
      (_, n) => (n % 2 ? one : other).start(`T-${n}`, n + 1),
    );
    const ids = await Promise.all(starts);
    assert.equal(new Set(ids).size, 250);
  }));
