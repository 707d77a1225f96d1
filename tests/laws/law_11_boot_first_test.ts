import assert from "node:assert/strict";
import { type Charger, charger } from "../support/charger.ts";
import { fakeClock } from "../support/clock.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

/** The actions that a charger is asked for from now on, in order. */
function asksOf(cp: Charger): string[] {
  const actions: string[] = [];
  cp.socket.addEventListener("message", ({ data }) => {
    const frame = JSON.parse(data);
    if (frame[0] === 2) actions.push(frame[2]);
  });
  return actions;
}
const boot = { chargePointVendor: "Test", chargePointModel: "One" };

async function stopped(csms: TestKvolt, clock: ReturnType<typeof fakeClock>): Promise<void> {
  const stopping = csms.stop();
  clock.advance(100);
  await stopping;
}

Deno.test("law 11: nothing is asked of a station before its boot is accepted, then what waited goes out", async () => {
  const clock = fakeClock();
  const csms = await kvolt({}, { clock });
  const cp = await charger(csms.ws, "CP-1");
  const asks = asksOf(cp);
  await cp.call("Heartbeat", {});
  const asking = csms.csms.ask("CP-1", "clearCache", {});
  clock.advance(4_999);
  await cp.call("StatusNotification", {
    connectorId: 0,
    errorCode: "NoError",
    status: "Available",
  });
  assert.deepEqual(asks, []);
  await cp.boot();
  await cp.answers("ClearCache", { status: "Accepted" });
  assert.equal((await asking).accepted, true);
  clock.advance(10_000);
  await cp.call("Heartbeat", {});
  assert.deepEqual(asks, ["ClearCache"], "one that has booted is not asked to boot");
  await cp.close();
  await stopped(csms, clock);
});

Deno.test("law 11: a station that has not booted within 5 s is asked to, and then spoken to", async () => {
  const clock = fakeClock();
  const csms = await kvolt({}, { clock });
  const cp = await charger(csms.ws, "CP-1");
  await cp.call("Heartbeat", {});
  clock.advance(5_000);
  const asked = await cp.answers("TriggerMessage", { status: "Accepted" });
  assert.deepEqual(asked.payload, { requestedMessage: "BootNotification" });
  const asking = csms.csms.ask("CP-1", "clearCache", {});
  await cp.answers("ClearCache", { status: "Accepted" });
  await asking;
  await cp.close();
  await stopped(csms, clock);
});

Deno.test("law 11: a boot that is answered Pending opens nothing; 5 s do, and no boot is asked for", async () => {
  const clock = fakeClock();
  const csms = await kvolt({ DISCOVERY: "approve" }, { clock });
  const cp = await charger(csms.ws, "CP-1");
  const asks = asksOf(cp);
  assert.equal((await cp.call("BootNotification", boot)).status, "Pending");
  const asking = csms.csms.ask("CP-1", "clearCache", {});
  await cp.call("Heartbeat", {});
  assert.deepEqual(asks, []);
  clock.advance(5_000);
  await cp.answers("ClearCache", { status: "Accepted" });
  await asking;
  assert.deepEqual(asks, ["ClearCache"]);
  await cp.close();
  await stopped(csms, clock);
});

Deno.test("law 11: nothing is configured on connect unless the operator asked for it", async () => {
  const clock = fakeClock();
  const csms = await kvolt({}, { clock });
  const { configuration } = csms.csms.devices;
  const cp = await charger(csms.ws, "CP-1");
  const asks = asksOf(cp);
  await cp.boot();
  await configuration.desire("CP-1", "HeartbeatInterval", "60");
  await cp.boot();
  clock.advance(60_000);
  await cp.call("Heartbeat", {});
  assert.deepEqual(asks, [], "a wish alone sends nothing");

  await csms.csms.stations.set("CP-1", { reapply: true });
  await cp.boot();
  // The timer is set by the event of the boot: what is asked next shows that it is.
  await cp.call("Heartbeat", {});
  await csms.csms.stations.get("CP-1");
  clock.advance(10_000);
  const asked = await cp.answers("GetConfiguration", {
    configurationKey: [{ key: "HeartbeatInterval", readonly: false, value: "300" }],
  });
  assert.deepEqual(asked.payload, { key: ["HeartbeatInterval"] });
  const change = await cp.answers("ChangeConfiguration", { status: "Accepted" });
  assert.deepEqual(change.payload, { key: "HeartbeatInterval", value: "60" });
  await cp.close();
  await stopped(csms, clock);
});

Deno.test("law 11: a new connection waits for its own boot, or 5 s", async () => {
  const clock = fakeClock();
  const csms = await kvolt({}, { clock });
  const old = await charger(csms.ws, "CP-1");
  await old.boot();
  const cp = await charger(csms.ws, "CP-1");
  await old.closed;
  const asks = asksOf(cp);
  await cp.call("Heartbeat", {});
  const asking = csms.csms.ask("CP-1", "clearCache", {});
  await cp.call("Heartbeat", {});
  assert.deepEqual(asks, []);
  await cp.boot();
  await cp.answers("ClearCache", { status: "Accepted" });
  await asking;
  await cp.close();
  await old.close();
  await stopped(csms, clock);
});
