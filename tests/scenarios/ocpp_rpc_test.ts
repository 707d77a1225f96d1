import assert from "node:assert/strict";
import { database } from "../support/database.ts";
import { findingsOf } from "../support/findings.ts";
import { foreignCharger } from "../support/foreign_charger.ts";
import { freePort } from "../support/free_port.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

let began: number | undefined;
/** The time so many minutes after the first test of this file began. */
const at = (minutes: number) => new Date((began ??= Date.now()) + minutes * 60_000).toISOString();
const boot = { chargePointVendor: "Foreign", chargePointModel: "RPC", firmwareVersion: "2.2.1" };

function meter(transactionId: number, minutes: number, wh: number, w: number) {
  return {
    connectorId: 1,
    transactionId,
    meterValue: [{
      timestamp: at(minutes),
      sampledValue: [
        { value: String(wh), measurand: "Energy.Active.Import.Register", unit: "Wh" },
        { value: String(w), measurand: "Power.Active.Import", unit: "W" },
      ],
    }],
  };
}

const status = (state: string, minutes: number) => ({
  connectorId: 1,
  errorCode: "NoError",
  status: state,
  timestamp: at(minutes),
});

async function samples(csms: TestKvolt, id: string): Promise<number> {
  return (await csms.csms.transactions.samples(id, { limit: 100 })).items.length;
}

Deno.test("a client nobody here wrote boots, authorizes and charges through a whole session", async () => {
  const csms = await kvolt();
  await csms.csms.tokens.put({ id: "CARD-1", status: "Accepted" });
  const cp = await foreignCharger(csms.ws, "RPC-1");
  const booted = await cp.call("BootNotification", boot);
  assert.equal(booted.status, "Accepted");
  assert.ok(Math.abs(Date.parse(booted.currentTime) - Date.now()) < 5_000);
  await cp.call("StatusNotification", status("Available", -1));
  assert.equal((await cp.call("Authorize", { idTag: "CARD-1" })).idTagInfo.status, "Accepted");
  assert.equal((await cp.call("Authorize", { idTag: "STRANGER" })).idTagInfo.status, "Invalid");
  await cp.call("StatusNotification", status("Preparing", -0.5));
  const { transactionId, idTagInfo } = await cp.call("StartTransaction", {
    connectorId: 1,
    idTag: "CARD-1",
    meterStart: 10_000,
    timestamp: at(0),
  });
  assert.equal(idTagInfo.status, "Accepted");
  await cp.call("StatusNotification", status("Charging", 0));
  await cp.call("MeterValues", meter(transactionId, 0.25, 10_045, 11_000));
  await cp.call("MeterValues", meter(transactionId, 0.5, 10_091, 11_040));
  await cp.call("Heartbeat", {});
  const stopped = await cp.call("StopTransaction", {
    transactionId,
    idTag: "CARD-1",
    meterStop: 10_130,
    timestamp: at(0.75),
    reason: "Local",
    transactionData: meter(transactionId, 0.75, 10_130, 0).meterValue,
  });
  assert.equal(stopped.idTagInfo.status, "Accepted");
  await cp.call("StatusNotification", status("Available", 1));

  const transaction = await csms.csms.transactions.get(String(transactionId));
  assert.equal(transaction?.state, "closed");
  assert.equal(transaction?.register.energyWh, 130);
  assert.equal(transaction?.peakW, 11_040);
  assert.deepEqual(transaction?.flags, []);
  assert.equal(await samples(csms, String(transactionId)), 3);
  const station = (await csms.csms.stations.get("RPC-1"))!;
  assert.equal(station.firmware, "2.2.1");
  assert.deepEqual(await findingsOf(csms.csms, "RPC-1"), []);
  assert.deepEqual(cp.failures, []);
  await cp.close();
  await csms.stop();
});

Deno.test("a client nobody here wrote is started and stopped from afar", async () => {
  const csms = await kvolt();
  await csms.csms.tokens.put({ id: "CARD-2", status: "Accepted" });
  const cp = await foreignCharger(csms.ws, "RPC-2");
  cp.answers("RemoteStartTransaction", () => ({ status: "Accepted" }));
  cp.answers("RemoteStopTransaction", () => ({ status: "Accepted" }));
  await cp.call("BootNotification", boot);
  await cp.call("StatusNotification", status("Preparing", -1));

  const outcome = await csms.csms.transactions.remoteStart("RPC-2", { token: "CARD-2" });
  assert.deepEqual(outcome, { accepted: true, status: "Accepted", evse: 1 });
  assert.deepEqual(await cp.asked("RemoteStartTransaction"), { idTag: "CARD-2", connectorId: 1 });
  const { transactionId } = await cp.call("StartTransaction", {
    connectorId: 1,
    idTag: "CARD-2",
    meterStart: 0,
    timestamp: at(0),
  });
  const stop = await csms.csms.ask("RPC-2", "stop", { transaction: String(transactionId) });
  assert.equal(stop.accepted, true);
  assert.deepEqual(await cp.asked("RemoteStopTransaction"), { transactionId });
  await cp.call("StopTransaction", {
    transactionId,
    meterStop: 500,
    timestamp: at(0.9),
    reason: "Remote",
  });
  const transaction = await csms.csms.transactions.get(String(transactionId));
  assert.equal(transaction?.reason, "Remote");
  assert.equal(transaction?.register.energyWh, 500);
  assert.deepEqual(cp.failures, []);
  await cp.close();
  await csms.stop();
});

Deno.test("a client nobody here wrote transfers data both ways", async () => {
  const csms = await kvolt();
  csms.csms.devices.transfers.handle("com.example", ({ messageId, data }) => ({
    status: "Accepted",
    data: `${messageId}:${data}`,
  }));
  const cp = await foreignCharger(csms.ws, "RPC-3");
  cp.answers("DataTransfer", ({ data }) => ({ status: "Accepted", data: `${data}!` }));
  await cp.call("BootNotification", boot);
  assert.deepEqual(
    await cp.call("DataTransfer", { vendorId: "com.example", messageId: "m", data: "1" }),
    { status: "Accepted", data: "m:1" },
  );
  assert.deepEqual(
    await csms.csms.ask("RPC-3", "dataTransfer", { vendorId: "com.example", data: "hello" }),
    { accepted: true, status: "Accepted", data: "hello!" },
  );
  const audit = await csms.csms.devices.transfers.page("RPC-3", { limit: 10 });
  assert.deepEqual(
    audit.items.map(({ value }) => [value.direction, value.data, value.response]),
    [["out", "hello", "hello!"], ["in", "1", "m:1"]],
  );
  assert.deepEqual(cp.failures, []);
  await cp.close();
  await csms.stop();
});

Deno.test("a client nobody here wrote is steered over REST, where its whole session can be read", async () => {
  const csms = await kvolt();
  await csms.send("PUT", "/tokens/CARD-5", { status: "Accepted" });
  const cp = await foreignCharger(csms.ws, "RPC-5");
  cp.answers("RemoteStartTransaction", () => ({ status: "Accepted" }));
  cp.answers("RemoteStopTransaction", () => ({ status: "Accepted" }));
  cp.answers("DataTransfer", ({ data }) => ({ status: "Accepted", data }));
  await cp.call("BootNotification", boot);
  await cp.call("StatusNotification", status("Preparing", -1));
  const begin = await csms.send("POST", "/stations/RPC-5/start", { token: "CARD-5" });
  assert.deepEqual([begin.status, begin.body.accepted, begin.body.evse], [200, true, 1]);
  assert.equal((await cp.asked("RemoteStartTransaction")).idTag, "CARD-5");
  const { transactionId } = await cp.call("StartTransaction", {
    connectorId: 1,
    idTag: "CARD-5",
    meterStart: 100,
    timestamp: at(0),
  });
  await cp.call("MeterValues", meter(transactionId, 0.5, 180, 9_600));
  const running = await csms.get(`/transactions/${transactionId}`);
  assert.deepEqual([running.body.state, running.body.energyWh], ["open", 80]);
  const end = await csms.send("POST", "/stations/RPC-5/stop", { evse: 1 });
  assert.deepEqual([end.status, end.body.transaction], [200, String(transactionId)]);
  assert.deepEqual(await cp.asked("RemoteStopTransaction"), { transactionId });
  await cp.call("StopTransaction", { transactionId, meterStop: 250, timestamp: at(0.9) });
  const { body } = await csms.get(`/transactions/${transactionId}`);
  assert.deepEqual([body.state, body.energyWh, body.token], ["closed", 150, "CARD-5"]);
  const sent = await csms.send("POST", "/stations/RPC-5/data-transfers", {
    vendorId: "com.example",
    data: "ping",
  });
  assert.deepEqual([sent.status, sent.body.data], [200, "ping"]);
  const raw = await csms.send("POST", "/stations/RPC-5/calls/DataTransfer", {
    vendorId: "com.example",
    data: "raw",
  });
  assert.deepEqual(raw.body, { result: { status: "Accepted", data: "raw" } });
  const { body: station } = await csms.get("/stations/RPC-5");
  assert.deepEqual([station.online, station.vendor], [true, "Foreign"]);
  assert.deepEqual(cp.failures, []);
  await cp.close();
  await csms.stop();
});

Deno.test("kvolt restarts in the middle of a charge, and the same transaction goes on and ends right", async () => {
  await using file = await database();
  const env = { KV_PATH: file.path, PORT: String(freePort()), AUTH_UNKNOWN: "Accepted" };
  const before = await kvolt(env);
  const cp = await foreignCharger(before.ws, "RPC-4");
  await cp.call("BootNotification", boot);
  await cp.call("StatusNotification", status("Charging", 0));
  const { transactionId } = await cp.call("StartTransaction", {
    connectorId: 1,
    idTag: "CARD-4",
    meterStart: 2_000,
    timestamp: at(0),
  });
  await cp.call("MeterValues", meter(transactionId, 0.2, 2_040, 12_000));

  const again = cp.reconnected();
  await before.stop();
  const after = await kvolt(env);
  await again;
  const running = await after.csms.transactions.openAt("RPC-4", 1);
  assert.equal(running?.value.id, String(transactionId));
  assert.equal(running?.value.register.energyWh, 40);

  // The reconnected client does not boot again: what it says counts all the same.
  await cp.call("MeterValues", meter(transactionId, 0.4, 2_080, 12_000));
  await cp.call("StopTransaction", { transactionId, meterStop: 2_120, timestamp: at(0.6) });
  const transaction = await after.csms.transactions.get(String(transactionId));
  assert.equal(transaction?.state, "closed");
  assert.equal(transaction?.register.energyWh, 120);
  assert.deepEqual(transaction?.flags, ["unknown-token"]);
  assert.equal(await samples(after, String(transactionId)), 2);
  const all = await after.csms.transactions.page({}, { limit: 10 });
  assert.equal(all.items.length, 1);

  // The next one has an id of its own.
  const next = await cp.call("StartTransaction", {
    connectorId: 1,
    idTag: "CARD-4",
    meterStart: 2_120,
    timestamp: at(0.8),
  });
  assert.ok(next.transactionId > transactionId);
  assert.deepEqual(cp.failures, []);
  await cp.close();
  await after.stop();
});
