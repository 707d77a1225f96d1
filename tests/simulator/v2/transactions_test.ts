import assert from "node:assert/strict";
import { chargePoint } from "../../../simulator/charge_point.ts";
import { bench } from "../session.ts";

// deno-lint-ignore no-explicit-any
type Any = any;

/** Type, trigger and state of each event, in the order in which they came. */
const told = (events: Any[]) =>
  events.map(({ eventType, triggerReason, transactionInfo: { chargingState } }) =>
    `${eventType} ${triggerReason} ${chargingState}`
  );

const value = ({ meterValue: [{ sampledValue }] }: Any, measurand: string, phase?: string) =>
  sampledValue.find((one: Any) => one.measurand === measurand && one.phase === phase).value;

for (const version of ["2.0.1", "2.1"] as const) {
  Deno.test(`${version}: a session from plug to unplug, numbered and metered`, () =>
    bench(async ({ csms, clock, cp }) => {
      const boot = await csms.next("BootNotification");
      assert.equal(boot.reason, "PowerUp");
      assert.deepEqual(boot.chargingStation, {
        ...{ vendorName: "kvolt", model: "simulator", serialNumber: "CP-1" },
        firmwareVersion: "1.0.0",
      });
      for (const evseId of [1, 2]) {
        const status = await csms.next("StatusNotification");
        assert.deepEqual([status.evseId, status.connectorId], [evseId, 1]);
        assert.equal(status.connectorStatus, "Available");
      }
      await cp.plug();
      assert.deepEqual(await cp.tap("TAG-1"), { status: "Accepted" });
      await cp.delivered();
      const { idToken } = await csms.next("Authorize");
      assert.deepEqual(idToken, { idToken: "TAG-1", type: "ISO14443" });
      clock.advance(60_000);
      clock.advance(60_000);
      assert.deepEqual(await cp.tap("tag-1"), { status: "Accepted" });
      await cp.delivered();
      await cp.unplug();
      const events = csms.of("TransactionEvent");
      assert.deepEqual(told(events), [
        "Started Authorized Charging",
        "Updated MeterValuePeriodic Charging",
        "Updated MeterValuePeriodic Charging",
        "Ended StopAuthorized EVConnected",
      ]);
      assert.deepEqual(events.map(({ seqNo }) => seqNo), [0, 1, 2, 3]);
      const ids = new Set(events.map(({ transactionInfo }) => transactionInfo.transactionId));
      assert.deepEqual([...ids], [cp.transactions[0]!.id]);
      const [started, , sample, ended] = events;
      assert.deepEqual(started.evse, { id: 1, connectorId: 1 });
      assert.equal(started.offline, undefined);
      assert.equal(ended.transactionInfo.stoppedReason, "Local");
      assert.deepEqual(ended.idToken, { idToken: "tag-1", type: "ISO14443" });
      assert.equal(value(sample, "Power.Active.Import"), 11_040);
      assert.equal(value(sample, "Current.Import", "L3"), 16);
      assert.deepEqual(ended.meterValue.map((one: Any) => one.sampledValue[0].context), [
        "Transaction.Begin",
        "Transaction.End",
      ]);
      const energy = ended.meterValue[1].sampledValue[0].value -
        started.meterValue[0].sampledValue[0].value;
      // 16 A × 230 V × 3 phases for two minutes is 368 Wh; the ramp takes a little of it.
      assert(energy > 340 && energy < 368, `energy is ${energy}`);
      assert.equal(cp.transactions[0]!.meterStop! - cp.transactions[0]!.meterStart, energy);
      const statuses = csms.of("StatusNotification").filter(({ evseId }) => evseId === 1);
      assert.deepEqual(statuses.map(({ connectorStatus }) => connectorStatus), [
        ...["Available", "Occupied", "Available"],
      ]);
    }, { version, connectors: 2 }));
}

const points = (start: string, stop: string) => ({
  version: "2.0.1" as const,
  configuration: { "TxCtrlr.TxStartPoint": start, "TxCtrlr.TxStopPoint": stop },
});

Deno.test("with EVConnected as both points the cable begins and ends the transaction", () =>
  bench(async ({ csms, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    await cp.tap("TAG-1");
    await cp.unplug();
    await cp.delivered();
    const events = csms.of("TransactionEvent");
    assert.deepEqual(told(events), [
      "Started CablePluggedIn EVConnected",
      "Updated Authorized Charging",
      "Updated StopAuthorized EVConnected",
      "Ended EVCommunicationLost Idle",
    ]);
    assert.equal(events[0].idToken, undefined);
    assert.equal(events[1].idToken.idToken, "TAG-1");
    assert.equal(cp.transactions[0]!.reason, "EVDisconnected");
  }, points("EVConnected", "EVConnected")));

Deno.test("with Authorized as start point a transaction waits for its cable, and not for ever", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.tap("TAG-1");
    await cp.plug();
    await cp.stop();
    await cp.unplug();
    await cp.tap("TAG-2");
    clock.advance(60_000);
    await cp.delivered();
    assert.deepEqual(told(csms.of("TransactionEvent")), [
      "Started Authorized Idle",
      "Updated CablePluggedIn Charging",
      "Ended StopAuthorized EVConnected",
      "Started Authorized Idle",
      "Updated MeterValuePeriodic Idle",
      "Ended EVConnectTimeout Idle",
    ]);
    assert.equal(cp.transactions[1]!.reason, "Timeout");
  }, points("Authorized", "Authorized")));

Deno.test("what happens offline is told afterwards, in order and marked", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.tap("TAG-1");
    await cp.plug();
    await cp.delivered();
    await cp.goOffline();
    clock.advance(60_000);
    await cp.tap("TAG-1");
    assert.deepEqual(await cp.tap("STRANGER"), { status: "Unknown" });
    await cp.unplug();
    assert.equal(csms.of("TransactionEvent").length, 1);
    await cp.goOnline();
    await cp.delivered();
    const events = csms.of("TransactionEvent");
    assert.deepEqual(events.map(({ seqNo, offline }) => [seqNo, offline]), [
      [0, undefined],
      [1, true],
      [2, true],
    ]);
    const times = events.map(({ timestamp }) => timestamp);
    assert.deepEqual(times, times.toSorted());
    assert.equal(csms.of("BootNotification").length, 1);
  }, { version: "2.0.1" }));

Deno.test("a token that the CSMS refuses after the start ends the transaction, or stops the flow", async () => {
  for (const ends of [true, false]) {
    await bench(async ({ csms, cp }) => {
      csms.answer("TransactionEvent", { idTokenInfo: { status: "Blocked" } });
      await cp.plug();
      await cp.tap("TAG-1");
      const type = ends ? "Ended" : "Updated";
      const event = await csms.next("TransactionEvent", ({ eventType }) => eventType === type);
      assert.equal(event.triggerReason, "Deauthorized");
      assert.equal(event.transactionInfo.stoppedReason, ends ? "DeAuthorized" : undefined);
      if (!ends) assert.equal(event.transactionInfo.chargingState, "SuspendedEVSE");
      await cp.delivered();
      assert.equal(cp.connectors[1]!.powerW, 0);
    }, { version: "2.0.1", configuration: { "TxCtrlr.StopTxOnInvalidId": String(ends) } });
  }
});

Deno.test("a tag of the same group ends a transaction, and the master pass ends any", () =>
  bench(async ({ csms, cp }) => {
    const groups: Record<string, string> = { A: "one", B: "one", M: "master" };
    csms.answer("Authorize", ({ idToken }: Any) => ({
      idTokenInfo: {
        status: "Accepted",
        groupIdToken: { idToken: groups[idToken.idToken], type: "Central" },
      },
    }));
    for (const ender of ["B", "M"]) {
      await cp.plug();
      await cp.tap("A");
      await cp.tap(ender);
      await cp.unplug();
    }
    assert.deepEqual(await cp.tap("M"), { status: "Accepted" });
    assert.deepEqual(cp.transactions.map(({ reason }) => reason), ["Local", "MasterPass"]);
  }, { version: "2.1", configuration: { "AuthCtrlr.MasterPassGroupId": "master" } }));

Deno.test("AlignedDataCtrlr samples at round times, in transactions and outside", () =>
  bench(async ({ csms, clock, cp }) => {
    clock.advance(900_000);
    const idle = await csms.next("MeterValues");
    assert.equal(idle.evseId, 1);
    assert.equal(idle.meterValue[0].timestamp, "2026-01-01T00:15:00Z");
    assert.equal(idle.meterValue[0].sampledValue[0].context, "Sample.Clock");
    await cp.plug();
    await cp.tap("TAG-1");
    clock.advance(900_000);
    const event = await csms.next(
      "TransactionEvent",
      ({ triggerReason }) => triggerReason === "MeterValueClock",
    );
    assert.deepEqual(event.meterValue[0].sampledValue[0].unitOfMeasure, { unit: "Wh" });
    assert.equal(csms.of("MeterValues").length, 1);
  }, { version: "2.0.1", configuration: { "AlignedDataCtrlr.Interval": "900" } }));

Deno.test("a fault ends what runs and is told as a status and as an event", () =>
  bench(async ({ csms, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    await cp.fault(1, "GroundFailure", "wet");
    await cp.delivered();
    await csms.next("StatusNotification", ({ connectorStatus }) => connectorStatus === "Faulted");
    const { eventData: [event] } = await csms.next("NotifyEvent");
    assert.deepEqual([event.actualValue, event.techCode, event.techInfo], [
      ...["true", "GroundFailure", "wet"],
    ]);
    assert.equal(cp.transactions[0]!.reason, "Other");
    await cp.clear();
    const { eventData: [over] } = await csms.next("NotifyEvent");
    assert.equal(over.cleared, true);
    assert.equal(cp.connectors[1]!.status, "Occupied");
  }, { version: "2.0.1" }));

Deno.test("a power cut ends what ran with PowerLoss, at the time of the cut", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    await cp.delivered();
    clock.advance(30_000);
    const state = cp.save();
    await cp.close();
    clock.advance(600_000);
    const again = chargePoint({ id: "CP-1", url: csms.url, version: "2.0.1", clock, state });
    await again.connect();
    await again.delivered();
    const ended = await csms.next("TransactionEvent", ({ eventType }) => eventType === "Ended");
    assert.equal(ended.transactionInfo.stoppedReason, "PowerLoss");
    assert.equal(ended.timestamp, "2026-01-01T00:00:30Z");
    assert.equal(ended.offline, true);
    await again.close();
  }, { version: "2.0.1" }));
