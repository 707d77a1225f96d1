import assert from "node:assert/strict";
import { readPlace } from "../../../csms/devices/place.ts";
import { plug } from "../../support/plug.ts";
import { type Room, room } from "../room.ts";

const report = (it: Room, key: string, value: string) =>
  it.apply((change) =>
    it.csms.devices.configuration.reported(change, "CP-1", [{ key, value, readonly: true }])
  );
const accepting = (it: Room) =>
  plug(it, "CP-1", {
    ChangeConfiguration: () => ({ status: "Accepted" }),
    GetConfiguration: ({ key = [] }) => ({ unknownKey: key }),
  });
const set = (it: Room, key: string, value: string) =>
  it.csms.ask("CP-1", "setConfiguration", { key, value });

Deno.test("a security profile goes up and not down, and nothing that would lower it is sent", async () => {
  await using it = await room();
  await it.station();
  const station = accepting(it);
  await set(it, "SecurityProfile", "0");
  await report(it, "SecurityProfile", "2");
  for (const key of ["SecurityProfile", " securityprofile "]) {
    await assert.rejects(set(it, key, "1"), {
      name: "UnsafeSetting",
      message: "CP-1 has security profile 2, which only goes up: 1 would lower it",
    });
  }
  assert.equal(station.asked.length, 1);
  for (const same of ["2", "3"]) await set(it, "SecurityProfile", same);
  await assert.rejects(set(it, "SecurityProfile", "2"), /profile 3/);
  await set(it, "SecurityProfileOther", "0");
  station.unplug();
});

Deno.test("a wish for a lower one is told to be none, and the other wishes are sent", async () => {
  await using it = await room();
  await it.station();
  const station = accepting(it);
  await report(it, "SecurityProfile", "2");
  const { configuration } = it.csms.devices;
  await configuration.desire("CP-1", "SecurityProfile", "1");
  await configuration.desire("CP-1", "Z", "1");
  const done = await configuration.reapply("CP-1");
  assert.deepEqual(done.map(({ key }) => key), ["SecurityProfile", "Z"]);
  assert.match(done[0]!.status, /only goes up/);
  assert.equal(done[1]!.status, "Accepted");
  station.unplug();
});

for (const verb of ["setConfiguration", "writeVariables", "networkProfile"] as const) {
  Deno.test(`in 2.x a profile is not lowered by ${verb} either`, async () => {
    await using it = await room();
    await it.station();
    const station = accepting(it);
    const place = readPlace("SecurityCtrlr.SecurityProfile")!;
    const attributes = [{ type: "Actual", value: "3", mutability: "ReadOnly" }] as const;
    await it.apply((change) =>
      it.csms.devices.model.reported(change, "CP-1", [{ ...place, attributes }], 1)
    );
    const asking = (level: number) => {
      if (verb === "setConfiguration") {
        return set(it, "securityctrlr.SECURITYPROFILE", String(level));
      }
      if (verb === "writeVariables") {
        const other = { ...readPlace("A.B")!, value: "0" };
        const items = [other, { ...place, value: String(level) }];
        return it.csms.ask("CP-1", "writeVariables", { items });
      }
      const profile = {
        ...{ url: "wss://h/", interface: "Wired0", messageTimeout: 30 },
        securityProfile: level,
      };
      return it.csms.ask("CP-1", "networkProfile", { slot: 1, profile });
    };
    await assert.rejects(asking(2), { name: "UnsafeSetting" });
    // It gets past that, to where 1.6 has no such request or no such key.
    const past = await asking(3).then(() => "sent", (error) => error.name);
    assert.notEqual(past, "UnsafeSetting");
    station.unplug();
  });
}

Deno.test("a key that kvolt would not know is not set where it has to be sent, and is where it has not", async () => {
  await using it = await room();
  await it.station();
  const station = accepting(it);
  await set(it, "AuthorizationKey", "0123456789abcdef");
  await it.csms.stations.giveKey("CP-1");
  for (const key of ["AuthorizationKey", "authorizationkey", "SecurityCtrlr.BasicAuthPassword"]) {
    await assert.rejects(set(it, key, "0123456789abcdef"), (error: Error) => {
      assert.equal(error.name, "UnsafeSetting");
      assert.match(error.message, /sent by rotating it/);
      assert.ok(!error.message.includes("0123456789abcdef"));
      return true;
    });
  }
  assert.equal(station.asked.length, 1);
  station.unplug();
});

for (
  const [what, payload] of [
    ["ChangeConfiguration", { key: "SecurityProfile", value: "1" }],
    ["SetVariables", {
      setVariableData: [{
        ...{ component: { name: "SecurityCtrlr" }, variable: { name: "SecurityProfile" } },
        attributeValue: "1",
      }],
    }],
    ["SetNetworkProfile", { configurationSlot: 1, connectionData: { securityProfile: 1 } }],
  ] as const
) {
  Deno.test(`a profile is not lowered by calling ${what} by its name either`, async () => {
    await using it = await room();
    await it.station();
    const station = accepting(it);
    await report(it, "SecurityProfile", "2");
    await assert.rejects(it.csms.call("CP-1", what, payload), /only goes up: 1 would lower it/);
    await assert.rejects(it.csms.call("CP-1", what, payload, { force: true }), /only goes up/);
    assert.deepEqual(station.asked, []);
    station.unplug();
  });
}

Deno.test("a key that kvolt would not know is not set by a call by name either", async () => {
  await using it = await room();
  await it.csms.stations.register("CP-1");
  await it.csms.stations.giveKey("CP-1");
  const station = accepting(it);
  const payload = { key: "AuthorizationKey", value: "0123456789abcdef" };
  await assert.rejects(it.csms.call("CP-1", "ChangeConfiguration", payload), /by rotating it/);
  assert.deepEqual(station.asked, []);
  await it.csms.call("CP-1", "ChangeConfiguration", { key: "Other", value: "1" });
  station.unplug();
});
