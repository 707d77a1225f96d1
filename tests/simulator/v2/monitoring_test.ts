import assert from "node:assert/strict";
import { bench } from "../session.ts";

// deno-lint-ignore no-explicit-any
type Any = any;

const power = { component: { name: "EVSE", evse: { id: 1 } }, variable: { name: "Power" } };
const interval = {
  component: { name: "OCPPCommCtrlr" },
  variable: { name: "HeartbeatInterval" },
};
const heartbeat = (attributeValue: string) => ({
  setVariableData: [{ ...interval, attributeValue }],
});

for (const version of ["2.0.1", "2.1"] as const) {
  Deno.test(`${version}: monitors are set with results, reported in parts, and cleared`, () =>
    bench(async ({ csms }) => {
      const wanted = [
        { ...power, type: "UpperThreshold", value: 5000, severity: 4 },
        { ...power, type: "UpperThreshold", value: 6000, severity: 4 },
        { ...interval, type: "Delta", value: 10, severity: 5 },
        { ...power, type: "Periodic", value: 60, severity: 6 },
        { ...power, type: "UpperThreshold", value: 99_999, severity: 1 },
        { ...power, variable: { name: "Colour" }, type: "Delta", value: 1, severity: 1 },
        { ...power, component: { name: "Espresso" }, type: "Delta", value: 1, severity: 1 },
        {
          ...{ component: { name: "TxCtrlr" }, variable: { name: "StopTxOnInvalidId" } },
          ...{ type: "LowerThreshold", value: 1, severity: 1 },
        },
      ];
      const { setMonitoringResult } = await csms.ask("SetVariableMonitoring", {
        setMonitoringData: wanted,
      });
      assert.deepEqual(setMonitoringResult.map(({ status, id }: Any) => [status, id]), [
        ["Accepted", 1],
        ["Duplicate", undefined],
        ["Accepted", 2],
        ["Accepted", 3],
        ["Rejected", undefined],
        ["UnknownVariable", undefined],
        ["UnknownComponent", undefined],
        ["UnsupportedMonitorType", undefined],
      ]);
      await csms.ask("GetMonitoringReport", { requestId: 1 });
      const report = await csms.next("NotifyMonitoringReport", ({ tbc }) => !tbc);
      assert.deepEqual(
        report.monitor.map(({ variableMonitoring: [one] }: Any) => [one.id, one.type, one.value]),
        [[1, "UpperThreshold", 5000], [2, "Delta", 10], [3, "Periodic", 60]],
      );
      const deltas = { requestId: 2, monitoringCriteria: ["DeltaMonitoring"] };
      await csms.ask("GetMonitoringReport", deltas);
      assert.equal((await csms.next("NotifyMonitoringReport")).monitor.length, 1);
      const cleared = await csms.ask("ClearVariableMonitoring", { id: [1, 7] });
      assert.deepEqual(cleared.clearMonitoringResult, [
        { id: 1, status: "Accepted" },
        { id: 7, status: "NotFound" },
      ]);
      const base = { monitoringBase: "FactoryDefault" };
      assert.equal((await csms.ask("SetMonitoringBase", base)).status, "Accepted");
      const none = await csms.ask("GetMonitoringReport", { requestId: 3 });
      assert.equal(none.status, "EmptyResultSet");
    }, { version }));
}

Deno.test("thresholds alert once and again when they are over; deltas and periods tell values", () =>
  bench(async ({ csms, clock, cp }) => {
    await csms.ask("SetVariableMonitoring", {
      setMonitoringData: [
        { ...power, type: "UpperThreshold", value: 5000, severity: 4 },
        { ...interval, type: "Delta", value: 50, severity: 5 },
        { ...interval, type: "Periodic", value: 600, severity: 6 },
      ],
    });
    await cp.received("SetVariableMonitoring");
    await cp.plug();
    await cp.tap("TAG-1");
    clock.advance(60_000);
    const { eventData: [alert] } = await csms.next("NotifyEvent");
    assert.deepEqual([alert.trigger, alert.cleared, alert.variableMonitoringId], [
      ...["Alerting", false, 1],
    ]);
    assert(Number(alert.actualValue) > 5000);
    await csms.ask("SetVariables", heartbeat("320"));
    await csms.ask("SetVariables", heartbeat("400"));
    const { eventData: [delta] } = await csms.next("NotifyEvent");
    assert.deepEqual([delta.trigger, delta.actualValue, delta.component.name], [
      ...["Delta", "400", "OCPPCommCtrlr"],
    ]);
    await cp.stop();
    // Whoever looks next sees that no power flows.
    await csms.ask("SetVariables", heartbeat("401"));
    const { eventData: [over] } = await csms.next("NotifyEvent");
    assert.deepEqual([over.trigger, over.cleared, over.actualValue], ["Alerting", true, "0.0"]);
    clock.advance(600_000);
    const { eventData: [periodic] } = await csms.next("NotifyEvent");
    assert.deepEqual([periodic.trigger, periodic.actualValue], ["Periodic", "401"]);
    await csms.ask("SetMonitoringLevel", { severity: 5 });
    clock.advance(1_200_000);
    await csms.ask("SetVariables", heartbeat("500"));
    const { eventData: [next] } = await csms.next("NotifyEvent");
    assert.equal(next.trigger, "Delta");
    assert.equal((await csms.ask("SetMonitoringLevel", { severity: 10 })).status, "Rejected");
  }, { version: "2.0.1" }));

Deno.test("2.1: a monitor with a stream opens it and feeds it with what nobody answers", () =>
  bench(async ({ csms, clock, cp }) => {
    assert.deepEqual(await csms.ask("GetPeriodicEventStream"), {});
    await csms.ask("SetVariableMonitoring", {
      setMonitoringData: [{
        ...{ ...interval, type: "Periodic", value: 60, severity: 6 },
        periodicEventStream: { interval: 60, values: 1 },
      }],
    });
    const { constantStreamData } = await csms.next("OpenPeriodicEventStream");
    assert.deepEqual(constantStreamData, {
      ...{ id: 1, variableMonitoringId: 1, params: { interval: 60, values: 1 } },
    });
    clock.advance(60_000);
    const { id, data } = await csms.next("NotifyPeriodicEventStream");
    assert.deepEqual([id, data], [1, [{ t: 0, v: "300" }]]);
    const adjust = async (id: number) =>
      (await csms.ask("AdjustPeriodicEventStream", { id, params: { interval: 10 } })).status;
    assert.equal(await adjust(9), "Rejected");
    assert.equal(await adjust(1), "Accepted");
    clock.advance(10_000);
    await csms.next("NotifyPeriodicEventStream");
    const streams = await csms.ask("GetPeriodicEventStream");
    assert.deepEqual(streams.constantStreamData[0].params, { interval: 10 });
    assert.equal(csms.of("NotifyEvent").length, 0);
    assert(cp.connected);
  }, { version: "2.1" }));

const message = (id: number, more = {}) => ({
  message: {
    ...{ id, priority: "NormalCycle", message: { format: "UTF8", content: "Welcome" } },
    ...more,
  },
});

Deno.test("display messages are kept, reported in parts, and cleared", () =>
  bench(async ({ csms }) => {
    const set = async (id: number, more = {}) =>
      (await csms.ask("SetDisplayMessage", message(id, more))).status;
    for (let id = 1; id <= 12; id++) assert.equal(await set(id), "Accepted");
    const html = { message: { format: "HTML", content: "<b>" } };
    assert.equal(await set(13, html), "NotSupportedMessageFormat");
    assert.equal(await set(13, { transactionId: "no" }), "UnknownTransaction");
    await csms.ask("GetDisplayMessages", { requestId: 1 });
    await csms.next("NotifyDisplayMessages", ({ tbc }) => !tbc);
    const parts = csms.of("NotifyDisplayMessages").map(({ messageInfo }) => messageInfo.length);
    assert.deepEqual(parts, [10, 2]);
    const none = { requestId: 2, priority: "InFront" };
    assert.equal((await csms.ask("GetDisplayMessages", none)).status, "Unknown");
    assert.equal((await csms.ask("ClearDisplayMessage", { id: 1 })).status, "Accepted");
    assert.equal((await csms.ask("ClearDisplayMessage", { id: 1 })).status, "Unknown");
  }, { version: "2.0.1" }));

Deno.test("what is known of a customer is told, and cleared where that is asked", () =>
  bench(async ({ csms, cp }) => {
    const idToken = { idToken: "TAG-1", type: "ISO14443" };
    await cp.plug();
    await cp.tap("TAG-1");
    await cp.stop();
    await cp.delivered();
    const ask = async (requestId: number, more: Record<string, unknown>) =>
      (await csms.ask("CustomerInformation", { requestId, report: true, clear: true, ...more }))
        .status;
    assert.equal(await ask(1, {}), "Invalid");
    assert.equal(await ask(2, { idToken }), "Accepted");
    const told = await csms.next("NotifyCustomerInformation");
    assert.match(told.data, /^cache: Accepted\ntransaction .+ of 2026-01-01T00:00:00Z$/);
    assert.equal(await ask(3, { idToken, clear: false }), "Accepted");
    assert.equal((await csms.next("NotifyCustomerInformation")).data, "");
  }, { version: "2.0.1" }));
