import assert from "node:assert/strict";
import { type Charger, charger } from "../support/charger.ts";
import { shown } from "../support/facts.ts";
import { scene } from "../support/scene.ts";
import { soon } from "../support/until.ts";

const boot = { chargePointVendor: "Wallbox", chargePointModel: "Pulsar" };
const status = { connectorId: 1, errorCode: "NoError", status: "Available" };

/** The actions that the station is asked for, in order, none of them answered. */
function listen(cp: Charger): string[] {
  const asked: string[] = [];
  cp.socket.addEventListener("message", ({ data }) => {
    const frame = JSON.parse(data);
    if (frame[0] === 2) asked.push(frame[2]);
  });
  return asked;
}

Deno.test("quirk 15: a station that reconnects without a boot is believed, and asked to boot after 5 s", async () => {
  const { csms, clock } = await scene();
  const before = await charger(csms.ws, "CP-1");
  assert.equal((await before.call("BootNotification", boot)).status, "Accepted");
  await before.close();

  const cp = await charger(csms.ws, "CP-1");
  await cp.call("StatusNotification", { ...status, status: "Charging" });
  const start = { connectorId: 1, idTag: "A", meterStart: 5, timestamp: "2026-01-01T00:00:00Z" };
  const { transactionId } = await cp.call("StartTransaction", start);
  assert.equal((await shown(csms, "CP-1")).connectors[0]?.status, "Charging");
  assert.equal((await csms.csms.transactions.get(String(transactionId)))?.state, "open");

  const asked = listen(cp);
  clock.advance(4_999);
  await cp.call("Heartbeat", {});
  assert.deepEqual(asked, [], "nothing before 5 s");
  clock.advance(1);
  const { payload } = await cp.answers("TriggerMessage", { status: "Accepted" });
  assert.deepEqual(payload, { requestedMessage: "BootNotification" });
  await cp.call("BootNotification", { ...boot, firmwareVersion: "6.1" });
  const station = await shown(csms, "CP-1");
  assert.deepEqual([station.vendor, station.firmware], ["Wallbox", "6.1"]);
  await cp.close();
  await csms.stop();
});

for (
  const [name, react] of [
    ["rejects", (cp) => cp.answers("TriggerMessage", { status: "Rejected" })],
    ["does not know", async (cp) => cp.refuse(await cp.asked("TriggerMessage"), "NotImplemented")],
    ["answers with rubbish", async (cp) => cp.answer(await cp.asked("TriggerMessage"), [1])],
  ] as [string, (cp: Charger) => Promise<unknown>][]
) {
  Deno.test(`quirk 15: a station that ${name} the request to boot is served all the same`, async () => {
    const { csms, clock } = await scene();
    const cp = await charger(csms.ws, "CP-1");
    clock.advance(5_000);
    await react(cp);
    const reset = csms.csms.ask("CP-1", "reset", { type: "soft" });
    await cp.answers("Reset", { status: "Accepted" });
    assert.equal((await reset).accepted, true);
    await cp.call("StatusNotification", status);
    assert.equal((await shown(csms, "CP-1")).connectors.length, 1);
    await cp.close();
    await csms.stop();
  });
}

Deno.test("quirk 15: what an operator asked meanwhile goes out once the 5 s are over", async () => {
  const { csms, clock } = await scene();
  const cp = await charger(csms.ws, "CP-1");
  const asked = listen(cp);
  const reset = csms.csms.ask("CP-1", "reset", { type: "soft" });
  await cp.call("Heartbeat", {});
  assert.deepEqual(asked, []);
  clock.advance(5_000);
  // Which of the two is first depends on when the command's own record was written.
  const answers = ["Reset", "TriggerMessage"].map((action) =>
    cp.answers(action, { status: "Accepted" })
  );
  assert.equal((await reset).status, "Accepted");
  await Promise.all(answers);
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 16: nothing is asked before the boot is accepted, then all of it in order", async () => {
  const { csms, clock } = await scene();
  const cp = await charger(csms.ws, "CP-1");
  const asked = listen(cp);
  const reset = csms.csms.ask("CP-1", "reset", { type: "hard" });
  const cleared = csms.csms.ask("CP-1", "clearCache", {});
  await cp.call("StatusNotification", status);
  clock.advance(4_000);
  await cp.call("Heartbeat", {});
  assert.deepEqual(asked, [], "held back");

  const types: number[] = [];
  cp.socket.addEventListener("message", ({ data }) => types.push(JSON.parse(data)[0]));
  assert.equal((await cp.call("BootNotification", boot)).status, "Accepted");
  await cp.answers("Reset", { status: "Accepted" });
  await cp.answers("ClearCache", { status: "Accepted" });
  assert.deepEqual([(await reset).status, (await cleared).status], ["Accepted", "Accepted"]);
  assert.deepEqual(types, [3, 2, 2], "the answer to the boot comes first");
  clock.advance(60_000);
  await cp.call("Heartbeat", {});
  assert.deepEqual(asked, ["Reset", "ClearCache"], "and no boot is asked for");
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 16: a station that is told Pending is asked nothing by itself", async () => {
  const { csms, clock } = await scene({ DISCOVERY: "approve" });
  const cp = await charger(csms.ws, "CP-1");
  const asked = listen(cp);
  const { status, interval } = await cp.call("BootNotification", boot);
  assert.equal(status, "Pending");
  assert.ok(interval > 0);
  clock.advance(120_000);
  await cp.call("Heartbeat", {});
  assert.deepEqual(asked, []);

  await csms.csms.stations.decide("CP-1", "Accepted");
  await cp.answers("TriggerMessage", { status: "Accepted" });
  assert.equal((await cp.call("BootNotification", boot)).status, "Accepted");
  await soon(async () => assert.equal((await shown(csms, "CP-1")).registration, "Accepted"));
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 16: each connection waits for its own boot", async () => {
  const { csms } = await scene();
  for (let connection = 0; connection < 2; connection++) {
    const cp = await charger(csms.ws, "CP-1");
    const asked = listen(cp);
    const cleared = csms.csms.ask("CP-1", "clearCache", {});
    await cp.call("Heartbeat", {});
    assert.deepEqual(asked, []);
    await cp.call("BootNotification", boot);
    await cp.answers("ClearCache", { status: "Accepted" });
    assert.equal((await cleared).accepted, true);
    await cp.close();
  }
  await csms.stop();
});
