import assert from "node:assert/strict";
import { chargePoint, save } from "../../simulator/charge_point.ts";
import { fakeClock } from "../support/clock.ts";
import { fixedCsms } from "./fixed_csms.ts";
import { bench } from "./session.ts";

const kept = ["StartTransaction", "MeterValues", "StopTransaction"];

Deno.test("what happened offline is replayed in order with its own times", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.tap("TAG-1", 1);
    await cp.goOffline();
    await cp.plug();
    clock.advance(60_000);
    await cp.stop();
    await cp.unplug();
    await cp.plug();
    assert.deepEqual(await cp.tap("TAG-1"), { status: "Accepted" });
    clock.advance(30_000);
    assert.equal(csms.calls.filter(({ action }) => kept.includes(action)).length, 0);
    await cp.goOnline();
    await cp.delivered();
    const replay = csms.calls.filter(({ action }) => kept.includes(action));
    assert.deepEqual(
      replay.map(({ action, payload }) => [
        action,
        payload.timestamp ?? payload.meterValue[0].timestamp,
        payload.transactionId,
      ]),
      [
        ["StartTransaction", "2026-01-01T00:00:00Z", undefined],
        ["MeterValues", "2026-01-01T00:01:00Z", 1],
        ["MeterValues", "2026-01-01T00:01:00Z", 1],
        ["StopTransaction", "2026-01-01T00:01:00Z", 1],
        ["StartTransaction", "2026-01-01T00:01:00Z", undefined],
      ],
    );
    assert.equal(csms.of("BootNotification").length, 1);
  }));

Deno.test("offline, unknown tags are let in only where the configuration says so", () =>
  bench(async ({ csms, cp }) => {
    await cp.plug();
    await cp.goOffline();
    assert.deepEqual(await cp.tap("STRANGER"), { status: "Invalid" });
    await cp.goOnline();
    const change = { key: "AllowOfflineTxForUnknownId", value: "true" };
    assert.deepEqual(await csms.ask("ChangeConfiguration", change), { status: "Accepted" });
    await cp.goOffline();
    assert.deepEqual(await cp.tap("STRANGER"), { status: "Accepted" });
    assert.equal(csms.of("Authorize").length, 0);
  }));

Deno.test("a transaction message is tried again after the interval, then given up", () =>
  bench(async ({ csms, clock, cp }) => {
    csms.answer("StartTransaction", { error: "InternalError" });
    const warnings: string[] = [];
    let warned = Promise.withResolvers<void>();
    cp.on("warning", ({ text }) => {
      warnings.push(text);
      warned.resolve();
    });
    await cp.plug();
    await cp.tap("TAG-1");
    await csms.next("StartTransaction");
    // The answer must be in before the pause begins: a round trip of another message says so.
    await cp.send("Heartbeat", {});
    clock.advance(9_000);
    assert.equal(csms.of("StartTransaction").length, 1);
    clock.advance(1_000);
    await csms.next("StartTransaction");
    await cp.send("Heartbeat", {});
    clock.advance(19_000);
    assert.equal(csms.of("StartTransaction").length, 2);
    warned = Promise.withResolvers();
    clock.advance(1_000);
    await warned.promise;
    assert.match(warnings.at(-1)!, /StartTransaction is given up/);
    await cp.stop();
    await cp.delivered();
    assert.equal(csms.of("StartTransaction").length, 3);
    assert.equal(csms.of("StopTransaction")[0].transactionId, -1);
  }));

Deno.test("a lost connection is no failed attempt: the message goes out again after it", () =>
  bench(async ({ csms, cp }) => {
    csms.answer("StartTransaction", () => undefined);
    await cp.plug();
    await cp.tap("TAG-1");
    await csms.next("StartTransaction");
    for (let time = 0; time < 5; time++) {
      await cp.goOffline();
      await cp.goOnline();
      await csms.next("StartTransaction");
    }
    await cp.goOffline();
    csms.answer("StartTransaction", { transactionId: 5, idTagInfo: { status: "Accepted" } });
    await cp.goOnline();
    await cp.delivered();
    assert.equal(cp.transactions[0]!.id, 5);
    assert.equal(csms.of("StartTransaction").length, 7);
  }));

Deno.test("a power cut ends the transaction with PowerLoss and loses neither messages nor energy", async () => {
  const csms = fixedCsms();
  const clock = fakeClock();
  const options = { id: "CP-1", url: csms.url, clock, timeoutMs: 1e9 };
  const before = chargePoint(options);
  await before.connect();
  await before.booted;
  await before.plug();
  await before.tap("TAG-1");
  await before.delivered();
  await before.goOffline();
  clock.advance(120_000);
  const state = JSON.parse(JSON.stringify(save(before)));
  const register = Math.floor(before.connectors[1]!.registerWh);
  await before.close();
  clock.advance(3_600_000);

  const after = chargePoint({ ...options, state });
  await after.connect();
  await after.booted;
  await after.delivered();
  const stop = csms.of("StopTransaction")[0];
  assert.equal(stop.reason, "PowerLoss");
  assert.equal(stop.transactionId, 1);
  assert.equal(stop.timestamp, "2026-01-01T00:02:00Z");
  assert.equal(stop.meterStop, register);
  assert.equal(csms.of("MeterValues").length, 2);
  assert.equal(csms.of("StartTransaction").length, 1);
  assert.equal(Math.floor(after.connectors[1]!.registerWh), register);
  await after.close();
  await csms.close();
});
