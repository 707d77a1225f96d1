import assert from "node:assert/strict";
import { bench } from "./session.ts";

/** The value of a measurand in a MeterValues request. */
// deno-lint-ignore no-explicit-any
function value(request: any, measurand: string, phase?: string): number {
  // deno-lint-ignore no-explicit-any
  const found = request.meterValue[0].sampledValue.find((sampled: any) =>
    sampled.measurand === measurand && sampled.phase === phase
  );
  assert(found, `no ${measurand} in ${JSON.stringify(request)}`);
  return Number(found.value);
}

Deno.test("a session: plug, tap, samples with their context, tap again, unplug", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.plug();
    assert.deepEqual(await cp.tap("TAG-1"), { status: "Accepted" });
    await cp.delivered();
    const start = csms.of("StartTransaction")[0];
    assert.equal(start.idTag, "TAG-1");
    assert.equal(start.timestamp, "2026-01-01T00:00:00Z");
    assert.equal(cp.transactions[0]!.id, 1);
    clock.advance(60_000);
    clock.advance(60_000);
    assert.deepEqual(await cp.tap("TAG-1"), { status: "Accepted" });
    await cp.delivered();
    await cp.unplug();
    const stop = csms.of("StopTransaction")[0];
    assert.equal(stop.reason, "Local");
    assert.equal(stop.idTag, "TAG-1");
    assert.equal(stop.transactionId, 1);
    assert.equal(stop.timestamp, "2026-01-01T00:02:00Z");
    // 16 A × 230 V × 3 phases for two minutes is 368 Wh; the ramp takes a little of it.
    const energy = stop.meterStop - start.meterStart;
    assert(energy > 340 && energy < 368, `energy is ${energy}`);
    const samples = csms.of("MeterValues");
    assert.equal(samples.length, 3);
    assert.deepEqual(
      samples.map(({ meterValue }) => meterValue[0].sampledValue[0].context),
      ["Sample.Periodic", "Sample.Periodic", "Transaction.End"],
    );
    for (const sample of samples) assert.equal(sample.transactionId, 1);
    const [, last] = samples;
    assert.equal(value(last, "Power.Active.Import"), 11_040);
    assert.equal(value(last, "Current.Import", "L3"), 16);
    assert(Math.abs(value(last, "Voltage", "L1-N") - 230) <= 2);
    assert(value(last, "SoC") > 35 && value(last, "SoC") < 36);
    assert.equal(value(samples[2], "Energy.Active.Import.Register"), stop.meterStop);
    const statuses = csms.of("StatusNotification").filter(({ connectorId }) => connectorId === 1);
    assert.deepEqual(statuses.map(({ status }) => status), [
      ...["Available", "Preparing", "Charging", "Finishing", "Available"],
    ]);
    assert.equal(cp.transactions[0]!.meterStop, stop.meterStop);
  }));

Deno.test("power ramps up, falls off above 80 % and the car suspends when it is full", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    const power = () => cp.connectors[1]!.powerW;
    clock.advance(2_000);
    assert.equal(power(), 4 * 230 * 3);
    clock.advance(60_000);
    assert.equal(power(), 11_040);
    const seen: number[] = [];
    for (let quarter = 0; quarter < 40; quarter++) {
      clock.advance(900_000);
      seen.push(power());
    }
    const falling = seen.slice(seen.findIndex((watts) => watts < 11_040));
    assert(falling.length > 3);
    falling.reduce((before, after) => (assert(after <= before), after));
    await csms.next("StatusNotification", ({ status }) => status === "SuspendedEV");
    assert.equal(cp.connectors[1]!.soc, 100);
    assert.equal(power(), 0);
  }, { configuration: { MeterValueSampleInterval: "0" } }));

Deno.test("the interval and the measurands of samples are those configured", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    clock.advance(30_000);
    clock.advance(30_000);
    await cp.delivered();
    const samples = csms.of("MeterValues");
    assert.equal(samples.length, 6);
    for (const { meterValue: [{ sampledValue }] } of samples) {
      assert.deepEqual(
        // deno-lint-ignore no-explicit-any
        sampledValue.map(({ measurand }: any) => measurand),
        ["Current.Offered", "Frequency"],
      );
    }
    assert.equal(samples[2].meterValue[0].timestamp, "2026-01-01T00:00:30Z");
  }, {
    configuration: {
      MeterValueSampleInterval: "10",
      MeterValuesSampledData: "Current.Offered,Frequency",
    },
  }));

Deno.test("clock-aligned samples come at round times, outside transactions too", () =>
  bench(async ({ csms, clock, cp }) => {
    clock.advance(100_000);
    assert.deepEqual(
      await csms.ask("ChangeConfiguration", { key: "ClockAlignedDataInterval", value: "900" }),
      { status: "Accepted" },
    );
    clock.advance(800_000);
    const sample = await csms.next("MeterValues");
    assert.equal(sample.transactionId, undefined);
    assert.equal(sample.meterValue[0].timestamp, "2026-01-01T00:15:00Z");
    assert.equal(sample.meterValue[0].sampledValue[0].context, "Sample.Clock");
    assert.equal(cp.registration, "Accepted");
  }, { configuration: { HeartbeatInterval: "0" } }));

Deno.test("StopTxnSampledData and StopTxnAlignedData fill the transactionData of the stop", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    clock.advance(60_000);
    await cp.stop(1, "EmergencyStop");
    await cp.delivered();
    const { transactionData, reason } = csms.of("StopTransaction")[0];
    assert.equal(reason, "EmergencyStop");
    assert.deepEqual(
      // deno-lint-ignore no-explicit-any
      transactionData.map((data: any) => data.sampledValue[0].context),
      ["Transaction.Begin", "Sample.Clock", "Sample.Periodic", "Transaction.End"],
    );
  }, {
    configuration: {
      StopTxnSampledData: "Energy.Active.Import.Register",
      StopTxnAlignedData: "Power.Active.Import",
      ClockAlignedDataInterval: "60",
    },
  }));

Deno.test("an authorized tag that brings no cable in time is forgotten", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.tap("TAG-1");
    assert.equal(cp.connectors[1]!.status, "Preparing");
    clock.advance(60_000);
    assert.equal(cp.connectors[1]!.status, "Available");
    await cp.plug();
    await cp.tap("TAG-2");
    await cp.delivered();
    assert.deepEqual(csms.of("StartTransaction").map(({ idTag }) => idTag), ["TAG-2"]);
  }));

Deno.test("a tag that the CSMS refuses at the start ends the transaction as DeAuthorized", () =>
  bench(async ({ csms, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    const stop = await csms.next("StopTransaction");
    assert.equal(stop.reason, "DeAuthorized");
    assert.equal(cp.connectors[1]!.transaction, undefined);
  }, {
    answers: { StartTransaction: { transactionId: 7, idTagInfo: { status: "ConcurrentTx" } } },
  }));

Deno.test("or only stops the flow, where StopTransactionOnInvalidId is false", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    await csms.next("StatusNotification", ({ status }) => status === "SuspendedEVSE");
    const before = cp.connectors[1]!.registerWh;
    clock.advance(600_000);
    assert.equal(cp.connectors[1]!.registerWh, before);
    assert.equal(csms.of("StopTransaction").length, 0);
  }, {
    answers: { StartTransaction: { transactionId: 7, idTagInfo: { status: "Blocked" } } },
    configuration: { StopTransactionOnInvalidId: "false" },
  }));

Deno.test("a pulled cable suspends the transaction where the configuration says so", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    clock.advance(10_000);
    await cp.unplug();
    assert.equal(cp.connectors[1]!.status, "SuspendedEV");
    await cp.plug();
    clock.advance(60_000);
    assert.equal(cp.connectors[1]!.status, "Charging");
    await cp.delivered();
    assert.equal(csms.of("StopTransaction").length, 0);
  }, { configuration: { StopTransactionOnEVSideDisconnect: "false" } }));

Deno.test("a fault ends what runs and is reported with its code, until it is cleared", () =>
  bench(async ({ csms, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    await cp.fault(1, "GroundFailure", "RCD open");
    const status = await csms.next("StatusNotification", ({ status }) => status === "Faulted");
    assert.equal(status.errorCode, "GroundFailure");
    assert.equal(status.info, "RCD open");
    await cp.delivered();
    assert.equal(csms.of("StopTransaction")[0].reason, "Other");
    assert.deepEqual(await cp.tap("TAG-2"), { status: "Occupied" });
    await cp.clear();
    assert.equal(cp.connectors[1]!.status, "Finishing");
  }));
