import assert from "node:assert/strict";
import { scaledClock } from "../../simulator/scaled_clock.ts";
import { bench } from "./session.ts";

Deno.test("a remote start charges and a remote stop ends it, answered before it happens", () =>
  bench(async ({ csms, cp }) => {
    await cp.plug();
    const start = { idTag: "TAG-1", connectorId: 1 };
    assert.deepEqual(await csms.ask("RemoteStartTransaction", start), { status: "Accepted" });
    await csms.next("StartTransaction");
    await cp.delivered();
    assert.equal(csms.of("Authorize").length, 0);
    assert.deepEqual(await csms.ask("RemoteStopTransaction", { transactionId: 99 }), {
      status: "Rejected",
    });
    assert.deepEqual(await csms.ask("RemoteStopTransaction", { transactionId: 1 }), {
      status: "Accepted",
    });
    const stop = await csms.next("StopTransaction");
    assert.equal(stop.reason, "Remote");
    assert.equal(stop.idTag, undefined);
    assert.deepEqual(await cp.received("RemoteStopTransaction"), { transactionId: 99 });
    assert.deepEqual(await cp.received("RemoteStopTransaction"), { transactionId: 1 });
  }));

Deno.test("a remote start asks the CSMS about the tag where AuthorizeRemoteTxRequests is true", () =>
  bench(async ({ csms, cp }) => {
    await cp.plug();
    csms.answer("Authorize", { idTagInfo: { status: "Blocked" } });
    await csms.ask("RemoteStartTransaction", { idTag: "TAG-1" });
    await csms.next("Authorize");
    await cp.send("Heartbeat", {});
    assert.equal(cp.transactions.length, 0);
    csms.answer("Authorize", { idTagInfo: { status: "Accepted" } });
    await csms.ask("RemoteStartTransaction", { idTag: "TAG-1" });
    assert.equal((await csms.next("StartTransaction")).idTag, "TAG-1");
  }, { configuration: { AuthorizeRemoteTxRequests: "true" } }));

Deno.test("a soft reset tells of the end of the transaction, then reconnects and boots", () =>
  bench(async ({ csms, cp, clock }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    await cp.delivered();
    const gone = new Promise((resolve) => cp.on("closed", resolve));
    assert.deepEqual(await csms.ask("Reset", { type: "Soft" }), { status: "Accepted" });
    assert.equal((await csms.next("StopTransaction")).reason, "SoftReset");
    await gone;
    await new Promise((resolve) => setTimeout(resolve, 0));
    clock.advance(2_000);
    await csms.next("BootNotification");
    await csms.next("StatusNotification", ({ status }) => status === "Preparing");
    assert.equal(csms.paths.length, 2);
  }));

Deno.test("a hard reset keeps the end of the transaction for after the boot", () =>
  bench(async ({ csms, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    await cp.delivered();
    await csms.ask("Reset", { type: "Hard" });
    const stop = await csms.next("StopTransaction");
    assert.equal(stop.reason, "HardReset");
    await cp.delivered();
    const actions = csms.calls.map(({ action }) => action);
    assert(actions.indexOf("StopTransaction") > actions.lastIndexOf("BootNotification"));
    assert.equal(csms.of("BootNotification").length, 2);
    assert.equal(csms.of("StopTransaction").length, 1);
  }, { clock: scaledClock(100) }));

Deno.test("unlocking ends the transaction first; a broken lock stays shut", () =>
  bench(async ({ csms, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    await cp.delivered();
    const unlock = (connectorId: number) => csms.ask("UnlockConnector", { connectorId });
    assert.deepEqual(await unlock(1), { status: "Unlocked" });
    assert.equal((await csms.next("StopTransaction")).reason, "UnlockCommand");
    assert.deepEqual(await unlock(7), { status: "NotSupported" });
    await cp.fault(1, "ConnectorLockFailure");
    assert.deepEqual(await unlock(1), { status: "UnlockFailed" });
  }));

Deno.test("availability changes at once where nothing runs, and is scheduled where it does", () =>
  bench(async ({ csms, cp }) => {
    await cp.plug(1);
    await cp.tap("TAG-1", 1);
    const change = (connectorId: number, type: string) =>
      csms.ask("ChangeAvailability", { connectorId, type });
    assert.deepEqual(await change(2, "Inoperative"), { status: "Accepted" });
    assert.equal(
      (await csms.next(
        "StatusNotification",
        ({ connectorId, status }) => connectorId === 2 && status !== "Available",
      )).status,
      "Unavailable",
    );
    assert.deepEqual(await change(1, "Inoperative"), { status: "Scheduled" });
    assert.equal(cp.connectors[1]!.status, "Charging");
    await cp.stop(1);
    assert.equal(cp.connectors[1]!.status, "Unavailable");
    assert.deepEqual(await cp.tap("TAG-1"), { status: "Occupied" });
    assert.deepEqual(await change(0, "Operative"), { status: "Accepted" });
    assert.deepEqual(cp.connectors.map(({ status }) => status), [
      ...["Available", "Finishing", "Available"],
    ]);
    assert.deepEqual(await change(3, "Operative"), { status: "Rejected" });
  }, { connectors: 2 }));

Deno.test("a reservation lets in its tag alone, is used up by it, and ends with its time", () =>
  bench(async ({ csms, cp, clock }) => {
    const reserve = (reservationId: number, connectorId = 1) =>
      csms.ask("ReserveNow", {
        ...{ reservationId, connectorId, idTag: "GUEST" },
        expiryDate: "2026-01-01T01:00:00Z",
      });
    assert.deepEqual(await reserve(4), { status: "Accepted" });
    await csms.next("StatusNotification", ({ status }) => status === "Reserved");
    assert.deepEqual(await reserve(5), { status: "Occupied" });
    await cp.plug();
    assert.deepEqual(await cp.tap("OTHER"), { status: "Occupied" });
    assert.deepEqual(await cp.tap("guest"), { status: "Accepted" });
    await cp.delivered();
    assert.equal(csms.of("StartTransaction")[0].reservationId, 4);
    await cp.stop();
    await cp.unplug();
    assert.deepEqual(await reserve(6), { status: "Accepted" });
    assert.deepEqual(await csms.ask("CancelReservation", { reservationId: 6 }), {
      status: "Accepted",
    });
    assert.deepEqual(await csms.ask("CancelReservation", { reservationId: 6 }), {
      status: "Rejected",
    });
    assert.equal(cp.connectors[1]!.status, "Available");
    assert.deepEqual(await reserve(7, 0), { status: "Accepted" });
    assert.deepEqual(await cp.tap("OTHER"), { status: "Occupied" });
    clock.advance(3_600_000);
    assert.deepEqual(await cp.tap("OTHER"), { status: "Accepted" });
    await cp.fault();
    assert.deepEqual(await reserve(8), { status: "Rejected" });
  }));

Deno.test("every message that can be triggered is sent after the answer", () =>
  bench(async ({ csms }) => {
    const plain = ["BootNotification", "Heartbeat", "MeterValues", "StatusNotification"];
    const files = ["FirmwareStatusNotification", "DiagnosticsStatusNotification"];
    for (const requestedMessage of [...plain, ...files]) {
      const answer = await csms.ask("TriggerMessage", { requestedMessage, connectorId: 1 });
      assert.deepEqual(answer, { status: "Accepted" });
      const sent = await csms.next(requestedMessage);
      if (files.includes(requestedMessage)) assert.equal(sent.status, "Idle");
    }
    const secure = { LogStatusNotification: "", SignChargePointCertificate: "SignCertificate" };
    for (const [requestedMessage, action] of Object.entries(secure)) {
      await csms.ask("ExtendedTriggerMessage", { requestedMessage });
      const sent = await csms.next(action || requestedMessage);
      if (action) assert.match(sent.csr, /^-----BEGIN CERTIFICATE REQUEST-----\n/);
    }
    const far = { requestedMessage: "MeterValues", connectorId: 9 };
    assert.deepEqual(await csms.ask("TriggerMessage", far), { status: "Rejected" });
  }));
