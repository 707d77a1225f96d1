import assert from "node:assert/strict";
import { charger, Refused } from "../support/charger.ts";
import { database, gated } from "../support/database.ts";
import { kvolt } from "../support/kvolt.ts";

const at = "2026-01-01T10:00:00Z";
const start = { connectorId: 1, idTag: "TAG-1", meterStart: 100, timestamp: at };

Deno.test("law 1: no answer leaves before what it reports is committed", async () => {
  const store = gated();
  const csms = await kvolt({}, { open: store.open });
  const cp = await charger(csms.ws, "CP-1");
  const other = await charger(csms.ws, "CP-2");
  await cp.boot();
  const requests = [
    ["StartTransaction", start],
    ["StatusNotification", { connectorId: 1, errorCode: "NoError", status: "Charging" }],
    ["DataTransfer", { vendorId: "default", data: "x" }],
    ["Authorize", { idTag: "TAG-2" }],
    ["BootNotification", { chargePointVendor: "Test", chargePointModel: "Two" }],
    ["StopTransaction", { transactionId: 1, meterStop: 100, timestamp: at }],
  ] as const;
  for (const [action, payload] of requests) {
    const committing = store.hold();
    let answered = false;
    const answer = cp.call(action, payload).then(() => answered = true);
    await committing;
    // A heartbeat reports nothing that is kept, so that its answers show how far the wire has come.
    for (let i = 0; i < 3; i++) await other.call("Heartbeat", {});
    assert.equal(answered, false, `${action} is answered while its commit is held back`);
    store.release();
    await answer;
  }
  await cp.close();
  await other.close();
  await csms.stop();
});

Deno.test("law 1: where the commit fails the station is told so, and its retry is taken", async () => {
  const store = gated();
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" }, { open: store.open });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  store.fail("disk I/O error");
  const refused = (error: unknown) => {
    assert.ok(error instanceof Refused);
    assert.equal(error.code, "InternalError");
    assert.doesNotMatch(error.description, /disk/, "what is wrong inside is not the station's");
    return true;
  };
  await assert.rejects(cp.call("StartTransaction", start), refused);
  const transfer = { vendorId: "default", data: "x" };
  await assert.rejects(cp.call("DataTransfer", transfer, "m-1"), refused);
  assert.equal((await csms.csms.transactions.page({}, { limit: 10 })).items.length, 0);

  store.fail(undefined);
  const { transactionId } = await cp.call("StartTransaction", start);
  assert.deepEqual(await cp.call("DataTransfer", transfer, "m-1"), {
    status: "Accepted",
    data: "x",
  });
  const { items } = await csms.csms.transactions.page({}, { limit: 10 });
  assert.deepEqual(items.map(({ id }) => id), [String(transactionId)]);
  await cp.close();
  await csms.stop();
});

Deno.test("law 1: what was acknowledged is there after a restart", async () => {
  await using file = await database();
  const first = await kvolt({ KV_PATH: file.path });
  const cp = await charger(first.ws, "CP-1");
  await cp.boot();
  await cp.call("StatusNotification", {
    connectorId: 1,
    errorCode: "NoError",
    status: "Charging",
    timestamp: at,
  });
  const { transactionId } = await cp.call("StartTransaction", start);
  await cp.call("MeterValues", {
    connectorId: 1,
    transactionId,
    meterValue: [{ timestamp: "2026-01-01T10:30:00Z", sampledValue: [{ value: "1100" }] }],
  });
  await first.stop();
  assert.equal((await cp.closed).code, 1001);

  const second = await kvolt({ KV_PATH: file.path });
  const { stations, transactions } = second.csms;
  assert.equal((await stations.get("CP-1"))?.vendor, "Test");
  const live = await stations.live((await stations.get("CP-1"))!);
  assert.equal(live.connectors[0]?.status, "Charging");
  const kept = await transactions.get(String(transactionId));
  assert.equal(kept?.register.energyWh, 1000);
  const { items } = await transactions.samples(kept!.id, { limit: 10 });
  assert.deepEqual(items.map(({ values }) => values[0]?.value), [1100]);
  await cp.close();
  await second.stop();
});
