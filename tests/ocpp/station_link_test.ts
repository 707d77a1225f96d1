import assert from "node:assert/strict";
import { CallError } from "../../ocpp/errors.ts";
import { v16 } from "../../ocpp/v16/mod.ts";
import { v201, v21 } from "../../ocpp/v2/mod.ts";
import { findingsOf } from "../support/findings.ts";
import { soon } from "../support/until.ts";
import { plug } from "../support/plug.ts";
import { type Room, room } from "../csms/room.ts";

async function ready(): Promise<Room> {
  const it = await room();
  await it.station();
  return it;
}
const yes = () => ({ status: "Accepted" });
const actions = (station: { asked: readonly { action: string }[] }) =>
  station.asked.map(({ action }) => action);

Deno.test("nothing is sent before the boot is accepted, and then in the order it was asked", async () => {
  await using it = await ready();
  const station = plug(it, "CP-1", { ClearCache: yes, Reset: yes }, { booted: false });
  const calls = [station.link.call("ClearCache", {}), station.link.call("Reset", { type: "Soft" })];
  it.clock.advance(4_999);
  assert.deepEqual(actions(station), []);
  station.link.booted(true);
  await Promise.all(calls);
  it.clock.advance(60_000);
  assert.deepEqual(actions(station), ["ClearCache", "Reset"], "and it is not asked to boot");
  station.unplug();
});

Deno.test("a station that does not boot is spoken to after 5 s, and asked to boot", async () => {
  await using it = await ready();
  const station = plug(it, "CP-1", { ClearCache: yes, TriggerMessage: yes }, { booted: false });
  const call = station.link.call("ClearCache", {});
  it.clock.advance(5_000);
  await call;
  await soon(() => assert.deepEqual(actions(station), ["ClearCache", "TriggerMessage"]));
  assert.deepEqual(station.asked[1]?.payload, { requestedMessage: "BootNotification" });
  station.unplug();
});

Deno.test("a boot that is not accepted lets nothing out before 5 s, and is not asked for again", async () => {
  await using it = await ready();
  const station = plug(it, "CP-1", { ClearCache: yes, TriggerMessage: yes }, { booted: false });
  const call = station.link.call("ClearCache", {});
  station.link.booted(false);
  it.clock.advance(4_999);
  assert.deepEqual(actions(station), []);
  it.clock.advance(1);
  await call;
  assert.deepEqual(actions(station), ["ClearCache"]);
  station.unplug();
});

Deno.test("a station that knows no TriggerMessage goes on without", async () => {
  await using it = await ready();
  const station = plug(it, "CP-1", { ClearCache: yes }, { booted: false });
  it.clock.advance(5_000);
  assert.deepEqual(await station.link.ask("clearCache", {}), {
    accepted: true,
    status: "Accepted",
  });
  station.unplug();
});

Deno.test("a connection that ends before its boot asks for nothing later", async () => {
  await using it = await ready();
  const station = plug(it, "CP-1", { TriggerMessage: yes }, { booted: false });
  station.unplug();
  it.clock.advance(60_000);
  assert.deepEqual(actions(station), []);
});

Deno.test("an answer with an unknown word is read, kept as a finding, and is no acceptance", async () => {
  await using it = await ready();
  const station = plug(it, "CP-1", { Reset: () => ({ status: "Sure", extra: 1 }) });
  assert.deepEqual(await station.link.ask("reset", { type: "soft" }), {
    ...{ accepted: false, status: "Sure" },
  });
  const kinds = (await findingsOf(it.csms, "CP-1")).map(({ kind }) => kind);
  assert.deepEqual(kinds, ["unknown-field", "unknown-value"]);
  station.unplug();
});

Deno.test("an answer that cannot be read rejects the verb, and comes back as it is from a call by name", async () => {
  await using it = await ready();
  const station = plug(it, "CP-1", { Reset: () => ({ status: { deep: true } }) });
  await assert.rejects(station.link.ask("reset", { type: "soft" }), {
    ...{ name: "CallError", code: "FormationViolation" },
  });
  assert.deepEqual(await station.link.call("Reset", { type: "Soft" }), { status: { deep: true } });
  const kinds = (await findingsOf(it.csms, "CP-1")).map(({ kind }) => kind);
  assert.ok(kinds.includes("unreadable-answer"));
  station.unplug();
});

Deno.test("an answer means the same whether a verb or a call by name asked for it", async () => {
  await using it = await ready();
  const station = plug(it, "CP-1", { ChangeConfiguration: yes });
  await station.link.ask("setConfiguration", { key: "A", value: "1" });
  await station.link.call("ChangeConfiguration", { key: "B", value: "2" });
  const all = await it.csms.devices.configuration.all("CP-1");
  assert.deepEqual(all.map(({ key, value }) => [key, value]), [["A", "1"], ["B", "2"]]);
  station.unplug();
});

Deno.test("a refusal of the station is a CallError with its code, and changes nothing", async () => {
  await using it = await ready();
  const station = plug(it, "CP-1", {
    ChangeConfiguration: () => {
      throw new CallError("SecurityError", "not you");
    },
  });
  await assert.rejects(station.link.ask("setConfiguration", { key: "A", value: "1" }), {
    ...{ name: "CallError", code: "SecurityError", message: "not you" },
  });
  assert.deepEqual(await it.csms.devices.configuration.all("CP-1"), []);
  station.unplug();
});

Deno.test("a link says which action of its version does a verb, and of which feature an action is", async () => {
  await using it = await ready();
  const { link, unplug } = plug(it, "CP-1", {});
  assert.equal(link.doing("reset", { type: "soft" }), "Reset");
  assert.equal(link.doing("reset", { type: "soft", evse: 1 }), undefined);
  assert.equal(link.feature("SetChargingProfile"), "SmartCharging");
  assert.equal(link.feature("Reset"), undefined);
  assert.deepEqual([link.station, link.protocol, link.address], ["CP-1", "ocpp1.6", "memory"]);
  unplug();
});

Deno.test("a link names what its station can be sent, and nothing that only stations send", async () => {
  await using it = await ready();
  const station = plug(it, "CP-1", {});
  assert.deepEqual(station.link.actions, v16.sendable);
  station.unplug();
  const ofStations = [
    ...["Authorize", "BootNotification", "Heartbeat", "StartTransaction", "TransactionEvent"],
    ...["NotifyReport", "NotifyPeriodicEventStream", "ReportDERControl", "BatterySwap"],
  ];
  for (const { sendable, actions } of [v16, v201, v21]) {
    assert.deepEqual(sendable, [...new Set(sendable)].sort());
    assert.deepEqual(
      sendable.filter((name) => !actions.has(name) || ofStations.includes(name)),
      [],
    );
    for (const name of ["DataTransfer", "Reset", "SetChargingProfile"]) {
      assert.ok(sendable.includes(name), name);
    }
  }
  assert.deepEqual([v16, v201, v21].map(({ sendable }) => sendable.length), [26, 40, 55]);
});
