import assert from "node:assert/strict";
import { type Charger, charger, Refused } from "../support/charger.ts";
import { finding, shown } from "../support/facts.ts";
import { kvolt } from "../support/kvolt.ts";
import { scene } from "../support/scene.ts";
import { soon } from "../support/until.ts";

const SETTLED = 10_000;

/** A station's configuration as the test keeps it: answers reads and changes until it is told to stop. */
function configured(cp: Charger, keys: Record<string, string>, refuses: string[] = []) {
  const set: [string, string][] = [];
  let reads = 0;
  cp.socket.addEventListener("message", ({ data }) => {
    const [type, id, action, payload] = JSON.parse(data);
    if (type !== 2) return;
    const answer = (payload: unknown) => cp.raw(JSON.stringify([3, id, payload]));
    if (action === "GetConfiguration") {
      reads++;
      const wanted: string[] = payload.key ?? Object.keys(keys);
      answer({
        configurationKey: wanted.filter((key) => key in keys)
          .map((key) => ({ key, readonly: false, value: keys[key] })),
        unknownKey: wanted.filter((key) => !(key in keys)),
      });
    }
    if (action !== "ChangeConfiguration") return;
    set.push([payload.key, payload.value]);
    const refused = refuses.includes(payload.key);
    if (!refused) keys[payload.key] = payload.value;
    answer({ status: refused ? "Rejected" : "Accepted" });
  });
  return { set, reads: () => reads, keys };
}

Deno.test("quirk 18: wishes go out one key at a time, and none that is equal already", async () => {
  const { csms } = await scene();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const { desire, reapply } = csms.csms.devices.configuration;
  await desire("CP-1", "HeartbeatInterval", "300");
  await desire(
    "CP-1",
    "MeterValuesSampledData",
    "Energy.Active.Import.Register,Power.Active.Import",
  );
  await desire("CP-1", "AuthorizeRemoteTxRequests", "true");
  await desire("CP-1", "MeterValueSampleInterval", "60");
  const { set } = configured(cp, {
    HeartbeatInterval: "300",
    MeterValuesSampledData: '"Energy.Active.Import.Register, Power.Active.Import"',
    AuthorizeRemoteTxRequests: "TRUE",
    MeterValueSampleInterval: "0",
  });
  assert.deepEqual(await reapply("CP-1"), [{
    key: "MeterValueSampleInterval",
    status: "Accepted",
  }]);
  assert.deepEqual(set, [["MeterValueSampleInterval", "60"]]);
  assert.deepEqual(await reapply("CP-1"), []);
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 18: one key is answered before the next one goes out", async () => {
  const { csms } = await scene();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const { desire, reapply } = csms.csms.devices.configuration;
  for (const key of ["A", "B"]) await desire("CP-1", key, "1");
  const done = reapply("CP-1");
  await cp.answers("GetConfiguration", {});
  const first = await cp.asked("ChangeConfiguration");
  await cp.call("Heartbeat", {});
  const second = cp.asked("ChangeConfiguration");
  const early = await Promise.race([second.then(() => true), cp.call("Heartbeat", {})]);
  assert.notEqual(early, true);
  cp.refuse(first, "InternalError", "no");
  cp.answer(await second, { status: "RebootRequired" });
  assert.deepEqual((await done).map(({ status }) => status), ["no", "RebootRequired"]);
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 18: a value that is refused is not sent at every boot, but when an operator asks", async () => {
  const { csms, clock } = await scene();
  const cp = await charger(csms.ws, "CP-1");
  await cp.call("Heartbeat", {});
  await csms.csms.stations.set("CP-1", { reapply: true });
  const { desire, reapply, all } = csms.csms.devices.configuration;
  await desire("CP-1", "MeterValuesSampledData", "Everything");
  const { set, reads } = configured(cp, { MeterValuesSampledData: "Energy" }, [
    "MeterValuesSampledData",
  ]);
  for (let boots = 1; boots <= 3; boots++) {
    await bootAndSettle(cp, clock, () => reads() === boots);
  }
  assert.equal(set.length, 1, "sent once");
  assert.deepEqual((await all("CP-1"))[0]?.refused, { value: "Everything", status: "Rejected" });
  assert.equal((await reapply("CP-1"))[0]?.status, "Rejected");
  await desire("CP-1", "MeterValuesSampledData", "Power");
  await bootAndSettle(cp, clock, () => set.length === 3);
  assert.deepEqual(set.at(-1), ["MeterValuesSampledData", "Power"], "another wish is tried");
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 18: a station that reboots at each change is left alone after three", async () => {
  const { csms, clock } = await scene();
  const cp = await charger(csms.ws, "CP-1");
  await cp.call("Heartbeat", {});
  await csms.csms.stations.set("CP-1", { reapply: true });
  await csms.csms.devices.configuration.desire("CP-1", "HeartbeatInterval", "60");
  const station = configured(cp, { HeartbeatInterval: "900" });
  for (let boots = 1; boots <= 5; boots++) {
    await bootAndSettle(cp, clock, () => station.reads() === boots);
    if (boots <= 3) await finish(cp, () => station.set.length === boots);
    station.keys.HeartbeatInterval = "900";
  }
  assert.equal(station.set.length, 3);
  assert.match((await finding(csms, "CP-1", "configuration-lost")).text, /lost at the next boot/);
  clock.advance(3_600_000);
  await bootAndSettle(cp, clock, () => station.set.length === 4);
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 20: what a boot forgot is set again, once for a storm of boots", async () => {
  const { csms, clock } = await scene();
  const cp = await charger(csms.ws, "CP-1");
  await cp.call("Heartbeat", {});
  await csms.csms.stations.set("CP-1", { reapply: true });
  await csms.csms.devices.configuration.desire("CP-1", "HeartbeatInterval", "60");
  const { set, reads, keys } = configured(cp, { HeartbeatInterval: "900" });
  for (let boots = 0; boots < 5; boots++) {
    await cp.boot();
    await finish(cp, () => true);
    clock.advance(SETTLED - 1);
  }
  await cp.call("Heartbeat", {});
  assert.equal(reads(), 0, "not before it has settled");
  clock.advance(1);
  await finish(cp, () => set.length === 1);
  assert.deepEqual([set, reads()], [[["HeartbeatInterval", "60"]], 1]);

  keys.HeartbeatInterval = "900";
  await bootAndSettle(cp, clock, () => set.length === 2);
  assert.equal(keys.HeartbeatInterval, "60");
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 20: nothing is set by itself where the operator did not say so", async () => {
  const { csms, clock } = await scene();
  const cp = await charger(csms.ws, "CP-1");
  await csms.csms.devices.configuration.desire("CP-1", "HeartbeatInterval", "60");
  const { set, reads } = configured(cp, { HeartbeatInterval: "900" });
  await bootAndSettle(cp, clock, () => true);
  assert.deepEqual([set, reads()], [[], 0]);
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 21: values that are null, padded, quoted, numbers or absent are all read", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const read = csms.csms.devices.configuration.read("CP-1");
  await cp.answers("GetConfiguration", {
    configurationKey: [
      { key: "A", readonly: false, value: null },
      { key: "heartbeatinterval", readonly: "false", value: 300 },
      { key: " MeterValuesSampledData ", readonly: false, value: '"Energy , Power"' },
      { key: "Vendor.Own", readonly: true, value: "x".repeat(600) },
      { key: "NoValue", readonly: false },
    ],
    unknownKey: null,
  });
  assert.equal((await read).keys.length, 5);
  const { all, desire, differing } = csms.csms.devices.configuration;
  const kept = new Map((await all("CP-1")).map(({ key, value }) => [key.trim(), value]));
  assert.equal(kept.get("A"), undefined);
  assert.equal(kept.get("heartbeatinterval"), "300");
  assert.equal(kept.get("Vendor.Own")?.length, 600);
  assert.ok(kept.has("NoValue"));
  await desire("CP-1", "HeartbeatInterval", "300");
  await desire("CP-1", "MeterValuesSampledData", "Energy,Power");
  assert.deepEqual(await differing("CP-1"), [], "the same in another case and in quotes");
  assert.equal((await all("CP-1")).length, 5, "and no key twice");
  await finding(csms, "CP-1", "null-field");
  await finding(csms, "CP-1", "too-long");
  await cp.close();
  await csms.stop();
});

for (
  const [name, react] of [
    [
      "refuses",
      (cp) => cp.asked("GetConfiguration").then((call) => cp.refuse(call, "GenericError")),
    ],
    ["gives nothing to", (cp) => cp.answers("GetConfiguration", {})],
    ["gives null to", (cp) => cp.answers("GetConfiguration", null)],
  ] as [string, (cp: Charger) => Promise<unknown>][]
) {
  Deno.test(`quirk 21: who ${name} a request for everything is asked by name`, async () => {
    const csms = await kvolt();
    const cp = await charger(csms.ws, "CP-1");
    await cp.boot();
    const read = csms.csms.devices.configuration.read("CP-1");
    await react(cp);
    const station = configured(cp, { NumberOfConnectors: "2", HeartbeatInterval: "60" });
    const { keys, unknown } = await read;
    assert.deepEqual(keys.map(({ key }) => key).sort(), [
      "HeartbeatInterval",
      "NumberOfConnectors",
    ]);
    assert.ok(unknown.includes("WebSocketPingInterval"));
    assert.ok(station.reads() > 1, "not all of them at once");
    assert.equal((await csms.csms.devices.configuration.all("CP-1")).length, 2);
    await cp.close();
    await csms.stop();
  });
}

Deno.test("quirk 21: who refuses to be asked at all is not asked for ever", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const read = csms.csms.devices.configuration.read("CP-1");
  const said = assert.rejects(read, { name: "CallError", code: "InternalError" });
  for (let n = 0; n < 2; n++) cp.refuse(await cp.asked("GetConfiguration"), "InternalError");
  await said;
  await assert.rejects(cp.call("GetConfiguration", {}), Refused);
  assert.equal((await shown(csms, "CP-1")).online, true);
  await cp.close();
  await csms.stop();
});

type Clock = { advance(ms: number): void };

/** Waits until something has come to pass, and then for what may follow it. */
async function finish(cp: Charger, done: () => boolean): Promise<void> {
  await soon(() => assert.ok(done()));
  const status = { connectorId: 1, errorCode: "NoError", status: "Available" };
  // Each is a commit, so that what was under way has had its turn.
  for (let n = 0; n < 5; n++) await cp.call("StatusNotification", status);
}

async function bootAndSettle(cp: Charger, clock: Clock, done: () => boolean): Promise<void> {
  await finish(cp, () => true);
  await cp.boot();
  await finish(cp, () => true);
  clock.advance(SETTLED);
  await finish(cp, done);
}
