import assert from "node:assert/strict";
import { type Charger, charger } from "./support/charger.ts";
import { gated, opens } from "./support/database.ts";
import { findingsOf } from "./support/findings.ts";
import { kvolt } from "./support/kvolt.ts";
import { rawPeer } from "./support/raw_peer.ts";
import { happens, soon } from "./support/until.ts";
import { logged, overriding } from "./kv/fixture.ts";

const status = { connectorId: 1, errorCode: "NoError", status: "Available" };
const internal = { code: "InternalError" };
const errors = (records: { level: string; category: readonly string[] }[], category: string) =>
  records.filter((record) => record.level === "error" && record.category.includes(category));

Deno.test("a frame of more than 2^20 characters ends its own session with 1009 and no other", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  const other = await charger(csms.ws, "CP-2");
  await cp.call("DataTransfer", { vendorId: "V", data: "x".repeat(2 ** 20 - 200) });
  const left = happens(csms.csms, ({ type }) => type === "station.disconnected");
  cp.raw(JSON.stringify([2, "1", "DataTransfer", { vendorId: "V", data: "x".repeat(2 ** 20) }]));
  const { code, reason } = await cp.closed;
  assert.equal(code, 1009);
  assert.match(reason, /frame of \d+ characters; at most 1048576/);
  assert.equal((await left).station, "CP-1");
  await other.boot();
  const again = await charger(csms.ws, "CP-1");
  await again.boot();
  for (const one of [cp, other, again]) await one.close();
  await csms.stop();
});

Deno.test("a frame in endless fragments ends its session too", async () => {
  const csms = await kvolt();
  const other = await charger(csms.ws, "CP-2");
  const peer = await rawPeer(csms.ws, "/ocpp/CP-1");
  const part = new TextEncoder().encode("x".repeat(2 ** 17));
  await peer.send(part, 1, false);
  for (let i = 0; i < 8; i++) await peer.send(part, 0, false);
  await peer.send(part, 0, true);
  assert.equal(await peer.closed, 1009);
  peer.drop();
  await other.boot();
  await other.close();
  await csms.stop();
});

Deno.test("more than 1,000 requests that wait for their answers end the session with 1008 and no other", async () => {
  const csms = await kvolt();
  const gate = Promise.withResolvers<void>();
  csms.csms.devices.transfers.handle("V", async () => {
    await gate.promise;
    return { status: "Accepted" };
  });
  const flood = async (cp: Charger, requests: number) => {
    cp.raw(JSON.stringify([2, "first", "DataTransfer", { vendorId: "V" }]));
    for (let i = 0; i < requests; i++) cp.raw(`[2,"${i}","Heartbeat",{}]`);
    return await cp.closed;
  };
  const cp = await charger(csms.ws, "CP-1");
  const patient = await charger(csms.ws, "CP-2");
  void flood(patient, 1_000);
  const { code, reason } = await flood(cp, 1_001);
  assert.equal(code, 1008);
  assert.match(reason, /more than 1000 requests unanswered/);
  const other = await charger(csms.ws, "CP-3");
  await other.boot();
  gate.resolve();
  assert.equal((await patient.answerTo("999"))[0], 3, "a thousand are answered");
  for (const one of [cp, patient, other]) await one.close();
  await csms.stop();
});

Deno.test("a peer that sends and never reads is dropped, and its answers are not kept for ever", async () => {
  const csms = await kvolt({ FLOOD_STATION_FRAMES: "1000000/1" });
  const other = await charger(csms.ws, "CP-2");
  const left = happens(csms.csms, ({ type }) => type === "station.disconnected");
  const peer = await rawPeer(csms.ws, "/ocpp/CP-1", { reads: false });
  const data = "x".repeat(20_000);
  let over = false;
  void left.then(() => over = true);
  for (let i = 0; i < 900 && !over; i++) {
    await peer.send(JSON.stringify([2, String(i), "DataTransfer", { vendorId: "default", data }]));
  }
  const { station, data: told } = await left;
  assert.equal(station, "CP-1");
  assert.match(JSON.stringify(told), /1008.*does not read/);
  assert.equal(csms.csms.links.get("CP-1"), undefined);
  await other.boot();
  peer.drop();
  await other.close();
  await csms.stop();
});

Deno.test("a flood of frames that nobody can read loses no count, is logged in bounds, and slows nobody down", async () => {
  const csms = await kvolt({ FLOOD_STATION_FRAMES: "1000000/1" });
  const cp = await charger(csms.ws, "CP-1");
  const other = await charger(csms.ws, "CP-2");
  await cp.boot();
  const frames = 30_000;
  for (let i = 0; i < frames; i++) cp.raw("hello");
  for (let i = 0; i < 20; i++) await other.call("StatusNotification", status);
  await cp.boot();
  await soon(async () => assert.equal((await findingsOf(csms.csms, "CP-1"))[0]?.count, frames));
  await cp.close();
  await other.close();
  await csms.stop();
});

Deno.test("while the disk is full requests are refused, reads go on, and all is well once there is room", async () => {
  const store = gated();
  const records = await logged(async () => {
    const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" }, { open: store.open });
    const cp = await charger(csms.ws, "CP-1");
    const other = await charger(csms.ws, "CP-2");
    await cp.boot();
    await other.boot();
    store.fail("database or disk is full");
    for (let i = 0; i < 5; i++) {
      await assert.rejects(cp.call("StatusNotification", status), internal);
      await assert.rejects(other.call("DataTransfer", { vendorId: "default" }, "same"), internal);
    }
    await cp.call("Heartbeat", {});
    assert.equal((await csms.csms.stations.get("CP-1"))?.vendor, "Test");
    assert.equal((await csms.csms.stations.page({ limit: 10 })).items.length, 2);
    const stranger = await charger(csms.ws, "CP-3");
    assert.equal((await stranger.closed).code, 1011, "it is told to try again");

    store.fail(undefined);
    await cp.call("StatusNotification", status);
    await other.call("DataTransfer", { vendorId: "default" }, "same");
    const again = await charger(csms.ws, "CP-3");
    await again.boot();
    for (const one of [cp, other, stranger, again]) await one.close();
    await csms.stop();
  });
  assert.equal(errors(records, "kv").length, 1, "logged once");
});

Deno.test("a commit that hangs becomes an InternalError within the store's time-out, logged once", async () => {
  const store = gated();
  const records = await logged(async () => {
    const csms = await kvolt({}, { open: store.open, storeTimeoutMs: 400 });
    const cp = await charger(csms.ws, "CP-1");
    await cp.boot();
    store.hold();
    await assert.rejects(cp.call("StatusNotification", status), internal);
    await assert.rejects(cp.call("StatusNotification", status), internal);
    await cp.call("Heartbeat", {});
    store.release();
    await cp.call("StatusNotification", status);
    const live = await csms.csms.stations.live((await csms.csms.stations.get("CP-1"))!);
    assert.equal(live.connectors[0]?.status, "Available");
    await cp.close();
    await csms.stop();
  });
  assert.equal(errors(records, "kv").length, 1, "logged once");
});

Deno.test("a read that hangs is an InternalError too, and is tried afresh the next time", async () => {
  let hangs = false;
  const never = () => new Promise<never>(() => {});
  const open = opens((kv) =>
    overriding(
      overriding(
        overriding(kv, "get", (key: Deno.KvKey) => hangs ? never() : kv.get(key)),
        "getMany",
        (keys: Deno.KvKey[]) => hangs ? never() : kv.getMany(keys),
      ),
      "list",
      (selector: Deno.KvListSelector, options: Deno.KvListOptions) => {
        const list = kv.list(selector, options);
        if (hangs) list.next = never;
        return list;
      },
    )
  );
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" }, { open, storeTimeoutMs: 400 });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const start = { connectorId: 1, idTag: "T", meterStart: 0, timestamp: "2026-01-01T10:00:00Z" };
  const requests: [string, unknown][] = [
    ["DataTransfer", { vendorId: "default", data: "x" }],
    ["StatusNotification", status],
    ["StartTransaction", start],
    ["Authorize", { idTag: "T" }],
    ["MeterValues", { connectorId: 1, meterValue: [] }],
  ];
  hangs = true;
  for (const [action, payload] of requests) {
    await assert.rejects(cp.call(action, payload), internal, action);
  }
  await cp.call("Heartbeat", {});
  hangs = false;
  for (const [action, payload] of requests) await cp.call(action, payload);
  await cp.close();
  await csms.stop();
});

Deno.test("an answer too long for the store to keep is given all the same", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  const data = "x".repeat(100_000);
  const answer = await cp.call("DataTransfer", { vendorId: "default", data }, "m-1");
  assert.equal(answer.data, data);
  assert.deepEqual(await cp.call("DataTransfer", { vendorId: "default", data }, "m-1"), answer);
  await cp.close();
  await csms.stop();
});

Deno.test("a tag too long for a key of the store is answered like any other that is unknown", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  const idTag = "é".repeat(2_000);
  assert.equal((await cp.call("Authorize", { idTag })).idTagInfo.status, "Invalid");
  const start = { connectorId: 1, idTag, meterStart: 0, timestamp: "2026-01-01T10:00:00Z" };
  const { transactionId, idTagInfo } = await cp.call("StartTransaction", start);
  assert.equal(idTagInfo.status, "Invalid");
  const { transactionId: again } = await cp.call("StartTransaction", start);
  assert.equal(again, transactionId);
  await cp.call("StopTransaction", {
    ...{ transactionId, idTag, meterStop: 1, timestamp: "2026-01-01T11:00:00Z" },
  });
  assert.equal((await csms.csms.transactions.get(String(transactionId)))?.state, "closed");
  await cp.close();
  await csms.stop();
});
