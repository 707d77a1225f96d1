import assert from "node:assert/strict";
import type { CallError } from "../../ocpp/errors.ts";
import { onStage, reading, start, status, t } from "./stage.ts";

Deno.test("quirk 46: a message id that is used again with other content is another message", () =>
  onStage(async ({ booted, transactions, clock }) => {
    const first = await booted();
    const one = { connectorId: 1, idTag: "TAG", meterStart: 0, timestamp: t(0) };
    const { transactionId } = await first.call("StartTransaction", one, "1");
    const stop = { transactionId, meterStop: 500, timestamp: t(60) };
    await first.call("StopTransaction", stop, "2");
    await first.close();
    clock.advance(120_000);
    const again = await booted();
    const next = { ...one, meterStart: 500, timestamp: t(100) };
    const answer = await again.call("StartTransaction", next, "1");
    assert.notEqual(answer.transactionId, transactionId);
    await again.call("StatusNotification", status(1, "Charging", 101), "2");
    const all = await transactions("CP-1");
    assert.deepEqual(all.map(({ state, meterStart }) => [state, meterStart]), [
      ["open", 500],
      ["closed", 0],
    ]);
  }));

Deno.test("quirk 46: decimal ids are answered as they were sent", () =>
  onStage(async ({ booted }) => {
    const cp = await booted();
    for (const id of ["17", "-3", "0"]) {
      cp.raw(`[2,${id},"Heartbeat",{}]`);
      const frame = await cp.answerTo(id);
      assert.equal(frame[0], 3);
      assert.equal(frame[1], Number(id));
    }
  }));

Deno.test("quirk 46: two stations may use the same message ids at once", () =>
  onStage(async ({ booted, transaction }) => {
    const stations = [await booted("CP-1"), await booted("CP-2")];
    const answers = await Promise.all(stations.map((cp, n) =>
      cp.call("StartTransaction", {
        ...{ connectorId: 1, idTag: "TAG", meterStart: n, timestamp: t(0) },
      }, "same")
    ));
    const [one, two] = await Promise.all(
      answers.map((answer) => transaction(answer.transactionId)),
    );
    assert.deepEqual([one!.station, one!.meterStart], ["CP-1", 0]);
    assert.deepEqual([two!.station, two!.meterStart], ["CP-2", 1]);
  }));

Deno.test("quirk 46: a station may give its request the id that ours has, which waits for its answer", () =>
  onStage(async ({ kvolt, booted }) => {
    const cp = await booted();
    const asked = kvolt.csms.ask("CP-1", "clearCache", {});
    const ours = await cp.asked("ClearCache");
    const { currentTime } = await cp.call("Heartbeat", {}, ours.id);
    assert.equal(currentTime, t(0));
    cp.answer(ours, { status: "Accepted" });
    assert.equal((await asked).accepted, true);
  }));

Deno.test("quirk 47: requests that are sent without waiting are answered in their order", () =>
  onStage(async ({ booted }) => {
    const cp = await booted();
    const order: string[] = [];
    cp.socket.addEventListener("message", ({ data }) => order.push(JSON.parse(data)[1]));
    const begin = { connectorId: 1, idTag: "TAG", meterStart: 0, timestamp: t(0) };
    cp.raw(JSON.stringify([2, "a", "StartTransaction", begin]));
    cp.raw(JSON.stringify([2, "b", "Heartbeat", {}]));
    cp.raw(JSON.stringify([2, "c", "MeterValues", reading(0, 0)]));
    cp.raw(JSON.stringify([2, "d", "Nonsense", {}]));
    cp.raw(JSON.stringify([2, "e", "Heartbeat", {}]));
    await cp.answerTo("e");
    assert.deepEqual(order, ["a", "b", "c", "d", "e"]);
  }));

Deno.test("quirk 47: what is sent before the boot is answered counts as well", () =>
  onStage(async ({ connected, transaction, statuses }) => {
    const cp = await connected();
    const boot = { chargePointVendor: "V", chargePointModel: "M" };
    const begin = { connectorId: 1, idTag: "TAG", meterStart: 0, timestamp: t(0) };
    cp.raw(JSON.stringify([2, "1", "StatusNotification", status(1, "Charging", 0)]));
    cp.raw(JSON.stringify([2, "2", "BootNotification", boot]));
    cp.raw(JSON.stringify([2, "3", "StartTransaction", begin]));
    const [, , { transactionId }] = await cp.answerTo("3");
    assert.equal((await cp.answerTo("2"))[2].status, "Accepted");
    assert.equal((await transaction(transactionId)).state, "open");
    assert.deepEqual(await statuses("CP-1"), { 1: "Charging" });
  }));

Deno.test("quirk 47: what a station says before it was let in is answered and kept apart", () =>
  onStage(async ({ kvolt, connected, transactions, findings, clock }) => {
    const cp = await connected();
    const boot = { chargePointVendor: "V", chargePointModel: "M" };
    assert.equal((await cp.call("BootNotification", boot)).status, "Pending");
    assert.equal((await cp.call("Authorize", { idTag: "TAG" })).idTagInfo.status, "Invalid");
    const id = await start(cp);
    assert.ok(id > 0);
    clock.advance(60_000);
    const stop = { transactionId: id, meterStop: 1500, timestamp: t(60) };
    assert.deepEqual(await cp.call("StopTransaction", stop), {});
    const [one] = await transactions("CP-1");
    assert.ok(one!.flags.includes("unregistered"));
    assert.equal(one!.startDecision.status, "Invalid");
    assert.equal(one!.register.energyWh, 500);
    assert.deepEqual(await findings("CP-1"), {});
    // Once it is let in it is asked to boot, and its tags are looked at.
    await kvolt.csms.stations.decide("CP-1", "Accepted");
    await cp.answers("TriggerMessage", { status: "Accepted" });
    await cp.boot();
    assert.equal((await cp.call("Authorize", { idTag: "TAG" })).idTagInfo.status, "Accepted");
  }, { DISCOVERY: "approve" }));

Deno.test("quirk 47: a station that was rejected is disconnected, and refused with the reason when it goes on", () =>
  onStage(async ({ kvolt, booted, connected }) => {
    const cp = await booted();
    await kvolt.csms.stations.decide("CP-1", "Rejected");
    assert.equal((await cp.closed).code, 1008);
    await assert.rejects(connected("CP-1"));
    const [refused] = await kvolt.csms.handshakes.list();
    assert.match(refused!.reason, /CP-1 has been refused by the operator/);
  }));

const errors: [name: string, tail: string, code: string, message: string][] = [
  ["an empty text", `"InternalError","",{}`, "InternalError", ""],
  ["no text and no details", `"GenericError"`, "GenericError", ""],
  [
    "a text of several lines",
    `"GenericError","one\\r\\ntwo\\n\\tthree",{}`,
    "GenericError",
    "three",
  ],
  ["an over-long text", `"GenericError","${"x".repeat(3000)}",{}`, "GenericError", "xxx"],
  ["details null", `"SecurityError","no",null`, "SecurityError", "no"],
  ["details as a list", `"FormationViolation","no",["a","b"]`, "FormationViolation", "no"],
  ["details as a text", `"GenericError","no","why"`, "GenericError", "no"],
  ["a code of its own", `"Busy","later",{}`, "Busy", "later"],
  ["a code of 2.x", `"RpcFrameworkError","no",{}`, "RpcFrameworkError", "no"],
  ["text null", `"ProtocolError",null,{}`, "ProtocolError", ""],
];

for (const [name, tail, code, message] of errors) {
  Deno.test(`quirk 53: a CALLERROR with ${name} is read, and the operator sees it`, () =>
    onStage(async ({ kvolt, booted }) => {
      const cp = await booted();
      const asked = kvolt.csms.ask("CP-1", "clearCache", {});
      const refused = assert.rejects(asked, (error: CallError) => {
        assert.deepEqual([error.name, error.code], ["CallError", code]);
        assert.ok(error.message.includes(message));
        return true;
      });
      const { id } = await cp.asked("ClearCache");
      cp.raw(`[4,"${id}",${tail}]`);
      await refused;
      const { items } = await kvolt.csms.commands.page("CP-1", { limit: 1 });
      const { state, result } = items[0]!.value;
      assert.equal(state, "refused");
      assert.equal((result as { code: string }).code, code);
      // The connection goes on.
      assert.equal((await cp.call("Heartbeat", {})).currentTime, t(0));
    }));
}

for (const code of ["NotImplemented", "NotSupported"]) {
  Deno.test(`quirk 55: an action that a station answered with ${code} is not sent again unless forced`, () =>
    onStage(async ({ kvolt, booted }) => {
      const cp = await booted();
      const { csms } = kvolt;
      const log = { location: "ftp://x/", requestId: 1, type: "diagnostics" as const };
      const first = assert.rejects(csms.call("CP-1", "GetLog", getLog), { name: "CallError" });
      cp.refuse(await cp.asked("GetLog"), code);
      await first;
      const unknown = {
        name: "Unsupported",
        message: "CP-1 has said that it does not know GetLog",
      };
      await assert.rejects(csms.call("CP-1", "GetLog", getLog), unknown);
      const other = csms.ask("CP-1", "getLog", { ...log, requestId: undefined });
      // GetDiagnostics is another action, and may be known.
      await cp.answers("GetDiagnostics", { fileName: "a.log" });
      assert.equal((await other).accepted, true);
      const forced = csms.call("CP-1", "GetLog", getLog, { force: true });
      await cp.answers("GetLog", { status: "Accepted" });
      assert.deepEqual(await forced, { status: "Accepted" });
      // It knows it after all.
      const again = csms.call("CP-1", "GetLog", getLog);
      await cp.answers("GetLog", { status: "Accepted" });
      assert.deepEqual(await again, { status: "Accepted" });
    }));
}

const getLog = {
  log: { remoteLocation: "ftp://x/" },
  logType: "DiagnosticsLog",
  requestId: 1,
};

Deno.test("quirk 55: a trigger that a station does not know is not sent again", () =>
  onStage(async ({ kvolt, booted }) => {
    const cp = await booted();
    const trigger = () => kvolt.csms.ask("CP-1", "trigger", { message: "Heartbeat" });
    const first = assert.rejects(trigger(), { name: "CallError" });
    cp.refuse(await cp.asked("TriggerMessage"), "NotImplemented");
    await first;
    await assert.rejects(trigger(), { name: "Unsupported" });
  }));

Deno.test("quirk 55: an action outside the features that a station names is not sent before somebody insists", () =>
  onStage(async ({ kvolt, booted }) => {
    const cp = await booted();
    const { csms } = kvolt;
    const read = csms.ask("CP-1", "getConfiguration", {});
    await cp.answers("GetConfiguration", {
      configurationKey: [{
        key: "SupportedFeatureProfiles",
        readonly: true,
        value: "Core, RemoteTrigger ,SmartCharging",
      }],
    });
    await read;
    const cancel = (force: boolean) => csms.ask("CP-1", "cancelReservation", { id: 1 }, { force });
    await assert.rejects(cancel(false), {
      name: "Unsupported",
      message: /does not name Reservation, which CancelReservation is of/,
    });
    const forced = cancel(true);
    await cp.answers("CancelReservation", { status: "Accepted" });
    assert.equal((await forced).accepted, true);
  }));

Deno.test("quirk 56: a station may send what it does before it answers the request for it", () =>
  onStage(async ({ kvolt, booted, transaction, clock }) => {
    const cp = await booted();
    const id = await start(cp);
    clock.advance(60_000);
    const unlock = kvolt.csms.ask("CP-1", "unlock", { evse: 1, connector: 1 });
    const asked = await cp.asked("UnlockConnector");
    await cp.call("StatusNotification", status(1, "Finishing", 60));
    const reason = "UnlockCommand";
    const stop = { transactionId: id, meterStop: 1100, timestamp: t(60), reason };
    await cp.call("StopTransaction", stop);
    cp.answer(asked, { status: "Unlocked" });
    assert.deepEqual(await unlock, { accepted: true, status: "Unlocked" });
    assert.equal((await transaction(id)).reason, "UnlockCommand");
  }));

Deno.test("quirk 56: a Reset may be answered first, and done afterwards", () =>
  onStage(async ({ kvolt, booted, transaction, clock }) => {
    const cp = await booted();
    const id = await start(cp);
    clock.advance(60_000);
    const reset = kvolt.csms.ask("CP-1", "reset", { type: "soft" });
    await cp.answers("Reset", { status: "Accepted" });
    assert.equal((await reset).accepted, true);
    const stop = { transactionId: id, meterStop: 1100, timestamp: t(60), reason: "SoftReset" };
    await cp.call("StopTransaction", stop);
    await cp.boot();
    assert.equal((await transaction(id)).reason, "SoftReset");
  }));

Deno.test("quirk 56: a Reset that is done and never answered is a time-out, and holds up nothing", () =>
  onStage(async ({ kvolt, booted, clock }) => {
    const cp = await booted();
    const reset = assert.rejects(kvolt.csms.ask("CP-1", "reset", { type: "soft" }), {
      name: "NoAnswer",
    });
    const asked = await cp.asked("Reset");
    const waiting = kvolt.csms.ask("CP-1", "clearCache", {});
    await cp.boot();
    clock.advance(30_000);
    await reset;
    await cp.answers("ClearCache", { status: "Accepted" });
    assert.equal((await waiting).accepted, true);
    const states = async () =>
      (await kvolt.csms.commands.page("CP-1", { limit: 5 })).items
        .map(({ value }) => [value.action, value.state]);
    assert.deepEqual((await states()).at(-1), ["reset", "timeout"]);
    const late = new Promise<void>((resolve) =>
      kvolt.csms.journal.subscribe(({ type, data }) => {
        if (type === "command.answered" && (data as { state: string }).state === "late") resolve();
      })
    );
    cp.answer(asked, { status: "Accepted" });
    await late;
    assert.deepEqual((await states()).at(-1), ["reset", "late"]);
  }));
