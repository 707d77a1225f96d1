import assert from "node:assert/strict";
import { onStage, reading, start, status, t } from "./stage.ts";

Deno.test("quirk 28: connector 0 is the station itself where nothing else is set", () =>
  onStage(async ({ kvolt, booted, statuses, transaction }) => {
    const cp = await booted();
    await cp.call("StatusNotification", status(0, "Available", 0));
    await cp.call("StatusNotification", status(1, "Charging", 0));
    const id = await start(cp);
    // The station as a whole may be available while its connector charges.
    await cp.call("StatusNotification", status(0, "Available", 60));
    assert.deepEqual(await statuses("CP-1"), { 0: "Available", 1: "Charging" });
    assert.equal((await transaction(id)).state, "open");
    await cp.call("MeterValues", reading(30, 5000, { connectorId: 0 }));
    assert.equal((await transaction(id)).register.energyWh, 0);
    assert.equal((await kvolt.csms.transactions.openAt("CP-1", 0)) ?? null, null);
  }));

Deno.test("quirk 28: where connector 0 means any connector, what is said of it is said of the connector", () =>
  onStage(async ({ kvolt, clock, booted, statuses, transaction }) => {
    const cp = await booted();
    await kvolt.csms.stations.set("CP-1", { connectorZero: "any" });
    await cp.call("StatusNotification", status(0, "Preparing", 0));
    assert.deepEqual(await statuses("CP-1"), { 1: "Preparing" });
    const id = await start(cp, { connectorId: 0 });
    assert.equal((await transaction(id)).evse, 1);
    clock.advance(60_000);
    await cp.call("MeterValues", reading(60, 1150, { connectorId: 0 }));
    await cp.call("MeterValues", reading(61, 1152, { connectorId: 1 }));
    assert.equal((await transaction(id)).register.energyWh, 152);
    await cp.call("StatusNotification", status(0, "Available", 90));
    assert.equal((await transaction(id)).reason, "Lost");
  }));

Deno.test("quirk 28: a transaction on connector 0 is taken, whatever it means", () =>
  onStage(async ({ booted, transaction }) => {
    const cp = await booted();
    const id = await start(cp, { connectorId: 0 });
    await cp.call("StopTransaction", { transactionId: id, meterStop: 1200, timestamp: t(60) });
    const { evse, register, state } = await transaction(id);
    assert.deepEqual([evse, register.energyWh, state], [0, 200, "closed"]);
  }));

for (const [how, refusal] of [["rejects", "Rejected"], ["refuses", "CALLERROR"]] as const) {
  Deno.test(`quirk 29: a station that ${how} connector 0 is asked once more with its only connector`, () =>
    onStage(async ({ kvolt, booted }) => {
      const cp = await booted();
      await cp.call("StatusNotification", status(1, "Available"));
      const asked = kvolt.csms.ask("CP-1", "availability", { evse: 0, operative: false });
      const first = await cp.asked("ChangeAvailability");
      assert.equal(first.payload.connectorId, 0);
      if (refusal === "CALLERROR") cp.refuse(first, "PropertyConstraintViolation", "connectorId");
      else cp.answer(first, { status: "Rejected" });
      const second = await cp.answers("ChangeAvailability", { status: "Scheduled" });
      assert.deepEqual(second.payload, { connectorId: 1, type: "Inoperative" });
      assert.deepEqual(await asked, { accepted: true, status: "Scheduled" });
    }));
}

Deno.test("quirk 29: the only connector is tried once, and by the number that it has", () =>
  onStage(async ({ kvolt, booted }) => {
    const cp = await booted();
    await cp.call("StatusNotification", status(2, "Available"));
    const asked = kvolt.csms.ask("CP-1", "composite", { evse: 0, duration: 60 });
    assert.equal(
      (await cp.answers("GetCompositeSchedule", { status: "Rejected" })).payload.connectorId,
      0,
    );
    assert.equal(
      (await cp.answers("GetCompositeSchedule", { status: "Rejected" })).payload.connectorId,
      2,
    );
    assert.equal((await asked).accepted, false);
    // Nothing more has been asked: the next request is this one.
    const heartbeat = kvolt.csms.ask("CP-1", "trigger", { message: "Heartbeat" });
    const next = await cp.asked();
    assert.equal(next.action, "TriggerMessage");
    cp.answer(next, { status: "Accepted" });
    assert.equal((await heartbeat).accepted, true);
  }));

Deno.test("quirk 29: a station with two connectors is not asked again with one of them", () =>
  onStage(async ({ kvolt, booted }) => {
    const cp = await booted();
    await cp.call("StatusNotification", status(1, "Available"));
    await cp.call("StatusNotification", status(2, "Available"));
    const asked = kvolt.csms.ask("CP-1", "availability", { evse: 0, operative: true });
    await cp.answers("ChangeAvailability", { status: "Rejected" });
    assert.deepEqual(await asked, { accepted: false, status: "Rejected" });
  }));

Deno.test("quirk 30: statuses replayed after an outage do not undo newer ones", () =>
  onStage(async ({ booted, statuses, clock }) => {
    const cp = await booted();
    clock.advance(600_000);
    await cp.call("StatusNotification", status(1, "Faulted", 500));
    for (const [said, at] of [["Available", 100], ["Preparing", 200], ["Charging", 300]] as const) {
      assert.deepEqual(await cp.call("StatusNotification", status(1, said, at)), {});
    }
    assert.deepEqual(await statuses("CP-1"), { 1: "Faulted" });
    await cp.call("StatusNotification", status(1, "Available", 590));
    assert.deepEqual(await statuses("CP-1"), { 1: "Available" });
  }));

Deno.test("quirk 30: a replayed Available does not end the transaction that began after it", () =>
  onStage(async ({ booted, transaction, clock }) => {
    const cp = await booted();
    clock.advance(600_000);
    const id = await start(cp, { at: 400 });
    await cp.call("StatusNotification", status(1, "Available", 300));
    assert.equal((await transaction(id)).state, "open");
  }));

for (const [reason, shown] of [["Local", "Finishing"], ["EVDisconnected", "Available"]]) {
  Deno.test(`quirk 30: no status after a transaction that ended ${reason}: ${shown} is shown`, () =>
    onStage(async ({ booted, statuses, clock }) => {
      const cp = await booted();
      await cp.call("StatusNotification", status(1, "Preparing", 0));
      const transactionId = await start(cp, { at: 10 });
      await cp.call("StatusNotification", status(1, "Charging", 11));
      assert.deepEqual(await statuses("CP-1"), { 1: "Charging" });
      clock.advance(900_000);
      const end = { transactionId, meterStop: 1500, timestamp: t(800), reason };
      await cp.call("StopTransaction", end);
      assert.deepEqual(await statuses("CP-1"), { 1: shown });
      // What the station says later counts again.
      await cp.call("StatusNotification", status(1, "Preparing", 850));
      assert.deepEqual(await statuses("CP-1"), { 1: "Preparing" });
    }));
}

Deno.test("quirk 31: a remote start at a connector that is Finishing says that the cable has to come out", () =>
  onStage(async ({ kvolt, booted }) => {
    const cp = await booted();
    const transactionId = await start(cp);
    await cp.call("StopTransaction", { transactionId, meterStop: 1500, timestamp: t(50) });
    await cp.call("StatusNotification", status(1, "Finishing", 50));
    const asked = kvolt.csms.transactions.remoteStart("CP-1", { token: "TAG", evse: 1 });
    await cp.answers("RemoteStartTransaction", { status: "Accepted" });
    const { accepted, waitsFor } = await asked;
    assert.equal(accepted, true);
    assert.match(waitsFor!, /unplug the cable and plug it in again/);
  }));

Deno.test("quirk 31: pausing is a limit of 0 A, and the transaction goes on", () =>
  onStage(async ({ kvolt, booted, transaction }) => {
    const cp = await booted();
    await cp.call("StatusNotification", status(1, "Charging", 0));
    const id = await start(cp);
    const pausing = kvolt.csms.charging.limit("CP-1", { evse: 1, value: 0, unit: "A" });
    const { payload } = await cp.answers("SetChargingProfile", { status: "Accepted" });
    const { chargingProfilePurpose, transactionId, chargingSchedule } = payload.csChargingProfiles;
    assert.deepEqual([chargingProfilePurpose, transactionId], ["TxProfile", id]);
    assert.equal(chargingSchedule.chargingSchedulePeriod[0].limit, 0);
    await cp.answers("GetCompositeSchedule", { status: "Rejected" });
    assert.equal((await pausing).accepted, true);
    await cp.call("StatusNotification", status(1, "SuspendedEVSE", 60));
    assert.equal((await transaction(id)).state, "open");
  }));
