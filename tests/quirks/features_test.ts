import assert from "node:assert/strict";
import { type Charger, charger } from "../support/charger.ts";
import { shown } from "../support/facts.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

/** A booted station that names these features. */
async function naming(features: string): Promise<{ csms: TestKvolt; cp: Charger }> {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const read = csms.csms.devices.configuration.read("CP-1", ["SupportedFeatureProfiles"]);
  await cp.answers("GetConfiguration", {
    configurationKey: [{ key: "SupportedFeatureProfiles", readonly: true, value: features }],
  });
  await read;
  return { csms, cp };
}

for (
  const features of [
    "Core,SmartCharging",
    " Core , Smart Charging ",
    '"Core, SmartCharging"',
    "core,smartcharging,",
  ]
) {
  Deno.test(`quirk 22: ${JSON.stringify(features)} names SmartCharging`, async () => {
    const { csms, cp } = await naming(features);
    assert.ok((await shown(csms, "CP-1")).learned.features?.includes("SmartCharging"));
    const limited = csms.csms.charging.limit("CP-1", { evse: 1, value: 10, unit: "A" });
    await cp.answers("SetChargingProfile", { status: "Accepted" });
    await cp.answers("GetCompositeSchedule", { status: "Rejected" });
    assert.equal((await limited).accepted, true);
    await cp.close();
    await csms.stop();
  });
}

Deno.test("quirk 22: a station that hides SmartCharging is asked for a schedule first, and then limited", async () => {
  const { csms, cp } = await naming("Core, RemoteTrigger");
  const limited = csms.csms.charging.limit("CP-1", { evse: 1, value: 10, unit: "A" });
  const first = await cp.asked();
  assert.equal(first.action, "GetCompositeSchedule", "a read, which changes nothing");
  cp.answer(first, { status: "Accepted", connectorId: 1 });
  await cp.answers("SetChargingProfile", { status: "Accepted" });
  await cp.answers("GetCompositeSchedule", { status: "Accepted", connectorId: 1 });
  assert.equal((await limited).accepted, true);
  assert.deepEqual((await shown(csms, "CP-1")).learned.features, [
    ...["Core", "RemoteTrigger", "SmartCharging"],
  ]);
  assert.equal((await csms.csms.charging.all("CP-1")).length, 1);
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 22: a station that has no SmartCharging is asked for a schedule and nothing else", async () => {
  const { csms, cp } = await naming("Core");
  const limited = csms.csms.charging.limit("CP-1", { evse: 1, value: 10, unit: "A" });
  const said = assert.rejects(limited, {
    name: "Unsupported",
    message: /does not name SmartCharg/,
  });
  cp.refuse(await cp.asked("GetCompositeSchedule"), "NotImplemented");
  await said;
  const asked = csms.csms.ask("CP-1", "clearCache", {});
  assert.equal((await cp.asked()).action, "ClearCache", "no profile was sent");
  const end = assert.rejects(asked, { name: "NotConnected" });
  await cp.close();
  await end;
  await csms.stop();
});
