import assert from "node:assert/strict";
import { MEASURANDS } from "../../simulator/measurands.ts";
import { answers } from "../../simulator/v16/answers/mod.ts";
import { v16 } from "../../ocpp/v16/mod.ts";
import { fixedCsms } from "./fixed_csms.ts";
import { bench } from "./session.ts";

Deno.test("all keys are told, some are asked for by name, unknown ones are named", () =>
  bench(async ({ csms }) => {
    const { configurationKey: all } = await csms.ask("GetConfiguration");
    // deno-lint-ignore no-explicit-any
    const keys: Map<string, any> = new Map(all.map((one: any) => [one.key, one]));
    const fixed = { key: "NumberOfConnectors", readonly: true, value: "2" };
    assert.deepEqual(keys.get("NumberOfConnectors"), fixed);
    assert.deepEqual(keys.get("AuthorizationKey"), { key: "AuthorizationKey", readonly: false });
    assert.equal(keys.get("HeartbeatInterval").value, "300");
    const some = await csms.ask("GetConfiguration", { key: ["numberofconnectors", "Colour"] });
    assert.deepEqual(some, { configurationKey: [fixed], unknownKey: ["Colour"] });
    const many = Array.from({ length: 51 }, (_, n) => `Key${n}`);
    const refused = await csms.ask("GetConfiguration", { key: many });
    assert.equal(refused.error, "OccurenceConstraintViolation");
  }, { connectors: 2 }));

Deno.test("a change is accepted, refused, unknown, or asks for a reboot", () =>
  bench(async ({ csms, cp }) => {
    const table: [key: string, value: string, status: string][] = [
      ["MeterValueSampleInterval", "15", "Accepted"],
      ["metervaluesampleinterval", "20", "Accepted"],
      ["MeterValueSampleInterval", "-1", "Rejected"],
      ["LocalPreAuthorize", "yes", "Rejected"],
      ["MeterValuesSampledData", "Voltage, SoC", "Accepted"],
      ["MeterValuesSampledData", "Voltage,RPM", "Rejected"],
      ["NumberOfConnectors", "9", "Rejected"],
      ["Colour", "red", "NotSupported"],
      ["CentralSystemURL", "http://x", "Rejected"],
      ["CentralSystemURL", csms.url, "RebootRequired"],
    ];
    for (const [key, value, status] of table) {
      assert.deepEqual(await csms.ask("ChangeConfiguration", { key, value }), { status }, key);
    }
    assert.equal(cp.configuration.MeterValueSampleInterval, "20");
  }));

Deno.test("a key of the owner's own can be given, read and changed", () =>
  bench(async ({ csms }) => {
    assert.deepEqual(await csms.ask("GetConfiguration", { key: ["Colour"] }), {
      configurationKey: [{ key: "Colour", readonly: false, value: "red" }],
      unknownKey: [],
    });
    const change = { key: "Colour", value: "blue" };
    assert.deepEqual(await csms.ask("ChangeConfiguration", change), { status: "Accepted" });
  }, { configuration: { Colour: "red" } }));

Deno.test("a changed HeartbeatInterval holds from then on", () =>
  bench(async ({ csms, clock }) => {
    await csms.ask("ChangeConfiguration", { key: "HeartbeatInterval", value: "10" });
    clock.advance(10_000);
    await csms.next("Heartbeat");
    assert.equal(csms.of("Heartbeat").length, 1);
  }));

Deno.test("a new AuthorizationKey is used at once, on a new connection", () =>
  bench(async ({ csms, cp, clock }) => {
    const retry = new Promise<number>((resolve) => cp.on("retry", ({ inMs }) => resolve(inMs)));
    const value = "0123456789abcdef";
    await csms.ask("ChangeConfiguration", { key: "AuthorizationKey", value });
    clock.advance(await retry);
    await new Promise((resolve) => cp.on("open", resolve));
    assert.equal(csms.headers[1]!.get("authorization"), `Basic ${btoa(`CP-1:${value}`)}`);
  }, { key: "first" }));

Deno.test("a new CentralSystemURL is dialled after the reboot", () =>
  bench(async ({ csms, cp, clock }) => {
    const other = fixedCsms();
    await csms.ask("ChangeConfiguration", { key: "CentralSystemURL", value: other.url });
    const gone = new Promise((resolve) => cp.on("closed", resolve));
    await csms.ask("Reset", { type: "Soft" });
    await gone;
    await new Promise((resolve) => setTimeout(resolve, 0));
    clock.advance(2_000);
    await other.next("BootNotification");
    await cp.close();
    await other.close();
  }));

Deno.test("the local list is full or differential, versioned, and goes before the cache", () =>
  bench(async ({ csms, cp }) => {
    const send = (listVersion: number, updateType: string, list: Record<string, string | null>) =>
      csms.ask("SendLocalList", {
        ...{ listVersion, updateType },
        localAuthorizationList: Object.entries(list).map(([idTag, status]) => ({
          idTag,
          ...status ? { idTagInfo: { status } } : {},
        })),
      });
    const version = async () => (await csms.ask("GetLocalListVersion")).listVersion;
    assert.equal(await version(), 0);
    assert.deepEqual(await send(3, "Full", { A: "Accepted", B: "Accepted" }), {
      status: "Accepted",
    });
    assert.deepEqual(await send(3, "Differential", { C: "Accepted" }), {
      status: "VersionMismatch",
    });
    assert.deepEqual(await send(4, "Differential", { B: null, C: "Blocked" }), {
      status: "Accepted",
    });
    assert.deepEqual(await send(5, "Full", { D: null }), { status: "Failed" });
    assert.equal(await version(), 4);
    assert.deepEqual(await cp.tap("D"), { status: "Accepted" });
    await cp.goOffline();
    const taps: Record<string, string> = { a: "Accepted", B: "Invalid", C: "Blocked" };
    for (const [tag, status] of Object.entries(taps)) {
      assert.deepEqual(await cp.tap(tag, 2), { status }, tag);
    }
    assert.equal(csms.of("Authorize").length, 1);
  }, { connectors: 3 }));

Deno.test("the cache lets known tags in offline until it is cleared or they expire", () =>
  bench(async ({ csms, cp, clock }) => {
    csms.answer("Authorize", {
      idTagInfo: { status: "Accepted", expiryDate: "2026-01-01T00:10:00Z" },
    });
    await cp.tap("A");
    clock.advance(60_000);
    await cp.goOffline();
    assert.deepEqual(await cp.tap("A"), { status: "Accepted" });
    clock.advance(600_000);
    assert.deepEqual(await cp.tap("A"), { status: "Expired" });
    await cp.goOnline();
    assert.deepEqual(await csms.ask("ClearCache"), { status: "Accepted" });
    await cp.goOffline();
    assert.deepEqual(await cp.tap("A"), { status: "Invalid" });
  }));

Deno.test("LocalPreAuthorize starts without asking; a cache that is off cannot be cleared", () =>
  bench(async ({ csms, cp }) => {
    const entry = { idTag: "A", idTagInfo: { status: "Accepted" } };
    const list = { listVersion: 1, updateType: "Full", localAuthorizationList: [entry] };
    await csms.ask("SendLocalList", list);
    await cp.plug();
    assert.deepEqual(await cp.tap("A"), { status: "Accepted" });
    await cp.delivered();
    assert.equal(csms.of("Authorize").length, 0);
    assert.deepEqual(await csms.ask("ClearCache"), { status: "Rejected" });
  }, { configuration: { LocalPreAuthorize: "true", AuthorizationCacheEnabled: "false" } }));

Deno.test("data of the own vendor is taken, of others not; what is no payload is refused", () =>
  bench(async ({ csms }) => {
    const transfer = (payload: Record<string, unknown>) => csms.ask("DataTransfer", payload);
    assert.deepEqual(await transfer({ vendorId: "other" }), { status: "UnknownVendorId" });
    assert.deepEqual(await transfer({ vendorId: "kvolt", messageId: "x" }), {
      status: "UnknownMessageId",
    });
    assert.deepEqual(await transfer({ vendorId: "kvolt", messageId: "echo", data: "hello" }), {
      status: "Accepted",
      data: "hello",
    });
  }));

Deno.test("a request that is not valid is refused: what a CSMS sends wrongly must not go unnoticed", () =>
  bench(async ({ csms, cp }) => {
    const answered: string[] = [];
    cp.on("frame", ({ direction, text }) => direction === "out" && answered.push(text));
    csms.expect("odd", "Reset");
    csms.raw(`[2,"odd","Reset",{"type":"Gentle"}]`);
    const refusal = await csms.expect(
      "extra",
      "ClearCache",
      () => csms.raw(`[2,"extra","ClearCache",{"really":true}]`),
    );
    assert.equal(refusal.error, "FormationViolation");
    assert.match(answered[0]!, /^\[4,"odd","PropertyConstraintViolation","Reset: type /);
    assert.equal(cp.connected, true);
  }));

Deno.test("every action of a 1.6 CSMS is answered", () => {
  const asked = [...answers.keys()].toSorted();
  assert.equal(asked.length, 26);
  for (const name of asked) assert(v16.actions.has(name), name);
  assert(MEASURANDS.size >= 10);
});
