import assert from "node:assert/strict";
import { CallError } from "../../ocpp/errors.ts";
import { plug } from "../support/plug.ts";
import { soon } from "../support/until.ts";
import { DAY, of, pages, type Room, room } from "./room.ts";

async function ready(): Promise<Room> {
  const it = await room({ CALL_TIMEOUT_SECONDS: "10", LOG_DAYS: "3" });
  await it.station();
  return it;
}
const latest = async (it: Room) =>
  (await it.csms.commands.page("CP-1", { limit: 10 })).items.map(({ value }) => value);
const refuse = (code: string) => () => {
  throw new CallError(code, "no");
};

Deno.test("a command is kept from when it is sent, and then with its answer, which is an event", async () => {
  await using it = await ready();
  const held = Promise.withResolvers<unknown>();
  const asked = Promise.withResolvers<void>();
  const station = plug(it, "CP-1", { Reset: () => (asked.resolve(), held.promise) });
  const outcome = it.csms.ask("CP-1", "reset", { type: "soft" });
  await asked.promise;
  const [sent] = await latest(it);
  assert.deepEqual(sent, {
    ...{ id: sent!.id, station: "CP-1", action: "reset", args: { type: "soft" }, state: "sent" },
    at: "2026-01-01T00:00:00.000Z",
  });
  it.clock.advance(2_000);
  held.resolve({ status: "Rejected" });
  assert.deepEqual(await outcome, { accepted: false, status: "Rejected" });
  assert.deepEqual(await latest(it), [{
    ...{ ...sent, state: "answered", answeredAt: "2026-01-01T00:00:02.000Z" },
    result: { accepted: false, status: "Rejected" },
  }]);
  assert.deepEqual(of(it, "command.answered").map(({ data }) => data), [
    { command: sent!.id, action: "reset", state: "answered", status: "Rejected" },
  ]);
  station.unplug();
});

Deno.test("a refusal is kept with its code and words, and is what the caller gets", async () => {
  await using it = await ready();
  const station = plug(it, "CP-1", { Reset: refuse("GenericError") });
  await assert.rejects(it.csms.ask("CP-1", "reset", { type: "soft" }), {
    ...{ name: "CallError", code: "GenericError" },
  });
  const [command] = await latest(it);
  assert.equal(command?.state, "refused");
  assert.deepEqual(command?.result, { error: "CallError", code: "GenericError", message: "no" });
  station.unplug();
});

Deno.test("no answer in time is a time-out, and the answer that comes later is kept as late and still counts", async () => {
  await using it = await ready();
  const held = Promise.withResolvers<unknown>();
  const asked = Promise.withResolvers<void>();
  const station = plug(it, "CP-1", { ChangeConfiguration: () => (asked.resolve(), held.promise) });
  const call = assert.rejects(
    it.csms.ask("CP-1", "setConfiguration", { key: "A", value: "1" }),
    { name: "NoAnswer" },
  );
  await asked.promise;
  it.clock.advance(10_000);
  await call;
  assert.equal((await latest(it))[0]?.state, "timeout");
  held.resolve({ status: "Accepted" });
  await soon(async () => assert.equal((await latest(it))[0]?.state, "late"));
  await soon(async () => {
    assert.equal((await it.csms.devices.configuration.all("CP-1"))[0]?.value, "1");
  });
  assert.deepEqual(
    of(it, "command.answered").map(({ data }) => (data as { state: string }).state),
    [
      ...["timeout", "late"],
    ],
  );
  station.unplug();
});

Deno.test("a command takes the time that its caller gives it", async () => {
  await using it = await ready();
  const asked = Promise.withResolvers<void>();
  const station = plug(it, "CP-1", { Reset: () => (asked.resolve(), new Promise(() => {})) });
  const call = it.csms.ask("CP-1", "reset", { type: "soft" }, { timeoutMs: 500 });
  await asked.promise;
  const failed = assert.rejects(call, { name: "NoAnswer", message: /500 ms/ });
  it.clock.advance(500);
  await failed;
  station.unplug();
});

Deno.test("a station that is not connected cannot be asked, and nothing is kept of it", async () => {
  await using it = await ready();
  const offline = { name: "Offline", message: "CP-1 is not connected" };
  await assert.rejects(it.csms.ask("CP-1", "clearCache", {}), offline);
  await assert.rejects(it.csms.call("CP-1", "ClearCache", {}), offline);
  assert.deepEqual(await latest(it), []);
});

Deno.test("a connection that ends in the middle of a command refuses it", async () => {
  await using it = await ready();
  const asked = Promise.withResolvers<void>();
  const station = plug(it, "CP-1", { Reset: () => (asked.resolve(), new Promise(() => {})) });
  const call = assert.rejects(it.csms.ask("CP-1", "reset", { type: "soft" }), {
    name: "NotConnected",
  });
  await asked.promise;
  station.unplug();
  await call;
  const [command] = await latest(it);
  assert.deepEqual([command?.state, (command?.result as { error: string }).error], [
    ...["refused", "NotConnected"],
  ]);
});

for (const code of ["NotImplemented", "NotSupported"]) {
  Deno.test(`an action that a station answers with ${code} is not sent again, unless it is forced`, async () => {
    await using it = await ready();
    const answers: Record<string, () => unknown> = { Reset: refuse(code) };
    const station = plug(it, "CP-1", answers);
    const reset = (options = {}) => it.csms.ask("CP-1", "reset", { type: "soft" }, options);
    await assert.rejects(reset(), { code });
    await assert.rejects(reset(), { name: "Unsupported", message: /CP-1.*Reset/ });
    await assert.rejects(it.csms.call("CP-1", "Reset", { type: "Soft" }), { name: "Unsupported" });
    assert.equal(station.asked.length, 1);
    assert.deepEqual((await it.csms.stations.get("CP-1"))?.learned.unsupported, ["Reset"]);
    await assert.rejects(reset({ force: true }), { code });
    assert.deepEqual((await it.csms.stations.get("CP-1"))?.learned.unsupported, ["Reset"]);
    station.unplug();
  });
}

Deno.test("an action that a station took after all is no longer unsupported", async () => {
  await using it = await ready();
  const answers: Record<string, () => unknown> = { Reset: refuse("NotImplemented") };
  const station = plug(it, "CP-1", answers);
  const reset = (options = {}) => it.csms.ask("CP-1", "reset", { type: "soft" }, options);
  await assert.rejects(reset(), { code: "NotImplemented" });
  answers.Reset = () => ({ status: "Accepted" });
  await reset({ force: true });
  assert.deepEqual((await it.csms.stations.get("CP-1"))?.learned.unsupported, []);
  await reset();
  station.unplug();
});

Deno.test("other errors teach nothing: the action is sent again", async () => {
  await using it = await ready();
  const station = plug(it, "CP-1", { Reset: refuse("InternalError") });
  for (let n = 0; n < 2; n++) {
    await assert.rejects(it.csms.call("CP-1", "Reset", { type: "Soft" }), {
      code: "InternalError",
    });
  }
  assert.equal(station.asked.length, 2);
  station.unplug();
});

Deno.test("a feature that a station does not name is not asked of it, unless it is forced; reading probes stay free", async () => {
  await using it = await ready();
  const configurationKey = [{
    ...{ key: "SupportedFeatureProfiles", readonly: true, value: "Core, RemoteTrigger" },
  }];
  const station = plug(it, "CP-1", {
    GetConfiguration: () => ({ configurationKey }),
    GetCompositeSchedule: () => ({ status: "Rejected" }),
    ClearChargingProfile: () => ({ status: "Unknown" }),
  });
  await it.csms.devices.configuration.read("CP-1");
  await assert.rejects(it.csms.ask("CP-1", "clearProfile", {}), {
    ...{ name: "Unsupported", message: /SmartCharging/ },
  });
  await it.csms.ask("CP-1", "composite", { evse: 1, duration: 60 });
  await it.csms.ask("CP-1", "clearProfile", {}, { force: true });
  assert.deepEqual(station.asked.map(({ action }) => action), [
    ...["GetConfiguration", "GetCompositeSchedule", "ClearChargingProfile"],
  ]);
  station.unplug();
});

for (
  const [how, first] of [["rejects", () => ({ status: "Rejected" })], [
    "refuses",
    refuse("PropertyConstraintViolation"),
  ]] as const
) {
  Deno.test(`a station with one EVSE that ${how} EVSE 0 is asked once more with that one`, async () => {
    await using it = await ready();
    await it.apply((change) =>
      it.csms.stations.status(change, {
        ...{ station: "CP-1", evse: 3, connector: 1, status: "Available", errorCode: "NoError" },
      })
    );
    const station = plug(it, "CP-1", {
      ChangeAvailability: ({ connectorId }) => connectorId === 0 ? first() : { status: "Accepted" },
    });
    const { accepted } = await it.csms.ask("CP-1", "availability", { evse: 0, operative: true });
    assert.equal(accepted, true);
    assert.deepEqual(station.asked.map(({ payload }) => payload.connectorId), [0, 3]);
    station.unplug();
  });
}

Deno.test("what is longer than the store takes is sent whole and kept in part", async () => {
  await using it = await ready();
  const data = "漢".repeat(60_000);
  const station = plug(it, "CP-1", { DataTransfer: () => ({ status: "Accepted", data }) });
  const answer = await it.csms.call("CP-1", "DataTransfer", { vendorId: "v", data });
  assert.deepEqual(answer, { status: "Accepted", data });
  assert.equal(station.asked[0]?.payload.data, data);
  const [command] = await latest(it);
  assert.match(String(command?.args), /^\{"vendorId":"v","data":"漢+… \(\d+ characters in all\)$/);
  station.unplug();
});

Deno.test("commands are listed newest first, a page at a time, and expire after LOG_DAYS", async () => {
  await using it = await ready();
  const station = plug(it, "CP-1", {
    ClearCache: () => ({ status: "Accepted" }),
    Reset: () => ({ status: "Accepted" }),
  });
  for (const type of ["Soft", "Hard"]) await it.csms.call("CP-1", "Reset", { type });
  await it.csms.call("CP-1", "ClearCache", {});
  const found = await pages((options) => it.csms.commands.page("CP-1", options), 2);
  assert.deepEqual(found.map(({ value }) => value.args), [{}, { type: "Hard" }, { type: "Soft" }]);
  it.clock.advance(3 * DAY);
  assert.deepEqual(await latest(it), []);
  station.unplug();
});
