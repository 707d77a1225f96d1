import assert from "node:assert/strict";
import { of, room } from "../room.ts";

const energy = { measurand: "Energy.Active.Import.Register", unit: "Wh" };

Deno.test("a transaction is closed by hand with its last meter value, says so, and frees its EVSE and its token", async () => {
  await using it = await room();
  await it.station();
  await it.csms.tokens.put({ id: "CARD", status: "Accepted" });
  const id = await it.start("CARD");
  it.clock.advance(60_000);
  const at = it.clock.now().toISOString();
  await it.apply((change) =>
    it.csms.transactions.metered(change, {
      ...{ station: "CP-1", evse: 1, transaction: id },
      readings: [{ at, values: [{ value: 700, ...energy }] }],
    })
  );
  it.clock.advance(60_000);
  const closed = await it.csms.transactions.closeByHand(id);
  assert.deepEqual([closed?.state, closed?.reason, closed?.meterStop, closed?.register.energyWh], [
    ...["closed", "Other", 700, 700],
  ]);
  assert.equal(closed?.stoppedAt, it.clock.now().toISOString());
  assert.ok(closed?.flags.includes("closed-by-hand"));
  assert.equal(await it.csms.transactions.openAt("CP-1", 1), null);
  assert.equal(of(it, "transaction.stopped").length, 1);
  const next = await it.start("CARD");
  assert.equal((await it.csms.transactions.get(next))?.startDecision.status, "Accepted");
});

Deno.test("what is closed or unknown is not closed by hand", async () => {
  await using it = await room({ AUTH_UNKNOWN: "Accepted" });
  await it.station();
  const id = await it.start("CARD");
  await it.csms.transactions.closeByHand(id);
  assert.equal(await it.csms.transactions.closeByHand(id), undefined);
  assert.equal(await it.csms.transactions.closeByHand("12345"), undefined);
  assert.equal(of(it, "transaction.stopped").length, 1);
});

Deno.test("the stop that comes after it was closed by hand is the truth", async () => {
  await using it = await room({ AUTH_UNKNOWN: "Accepted" });
  await it.station();
  const id = await it.start("CARD");
  await it.csms.transactions.closeByHand(id);
  it.clock.advance(60_000);
  await it.apply((change) =>
    it.csms.transactions.stopped(change, {
      ...{ station: "CP-1", transaction: id, meterStop: 900, at: it.clock.now() },
      ...{ reason: "EVDisconnected", readings: [] },
    })
  );
  const told = await it.csms.transactions.get(id);
  assert.deepEqual([told?.reason, told?.meterStop, told?.register.energyWh], [
    ...["EVDisconnected", 900, 900],
  ]);
  assert.ok(told?.flags.includes("stopped-late"));
});

Deno.test("closing one by hand leaves the EVSE to the transaction that holds it now", async () => {
  await using it = await room({ AUTH_UNKNOWN: "Accepted" });
  await it.station();
  it.clock.advance(3_600_000);
  const now = await it.start("NEW");
  const { transaction: old } = await it.apply((change) =>
    it.csms.transactions.started(change, {
      ...{ station: "CP-1", evse: 1, connector: 1, token: "OLD", meterStart: 0, key: "old" },
      at: new Date(it.clock.now().getTime() - 3_600_000),
    })
  );
  await it.csms.transactions.closeByHand(old.id);
  assert.equal((await it.csms.transactions.openAt("CP-1", 1))?.value.id, now);
});
