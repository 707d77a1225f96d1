import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { shown } from "../support/facts.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { rest } from "../support/rest.ts";

const timestamp = "2026-01-01T00:00:00Z";

async function evses(csms: TestKvolt): Promise<number[]> {
  return (await shown(csms, "CP-1")).connectors.map(({ evse }) => evse);
}

Deno.test("quirk 23: a connector that never sent a status is known from its transaction", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  assert.deepEqual(await evses(csms), []);
  const start = { connectorId: 2, idTag: "A", meterStart: 0, timestamp };
  const { transactionId, idTagInfo } = await cp.call("StartTransaction", start);
  assert.equal(idTagInfo.status, "Accepted");
  assert.deepEqual(await evses(csms), [2]);
  assert.equal((await shown(csms, "CP-1")).connectors[0]?.status, "Charging");
  const transaction = await csms.csms.transactions.get(String(transactionId));
  assert.ok(transaction?.flags.includes("unknown-connector"));
  await cp.call("StopTransaction", { transactionId, meterStop: 10, timestamp });
  assert.deepEqual(await evses(csms), [2]);
  assert.equal((await shown(csms, "CP-1")).connectors[0]?.status, "Finishing");
  await cp.call("StatusNotification", {
    connectorId: 2,
    errorCode: "NoError",
    status: "Available",
    timestamp,
  });
  const { connectors } = await shown(csms, "CP-1");
  assert.deepEqual(connectors.map(({ status }) => status), ["Available"], "what it says counts");
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 23: a connector is known from its meter values alone", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const meterValue = [{ timestamp, sampledValue: [{ value: "5" }] }];
  await cp.call("MeterValues", { connectorId: 3, meterValue });
  await cp.call("MeterValues", { connectorId: 3, meterValue });
  await cp.call("MeterValues", { connectorId: 0, meterValue });
  assert.deepEqual(await evses(csms), [3], "and 0 is no connector");
  assert.equal((await shown(csms, "CP-1")).connectors[0]?.status, "Unknown");
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 23: a connector that never gave its status has no time of it over REST", async () => {
  const csms = await kvolt();
  const api = await rest(csms);
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const meterValue = [{ timestamp, sampledValue: [{ value: "5" }] }];
  await cp.call("MeterValues", { connectorId: 3, meterValue });
  const connectors = async () => [
    (await api.get("/stations/CP-1")).body.connectors[0],
    (await api.get("/stations/CP-1/connectors")).body.items[0],
  ];
  for (const { evse, at, receivedAt } of await connectors()) {
    assert.deepEqual([evse, at], [3, null]);
    assert.ok(Date.parse(receivedAt) > 0);
  }
  const { items } = await csms.csms.journal.page({ limit: 100 });
  const told = items.filter(({ value }) => value.type === "connector.changed");
  assert.deepEqual(told.map(({ value }) => "at" in (value.data as object)), [false]);
  const said = { connectorId: 3, errorCode: "NoError", status: "Available", timestamp };
  await cp.call("StatusNotification", said);
  for (const { at } of await connectors()) assert.equal(Date.parse(at), Date.parse(timestamp));
  await cp.close();
  await csms.stop();
});
