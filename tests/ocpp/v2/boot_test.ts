import assert from "node:assert/strict";
import { fakeClock } from "../../support/clock.ts";
import { charger, Refused } from "../../support/charger.ts";
import { kvolt } from "../../support/kvolt.ts";

const identity = {
  serialNumber: "S-1",
  model: "One",
  vendorName: "Test",
  firmwareVersion: "1.2",
  modem: { iccid: "89", imsi: "26" },
};

for (const protocol of ["ocpp2.0.1", "ocpp2.1"]) {
  Deno.test(`a station of ${protocol} boots, and what it says of itself is shown`, async () => {
    const csms = await kvolt();
    const cp = await charger(csms.ws, "CP-1", { protocols: [protocol] });
    const booted = await cp.call("BootNotification", {
      chargingStation: identity,
      reason: "Watchdog",
    });
    assert.equal(booted.status, "Accepted");
    assert.equal(booted.interval, 300);
    assert.match((await cp.call("Heartbeat", {})).currentTime, /^\d{4}-.*:\d\dZ$/);
    const { body } = await csms.get("/stations/CP-1");
    assert.deepEqual(
      [body.vendor, body.model, body.serial, body.firmware, body.iccid, body.imsi],
      ["Test", "One", "S-1", "1.2", "89", "26"],
    );
    assert.deepEqual([body.protocol, body.bootReason], [protocol, "Watchdog"]);
    await cp.close();
    await csms.stop();
  });
}

Deno.test("a station of 2.x that nobody knows is told to wait, and is asked to boot again once it is accepted", async () => {
  const csms = await kvolt({ DISCOVERY: "approve" });
  const cp = await charger(csms.ws, "CP-2", { protocols: ["ocpp2.0.1"] });
  const boot = { chargingStation: { vendorName: "V", model: "M" }, reason: "PowerUp" };
  assert.equal((await cp.call("BootNotification", boot)).status, "Pending");
  const asked = cp.answers("TriggerMessage", { status: "Accepted" });
  await csms.csms.stations.decide("CP-2", "Accepted");
  assert.equal((await cp.call("BootNotification", boot)).status, "Accepted");
  assert.deepEqual((await asked).payload, { requestedMessage: "BootNotification" });
  await cp.close();
  await csms.stop();
});

Deno.test("a station of 2.x that was refused is told so", async () => {
  const csms = await kvolt({ DISCOVERY: "closed" });
  await csms.csms.stations.register("CP-3");
  const cp = await charger(csms.ws, "CP-3", { protocols: ["ocpp2.1"] });
  await csms.csms.stations.decide("CP-3", "Rejected");
  assert.equal((await cp.closed).code, 1008);
  await csms.stop();
});

Deno.test("quirk 15: a station of 2.x that does not boot after it connects is asked to", async () => {
  const clock = fakeClock();
  const csms = await kvolt({}, { clock });
  const cp = await charger(csms.ws, "CP-4", { protocols: ["ocpp2.0.1"] });
  await cp.call("Heartbeat", {});
  clock.advance(5_000);
  const { payload } = await cp.answers("TriggerMessage", { status: "Accepted" });
  assert.deepEqual(payload, { requestedMessage: "BootNotification" });
  await cp.close();
  await stopped(csms, clock);
});

Deno.test("quirk 4: a payload of 1.6 on a socket of 2.0.1 is answered, and a finding says so", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-5", { protocols: ["ocpp2.0.1"] });
  const old = { chargePointVendor: "FoxESS", chargePointModel: "A011" };
  assert.equal((await cp.call("BootNotification", old)).status, "Accepted");
  const { body } = await csms.get("/stations/CP-5");
  assert.deepEqual([body.vendor, body.model], ["FoxESS", "A011"]);
  assert.ok(
    body.findings.some(({ kind }: { kind: string }) => kind === "other-version"),
    JSON.stringify(body.findings),
  );
  await csms.csms.tokens.put({ id: "CARD", status: "Accepted" });
  assert.equal((await cp.call("Authorize", { idTag: "CARD" })).idTokenInfo.status, "Accepted");
  const status = { connectorId: 2, errorCode: "NoError", status: "Preparing" };
  await cp.call("StatusNotification", status);
  const [connector] = (await csms.get("/stations/CP-5")).body.connectors;
  assert.deepEqual([connector.evse, connector.connector, connector.status], [2, 1, "Occupied"]);
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 13: a null payload and a short CALLERROR are read on 2.x as well", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-6", { protocols: ["ocpp2.1"] });
  await cp.boot();
  const answer = cp.answerTo("h");
  cp.raw(`[2,"h","Heartbeat",null]`);
  assert.equal((await answer)[0], 3);
  const asked = csms.csms.ask("CP-6", "clearCache", {});
  const { id } = await cp.asked("ClearCache");
  cp.raw(JSON.stringify([4, id, "InternalError"]));
  await assert.rejects(asked, { name: "CallError", code: "InternalError" });
  await cp.close();
  await csms.stop();
});

Deno.test("an action that 2.1 brought is refused on a socket of 2.0.1", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-7", { protocols: ["ocpp2.0.1"] });
  await cp.boot();
  const refused = await cp.call("NotifySettlement", {}).catch((error) => error);
  assert.ok(refused instanceof Refused);
  assert.equal(refused.code, "NotImplemented");
  await cp.close();
  await csms.stop();
});

/** A kvolt whose clock stands still waits for its own goodbye. */
async function stopped(csms: { stop(): Promise<void> }, clock: { advance(ms: number): void }) {
  const end = csms.stop();
  clock.advance(100);
  await end;
}
