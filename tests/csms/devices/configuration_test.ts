import assert from "node:assert/strict";
import { sameValue } from "../../../csms/devices/configuration.ts";
import { CallError } from "../../../ocpp/errors.ts";
import { plug } from "../../support/plug.ts";
import { soon } from "../../support/until.ts";
import { of, pages, type Room, room } from "../room.ts";

for (
  const [one, other, same] of [
    ["a,b", " a , b ", true],
    ["a,b", '"a, b"', true],
    ["true", "True", true],
    ["FALSE", "false", true],
    [undefined, "", true],
    ["a,b", "b,a", false],
    ["Value", "value", false],
    ["10", "10.0", false],
    [undefined, "0", false],
  ] as const
) {
  Deno.test(`${JSON.stringify(one)} and ${JSON.stringify(other)} are ${same ? "one value" : "two values"}`, () => {
    assert.equal(sameValue(one, other), same);
    assert.equal(sameValue(other, one), same);
  });
}

const reported = (it: Room, ...keys: [key: string, value?: string][]) =>
  it.apply((change) =>
    it.csms.devices.configuration.reported(
      change,
      "CP-1",
      keys.map(([key, value]) => ({
        key,
        readonly: false,
        ...(value === undefined ? {} : { value }),
      })),
    )
  );

Deno.test("a report is kept per key with its time, the last of two spellings counts, and wishes stay", async () => {
  await using it = await room();
  const { configuration } = it.csms.devices;
  await configuration.desire("CP-1", "Interval", "60");
  await reported(it, ["interval", "30"], ["Interval", "45"], ["Other", undefined]);
  assert.deepEqual(await configuration.all("CP-1"), [
    {
      ...{ station: "CP-1", key: "Interval", readonly: false, desired: "60", value: "45" },
      at: "2026-01-01T00:00:00.000Z",
    },
    {
      ...{ station: "CP-1", key: "Other", readonly: false, value: undefined },
      at: "2026-01-01T00:00:00.000Z",
    },
  ]);
  const paged = await pages((options) => configuration.page("CP-1", options), 1);
  assert.deepEqual(paged.map(({ value }) => value), await configuration.all("CP-1"));
});

Deno.test("a change that a station took is kept and is an event", async () => {
  await using it = await room();
  await it.apply((change) =>
    it.csms.devices.configuration.changed(change, "CP-1", "Interval", "60")
  );
  assert.equal((await it.csms.devices.configuration.all("CP-1"))[0]?.value, "60");
  assert.deepEqual(of(it, "configuration.changed").map(({ data, station }) => [station, data]), [
    ["CP-1", { key: "Interval", value: "60" }],
  ]);
});

Deno.test("the differing keys are those whose value is not the wish, until the wish is taken back", async () => {
  await using it = await room();
  const { configuration } = it.csms.devices;
  await reported(it, ["A", "1"], ["B", "x, y"], ["C", "3"]);
  await configuration.desire("CP-1", "a", "2");
  await configuration.desire("CP-1", "B", "x,y");
  await configuration.desire("CP-1", "Unknown", "5");
  const differing = async () => (await configuration.differing("CP-1")).map(({ key }) => key);
  assert.deepEqual(await differing(), ["A", "Unknown"]);
  await configuration.desire("CP-1", "A", undefined);
  assert.deepEqual(await differing(), ["Unknown"]);
});

/** A station with a configuration of its own. */
function configured(it: Room, keys: Record<string, string>, refuse: readonly string[] = []) {
  return plug(it, "CP-1", {
    GetConfiguration: ({ key = Object.keys(keys) }: { key?: string[] }) => ({
      configurationKey: key.filter((name) => name in keys).map((name) => ({
        ...{ key: name, readonly: false, value: keys[name] },
      })),
      unknownKey: key.filter((name) => !(name in keys)),
    }),
    ChangeConfiguration: ({ key, value }: { key: string; value: string }) => {
      if (refuse.includes(key)) return { status: "Rejected" };
      keys[key] = value;
      return { status: "Accepted" };
    },
  });
}

Deno.test("applying the wishes reads first, sets one key at a time, and none that is equal already", async () => {
  await using it = await room();
  await it.station();
  const { configuration } = it.csms.devices;
  const wishes = { Same: "a,b", Differs: "2", Refused: "3", Missing: "4" };
  for (const [key, value] of Object.entries(wishes)) await configuration.desire("CP-1", key, value);
  const station = configured(it, { Same: "a, b", Differs: "1", Refused: "1", Other: "9" }, [
    "Refused",
  ]);
  assert.deepEqual(await configuration.reapply("CP-1"), [
    { key: "Differs", status: "Accepted" },
    { key: "Missing", status: "Accepted" },
    { key: "Refused", status: "Rejected" },
  ]);
  assert.deepEqual(station.asked.map(({ action, payload }) => [action, payload.key]), [
    ["GetConfiguration", ["Differs", "Missing", "Refused", "Same"]],
    ["ChangeConfiguration", "Differs"],
    ["ChangeConfiguration", "Missing"],
    ["ChangeConfiguration", "Refused"],
  ]);
  assert.deepEqual((await configuration.differing("CP-1")).map(({ key }) => key), ["Refused"]);
  station.unplug();
});

Deno.test("a key that the station takes and never tells back is set once for each wish", async () => {
  await using it = await room();
  await it.station();
  const { configuration } = it.csms.devices;
  const set: string[] = [];
  const station = plug(it, "CP-1", {
    GetConfiguration: ({ key = [] }: { key?: string[] }) => ({
      configurationKey: key.map((name) => ({ key: name, readonly: false })),
      unknownKey: [],
    }),
    ChangeConfiguration: ({ value }: { value: string }) => {
      set.push(value);
      return { status: "Accepted" };
    },
  });
  for (const wish of ["one", "one", "two", "one"]) {
    await configuration.desire("CP-1", "AuthorizationKey", wish);
    await configuration.reapply("CP-1");
    await configuration.reapply("CP-1");
  }
  assert.deepEqual(set, ["one", "two", "one"]);
  assert.deepEqual(await configuration.differing("CP-1"), []);
  station.unplug();
});

Deno.test("without a wish nothing is asked, not even of a station that is away", async () => {
  await using it = await room();
  assert.deepEqual(await it.csms.devices.configuration.reapply("CP-1"), []);
});

Deno.test("after a boot storm the wishes are applied once, where the station's settings say so", async () => {
  await using it = await room();
  await it.station();
  await it.csms.devices.configuration.desire("CP-1", "A", "2");
  const station = configured(it, { A: "1" });
  const boot = { chargePointVendor: "V", chargePointModel: "M" };
  await station.call("BootNotification", boot);
  it.clock.advance(60_000);
  await it.csms.stations.set("CP-1", { reapply: true });
  for (let n = 0; n < 3; n++) {
    await station.call("BootNotification", boot);
    await it.csms.latency();
    it.clock.advance(9_999);
    assert.deepEqual(station.asked, []);
  }
  it.clock.advance(1);
  await soon(() => assert.equal(station.asked.length, 2));
  assert.deepEqual(station.asked.map(({ action }) => action), [
    ...["GetConfiguration", "ChangeConfiguration"],
  ]);
  station.unplug();
});

Deno.test("a station that refuses to tell everything is asked for the keys that are known", async () => {
  await using it = await room();
  await it.station();
  await reported(it, ["A", "1"], ["B", "2"]);
  const station = plug(it, "CP-1", {
    GetConfiguration: ({ key }) => {
      if (!key) throw new CallError("InternalError", "too much");
      return { configurationKey: [{ key: "A", readonly: true, value: "9" }], unknownKey: ["B"] };
    },
  });
  const { unknown } = await it.csms.devices.configuration.read("CP-1");
  assert.deepEqual(unknown, ["B"]);
  assert.deepEqual(station.asked.map(({ payload }) => payload), [{}, { key: ["A", "B"] }]);
  assert.equal((await it.csms.devices.configuration.all("CP-1"))[0]?.value, "9");
  station.unplug();
});
