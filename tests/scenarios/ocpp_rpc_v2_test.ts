import assert from "node:assert/strict";
import { database } from "../support/database.ts";
import { foreignCharger } from "../support/foreign_charger.ts";
import { freePort } from "../support/free_port.ts";
import { kvolt } from "../support/kvolt.ts";

let began: number | undefined;
/** The time so many seconds after two minutes before the first test of this file. */
const at = (seconds: number) =>
  new Date((began ??= Date.now() - 120_000) + seconds * 1_000).toISOString();
const boot = {
  reason: "PowerUp",
  chargingStation: { vendorName: "Foreign", model: "RPC", firmwareVersion: "2.2.1" },
};
const idToken = { idToken: "CARD-1", type: "ISO14443" };

const meter = (seconds: number, wh: number, w: number) => [{
  timestamp: at(seconds),
  sampledValue: [
    { value: wh, measurand: "Energy.Active.Import.Register", unitOfMeasure: { unit: "Wh" } },
    { value: w, measurand: "Power.Active.Import", unitOfMeasure: { unit: "W" } },
  ],
}];

const status = (connectorStatus: string, seconds: number) => ({
  ...{ evseId: 1, connectorId: 1, connectorStatus, timestamp: at(seconds) },
});

for (const protocol of ["ocpp2.0.1", "ocpp2.1"]) {
  Deno.test(`a client nobody here wrote does a full session of ${protocol}, started and stopped from afar`, async () => {
    const csms = await kvolt();
    await csms.csms.tokens.put({ id: "CARD-1", status: "Accepted", type: "ISO14443" });
    const cp = await foreignCharger(csms.ws, "RPC-1", { protocols: [protocol] });
    cp.answers("RequestStartTransaction", () => ({ status: "Accepted" }));
    cp.answers("RequestStopTransaction", () => ({ status: "Accepted" }));
    cp.answers("GetTransactionStatus", () => ({ messagesInQueue: false }));
    cp.answers("DataTransfer", ({ data }) => ({ status: "Accepted", data: `${data}!` }));
    assert.equal((await cp.call("BootNotification", boot)).status, "Accepted");
    assert.deepEqual(await cp.call("StatusNotification", status("Available", 0)), {});
    assert.ok((await cp.call("Heartbeat", {})).currentTime > at(0));
    assert.equal((await cp.call("Authorize", { idToken })).idTokenInfo.status, "Accepted");
    await cp.call("StatusNotification", status("Occupied", 5));

    const start = await csms.send("POST", "/stations/RPC-1/start", { token: "CARD-1" });
    assert.equal(start.body.accepted, true);
    const { remoteStartId, ...asked } = await cp.asked("RequestStartTransaction");
    assert.deepEqual(asked, { evseId: 1, idToken });
    const event = (eventType: string, seqNo: number, seconds: number, more: object) =>
      cp.call("TransactionEvent", {
        ...{ eventType, seqNo, timestamp: at(seconds), triggerReason: "RemoteStart" },
        ...more,
      });
    const transactionId = "own-id-1";
    const started = await event("Started", 0, 10, {
      transactionInfo: { transactionId, remoteStartId, chargingState: "Charging" },
      ...{ evse: { id: 1, connectorId: 1 }, idToken, meterValue: meter(10, 1_000, 0) },
    });
    assert.equal(started.idTokenInfo.status, "Accepted");
    for (const [seqNo, wh] of [[1, 1_050], [2, 1_100]] as const) {
      await event("Updated", seqNo, 10 + seqNo * 15, {
        triggerReason: "MeterValuePeriodic",
        transactionInfo: { transactionId },
        meterValue: meter(10 + seqNo * 15, wh, 11_000),
      });
    }
    const [open] = (await csms.get("/transactions")).body.items;
    assert.deepEqual(
      [open.remoteStartId, open.peakW, open.energyWh, open.chargingState],
      [remoteStartId, 11_000, 100, "Charging"],
    );
    const stop = await csms.send("POST", "/stations/RPC-1/stop", { evse: 1 });
    assert.equal(stop.body.accepted, true);
    assert.deepEqual(await cp.asked("RequestStopTransaction"), { transactionId });
    await event("Ended", 3, 60, {
      triggerReason: "RemoteStop",
      transactionInfo: { transactionId, stoppedReason: "Remote", chargingState: "EVConnected" },
      meterValue: meter(60, 1_150, 0),
    });
    const [closed] = (await csms.get("/transactions")).body.items;
    assert.deepEqual(
      [closed.state, closed.reason, closed.energyWh, closed.flags, closed.missing],
      ["closed", "Remote", 150, [], []],
    );
    assert.deepEqual(await cp.call("DataTransfer", { vendorId: "default", data: { a: 1 } }), {
      ...{ status: "Accepted", data: { a: 1 } },
    });
    assert.deepEqual((await csms.get("/stations/RPC-1")).body.findings, []);
    assert.deepEqual(cp.failures, []);
    await cp.close();
    await csms.stop();
  });

  Deno.test(`a client of ${protocol} nobody here wrote goes on with its transaction after kvolt was restarted`, async () => {
    await using file = await database();
    const env = { KV_PATH: file.path, PORT: String(freePort()) };
    let csms = await kvolt(env);
    const cp = await foreignCharger(csms.ws, "RPC-2", { protocols: [protocol] });
    const asked = cp.asked("GetTransactionStatus");
    cp.answers("GetTransactionStatus", () => ({ ongoingIndicator: true, messagesInQueue: false }));
    await cp.call("BootNotification", boot);
    const event = (eventType: string, seqNo: number, wh: number) =>
      cp.call("TransactionEvent", {
        ...{ eventType, seqNo, timestamp: at(seqNo), triggerReason: "Trigger", idToken },
        ...{ evse: { id: 1, connectorId: 1 }, transactionInfo: { transactionId: "own-2" } },
        meterValue: meter(seqNo * 30, wh, 0),
      });
    await event("Started", 0, 0);
    const back = cp.reconnected();
    await csms.stop();
    csms = await kvolt(env);
    await back;
    await cp.call("BootNotification", { ...boot, reason: "Unknown" });
    assert.deepEqual(await asked, { transactionId: "own-2" });
    await event("Ended", 1, 250);
    const { items } = (await csms.get("/transactions")).body;
    assert.equal(items.length, 1);
    assert.deepEqual([items[0].state, items[0].energyWh], ["closed", 250]);
    assert.deepEqual(cp.failures, []);
    await cp.close();
    await csms.stop();
  });
}
