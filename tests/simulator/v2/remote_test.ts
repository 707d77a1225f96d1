import assert from "node:assert/strict";
import type { ChargePoint } from "../../../simulator/charge_point.ts";
import { bench } from "../session.ts";

const idToken = { idToken: "TAG-1", type: "ISO14443" };
const other = { idToken: "TAG-2", type: "ISO14443" };
const start = { idToken, remoteStartId: 42 };
const at201 = { version: "2.0.1" as const };

/** Resolves when the connection is closed and what follows on that is done. */
const gone = (cp: ChargePoint) =>
  new Promise<void>((resolve) => {
    const off = cp.on("closed", () => {
      off();
      setTimeout(resolve, 0);
    });
  });

/** A profile that allows so many A. */
const profile = (id: number, limit: number, more = {}) => ({
  ...{ id, stackLevel: 0, chargingProfilePurpose: "TxDefaultProfile" },
  chargingProfileKind: "Absolute",
  chargingSchedule: [{
    ...{ id: 1, chargingRateUnit: "A", startSchedule: "2026-01-01T00:00:00Z" },
    chargingSchedulePeriod: [{ startPeriod: 0, limit }],
  }],
  ...more,
});

Deno.test("a remote start charges under its profile, and a remote stop ends it", () =>
  bench(async ({ csms, clock, cp }) => {
    const chargingProfile = profile(1, 10, { chargingProfilePurpose: "TxProfile" });
    const wrong = await csms.ask("RequestStartTransaction", {
      ...start,
      chargingProfile: profile(1, 10),
    });
    assert.equal(wrong.status, "Rejected");
    const answer = await csms.ask("RequestStartTransaction", { ...start, chargingProfile });
    assert.deepEqual(answer, { status: "Accepted" });
    await cp.received("RequestStartTransaction");
    await cp.plug();
    const event = await csms.next("TransactionEvent");
    assert.equal(event.transactionInfo.remoteStartId, 42);
    assert.equal(event.triggerReason, "CablePluggedIn");
    assert.deepEqual(event.idToken, idToken);
    clock.advance(60_000);
    await cp.delivered();
    assert.equal(cp.connectors[1]!.powerW, 10 * 230 * 3);
    const { transactionId } = event.transactionInfo;
    assert.deepEqual(await csms.ask("RequestStopTransaction", { transactionId: "no" }), {
      status: "Rejected",
    });
    assert.deepEqual(await csms.ask("GetTransactionStatus", { transactionId }), {
      ...{ ongoingIndicator: true, messagesInQueue: false },
    });
    await csms.ask("RequestStopTransaction", { transactionId });
    const ended = await csms.next("TransactionEvent", ({ eventType }) => eventType === "Ended");
    assert.equal(ended.triggerReason, "RemoteStop");
    assert.equal(ended.transactionInfo.stoppedReason, "Remote");
    const after = await csms.ask("GetChargingProfiles", { requestId: 1, chargingProfile: {} });
    assert.deepEqual(after, { status: "NoProfiles" });
  }, at201));

Deno.test("an immediate reset ends what runs and boots; one of an EVSE does not boot", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    await cp.delivered();
    assert.deepEqual(await csms.ask("Reset", { type: "Immediate", evseId: 1 }), {
      status: "Accepted",
    });
    const ended = await csms.next("TransactionEvent", ({ eventType }) => eventType === "Ended");
    assert.equal(ended.triggerReason, "ResetCommand");
    await csms.next("StatusNotification", (one) => one.connectorStatus === "Unavailable");
    clock.advance(2_000);
    await csms.next("StatusNotification", (one) => one.connectorStatus === "Occupied");
    assert.equal(csms.of("BootNotification").length, 1);
    const closed = gone(cp);
    await csms.ask("Reset", { type: "Immediate" });
    await closed;
    clock.advance(2_000);
    const boot = await csms.next("BootNotification", ({ reason }) => reason !== "PowerUp");
    assert.equal(boot.reason, "RemoteReset");
  }, at201));

Deno.test("a reset on idle waits for the end of the transaction", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    await cp.delivered();
    assert.deepEqual(await csms.ask("Reset", { type: "OnIdle" }), { status: "Scheduled" });
    const closed = gone(cp);
    cp.tap("TAG-1");
    await closed;
    assert.equal(csms.of("TransactionEvent").at(-1).transactionInfo.stoppedReason, "Local");
    clock.advance(2_000);
    await csms.next("BootNotification", ({ reason }) => reason === "ScheduledReset");
  }, at201));

Deno.test("with ImmediateAndResume a transaction goes on after the boot", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    await cp.delivered();
    const closed = gone(cp);
    await csms.ask("Reset", { type: "ImmediateAndResume" });
    await closed;
    clock.advance(2_000);
    const event = await csms.next("TransactionEvent", (one) => one.triggerReason === "TxResumed");
    assert.equal(event.eventType, "Updated");
    assert.equal(cp.connectors[1]!.transaction!.id, event.transactionInfo.transactionId);
  }, { version: "2.1" }));

Deno.test("availability changes at once, or is scheduled while a transaction runs", () =>
  bench(async ({ csms, cp }) => {
    const change = (operationalStatus: string, evse?: unknown) =>
      csms.ask("ChangeAvailability", { operationalStatus, ...evse ? { evse } : {} });
    await cp.plug(1);
    await cp.tap("TAG-1", 1);
    assert.equal((await change("Inoperative")).status, "Scheduled");
    await cp.received("ChangeAvailability");
    assert.deepEqual(cp.connectors.map(({ status }) => status), [
      ...["Unavailable", "Occupied", "Unavailable"],
    ]);
    await cp.stop(1);
    assert.equal(cp.connectors[1]!.status, "Unavailable");
    assert.equal((await change("Operative")).status, "Accepted");
    assert.equal((await change("Inoperative", { id: 2, connectorId: 1 })).status, "Accepted");
    await cp.received("ChangeAvailability");
    assert.deepEqual(cp.connectors.map(({ status }) => status), [
      ...["Available", "Occupied", "Unavailable"],
    ]);
    assert.equal((await change("Inoperative", { id: 9 })).status, "Rejected");
  }, { ...at201, connectors: 2 }));

Deno.test("unlocking is refused to a transaction that is authorized, and to an unknown connector", () =>
  bench(async ({ csms, cp }) => {
    const unlock = async (evseId: number, connectorId = 1) =>
      (await csms.ask("UnlockConnector", { evseId, connectorId })).status;
    assert.equal(await unlock(1), "Unlocked");
    await cp.plug();
    await cp.tap("TAG-1");
    assert.equal(await unlock(1), "OngoingAuthorizedTransaction");
    assert.equal(await unlock(1, 2), "UnknownConnector");
    await cp.stop();
    await cp.fault(1, "ConnectorLockFailure");
    assert.equal(await unlock(1), "UnlockFailed");
  }, at201));

Deno.test("a reservation lets in its token alone, and says when it is over", () =>
  bench(async ({ csms, clock, cp }) => {
    const reserve = (id: number, more = {}) =>
      csms.ask("ReserveNow", {
        ...{ id, expiryDateTime: "2026-01-01T01:00:00Z", idToken, evseId: 1, ...more },
      });
    assert.equal((await reserve(1)).status, "Accepted");
    await csms.next("StatusNotification", ({ connectorStatus }) => connectorStatus === "Reserved");
    assert.equal((await reserve(2, { idToken: other })).status, "Occupied");
    assert.deepEqual(await cp.tap("TAG-2"), { status: "Occupied" });
    await cp.tap("TAG-1");
    await cp.plug();
    const started = await csms.next("TransactionEvent");
    assert.equal(started.reservationId, 1);
    await cp.stop();
    await cp.unplug();
    await reserve(3);
    clock.advance(3_600_000);
    assert.deepEqual(await csms.next("ReservationStatusUpdate"), {
      ...{ reservationId: 3, reservationUpdateStatus: "Expired" },
    });
    await reserve(4, { expiryDateTime: "2026-01-02T00:00:00Z" });
    await cp.fault();
    const removed = await csms.next("ReservationStatusUpdate");
    assert.deepEqual(removed, { reservationId: 4, reservationUpdateStatus: "Removed" });
    assert.deepEqual(await csms.ask("CancelReservation", { reservationId: 4 }), {
      status: "Rejected",
    });
  }, at201));

Deno.test("all that can be triggered is sent, and what has nothing to say is refused", () =>
  bench(async ({ csms, cp }) => {
    const trigger = async (requestedMessage: string) =>
      (await csms.ask("TriggerMessage", { requestedMessage })).status;
    assert.equal(await trigger("TransactionEvent"), "Rejected");
    await cp.plug();
    await cp.tap("TAG-1");
    await cp.delivered();
    for (
      const action of [
        ...["Heartbeat", "MeterValues", "FirmwareStatusNotification", "LogStatusNotification"],
        ...["PublishFirmwareStatusNotification", "StatusNotification"],
      ]
    ) {
      assert.equal(await trigger(action), "Accepted", action);
      await csms.next(action);
    }
    assert.equal(await trigger("TransactionEvent"), "Accepted");
    await csms.next("TransactionEvent", ({ triggerReason }) => triggerReason === "Trigger");
    for (const use of ["ChargingStationCertificate", "V2GCertificate"]) {
      assert.equal(await trigger(`Sign${use}`), "Accepted");
      const { csr, certificateType } = await csms.next("SignCertificate");
      assert.equal(certificateType, use);
      assert.match(csr, /BEGIN CERTIFICATE REQUEST/);
    }
    assert.equal(await trigger("BootNotification"), "Accepted");
    await csms.next("BootNotification", ({ reason }) => reason === "Triggered");
    assert.equal(await trigger("CustomTrigger"), "NotImplemented");
  }, { version: "2.1" }));

Deno.test("a network profile is dialled after the reset that its priority asks for", () =>
  bench(async ({ csms, clock, cp }) => {
    const connectionData = {
      ...{ ocppInterface: "Wired0", ocppTransport: "JSON", ocppVersion: "OCPP20" },
      ...{ messageTimeout: 30, securityProfile: 1, ocppCsmsUrl: `${csms.url}/new` },
    };
    const set = async (configurationSlot: number, more = {}) =>
      await csms.ask("SetNetworkProfile", {
        configurationSlot,
        connectionData: { ...connectionData, ...more },
      });
    assert.equal((await set(9)).statusInfo.reasonCode, "InvalidConfSlot");
    assert.equal((await set(0, { securityProfile: 0 })).status, "Rejected");
    assert.equal((await set(0, { ocppCsmsUrl: "http://x" })).status, "Rejected");
    assert.equal((await set(0)).status, "Accepted");
    const closed = gone(cp);
    await csms.ask("Reset", { type: "Immediate" });
    await closed;
    clock.advance(2_000);
    await csms.next("BootNotification", ({ reason }) => reason === "RemoteReset");
    assert.deepEqual(csms.paths, ["/ocpp/CP-1", "/ocpp/new/CP-1"]);
  }, at201));
