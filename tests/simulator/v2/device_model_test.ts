import assert from "node:assert/strict";
import { deviceModel, keyOf } from "../../../simulator/v2/model/device_model.ts";
import { fits } from "../../../simulator/v2/model/variable.ts";
import { controllers } from "../../../simulator/v2/model/controllers.ts";
import { bench } from "../session.ts";
import type { FixedCsms } from "../fixed_csms.ts";

// deno-lint-ignore no-explicit-any
type Any = any;

/** All parts of a report, which must come in order and end with one that says so. */
async function report(csms: FixedCsms, action: string, requestId: number): Promise<Any[]> {
  await csms.next(action, (part) => part.requestId === requestId && !part.tbc);
  const parts = csms.of(action).filter((part) => part.requestId === requestId);
  assert.deepEqual(parts.map(({ seqNo }) => seqNo), parts.map((_, n) => n));
  return parts;
}

const names = (parts: Any[]) =>
  parts.flatMap(({ reportData }) => reportData).map(({ component, variable }: Any) =>
    keyOf({ component, variable })
  );

Deno.test("the full inventory comes in several parts and has what 2.0.1 requires", () =>
  bench(async ({ csms }) => {
    const asked = { requestId: 7, reportBase: "FullInventory" };
    assert.deepEqual(await csms.ask("GetBaseReport", asked), { status: "Accepted" });
    const parts = await report(csms, "NotifyReport", 7);
    assert(parts.length > 5, `${parts.length} parts`);
    const all = names(parts);
    assert.equal(new Set(all).size, all.length);
    for (
      const required of [
        ...["ChargingStation.Model", "ChargingStation.AvailabilityState", "EVSE[2].Power"],
        ...["Connector[2:1].ConnectorType", "OCPPCommCtrlr.HeartbeatInterval"],
        ...["OCPPCommCtrlr.MessageAttempts/TransactionEvent", "TxCtrlr.TxStartPoint"],
        ...["DeviceDataCtrlr.ItemsPerMessage/GetVariables", "ClockCtrlr.DateTime"],
        ...["SampledDataCtrlr.TxUpdatedMeasurands", "AuthCtrlr.Enabled"],
        ...["SecurityCtrlr.SecurityProfile", "LocalAuthListCtrlr.Entries"],
        ...["SmartChargingCtrlr.RateUnit", "MonitoringCtrlr.ActiveMonitoringLevel"],
        ...["ReservationCtrlr.Enabled", "AlignedDataCtrlr.Interval"],
      ]
    ) assert(all.includes(required), required);
    const data = parts.flatMap(({ reportData }) => reportData);
    const of = (key: string) => data.find((one: Any) => keyOf(one) === key);
    assert.deepEqual(of("OCPPCommCtrlr.HeartbeatInterval"), {
      component: { name: "OCPPCommCtrlr" },
      variable: { name: "HeartbeatInterval" },
      variableAttribute: [
        {
          type: "Actual",
          value: "300",
          mutability: "ReadWrite",
          persistent: true,
          constant: false,
        },
      ],
      variableCharacteristics: {
        ...{ dataType: "integer", supportsMonitoring: true, unit: "s", minLimit: 1 },
      },
    });
    // What can be written but never read has no value.
    assert.equal(of("SecurityCtrlr.BasicAuthPassword").variableAttribute[0].value, undefined);
  }, { version: "2.0.1", connectors: 2 }));

Deno.test("smaller reports are selections: settings, a summary, criteria, names", () =>
  bench(async ({ csms, cp }) => {
    await csms.ask("GetBaseReport", { requestId: 1, reportBase: "ConfigurationInventory" });
    const settings = names(await report(csms, "NotifyReport", 1));
    assert(settings.includes("TxCtrlr.TxStopPoint") && !settings.includes("EVSE[1].Power"));
    await csms.ask("GetBaseReport", { requestId: 2, reportBase: "SummaryInventory" });
    const summary = names(await report(csms, "NotifyReport", 2));
    assert(summary.includes("EVSE[1].AvailabilityState") && !summary.includes("EVSE[1].Power"));
    await cp.fault();
    await csms.ask("GetReport", { requestId: 3, componentCriteria: ["Problem"] });
    const problems = names(await report(csms, "NotifyReport", 3));
    assert(problems.every((name) => /^(EVSE|Connector)\[1/.test(name)) && problems.length > 3);
    const componentVariable = [{
      component: { name: "txctrlr" },
      variable: { name: "TxStartPoint" },
    }];
    await csms.ask("GetReport", { requestId: 4, componentVariable });
    assert.deepEqual(names(await report(csms, "NotifyReport", 4)), ["TxCtrlr.TxStartPoint"]);
    const none = [{ component: { name: "Espresso" } }];
    assert.deepEqual(await csms.ask("GetReport", { requestId: 5, componentVariable: none }), {
      status: "EmptyResultSet",
    });
  }, { version: "2.1" }));

const item = (name: string, variable: string, more = {}) => ({
  component: { name },
  variable: { name: variable },
  ...more,
});

Deno.test("variables are read one by one, each with a result of its own", () =>
  bench(async ({ csms }) => {
    const getVariableData = [
      item("authctrlr", "enabled"),
      item("AuthCtrlr", "Colour"),
      item("Espresso", "Colour"),
      item("AuthCtrlr", "Enabled", { attributeType: "MaxSet" }),
      item("SecurityCtrlr", "BasicAuthPassword"),
      { component: { name: "EVSE", evse: { id: 1 } }, variable: { name: "AvailabilityState" } },
    ];
    const { getVariableResult } = await csms.ask("GetVariables", { getVariableData });
    assert.deepEqual(
      getVariableResult.map((one: Any) => [one.attributeStatus, one.attributeValue]),
      [
        ["Accepted", "true"],
        ["UnknownVariable", undefined],
        ["UnknownComponent", undefined],
        ["NotSupportedAttributeType", undefined],
        ["Rejected", undefined],
        ["Accepted", "Available"],
      ],
    );
    const many = Array.from({ length: 51 }, () => item("AuthCtrlr", "Enabled"));
    const refused = await csms.ask("GetVariables", { getVariableData: many });
    assert.equal(refused.error, "OccurrenceConstraintViolation");
  }, { version: "2.0.1" }));

Deno.test("variables are set one by one, and hold at once or after a reboot", () =>
  bench(async ({ csms, clock, cp }) => {
    const set = (name: string, variable: string, attributeValue: string) => ({
      ...item(name, variable),
      attributeValue,
    });
    const { setVariableResult } = await csms.ask("SetVariables", {
      setVariableData: [
        set("OCPPCommCtrlr", "HeartbeatInterval", "20"),
        set("OCPPCommCtrlr", "HeartbeatInterval", "0"),
        set("AuthCtrlr", "Enabled", "maybe"),
        set("ChargingStation", "Model", "better"),
        set("TxCtrlr", "TxStartPoint", "Moonrise"),
        set("TxCtrlr", "Colour", "red"),
        set("Espresso", "Colour", "red"),
        set("OCPPCommCtrlr", "NetworkConfigurationPriority", "1,0"),
      ],
    });
    assert.deepEqual(setVariableResult.map((one: Any) => one.attributeStatus), [
      ...["Accepted", "Rejected", "Rejected", "Rejected", "Rejected"],
      ...["UnknownVariable", "UnknownComponent", "RebootRequired"],
    ]);
    assert.equal(cp.configuration["OCPPCommCtrlr.HeartbeatInterval"], "20");
    clock.advance(20_000);
    await csms.next("Heartbeat");
  }, { version: "2.0.1" }));

Deno.test("a new password is used at once, on a new connection", () =>
  bench(async ({ csms, clock, cp }) => {
    const closed = Promise.withResolvers<void>();
    const open = Promise.withResolvers<void>();
    cp.on("closed", () => closed.resolve());
    cp.on("open", () => open.resolve());
    const setVariableData = [
      { ...item("SecurityCtrlr", "BasicAuthPassword"), attributeValue: "sixteen characters" },
    ];
    await csms.ask("SetVariables", { setVariableData });
    await closed.promise;
    clock.advance(1_000);
    await open.promise;
    const { authorization } = Object.fromEntries(csms.headers.at(-1)!);
    assert.equal(authorization, `Basic ${btoa("CP-1:sixteen characters")}`);
  }, { version: "2.1" }));

Deno.test("a value fits by the type, the limits and the list of its variable", () => {
  const model = deviceModel(
    Object.entries(controllers(() => "now")).map(([name, table]) => [{ name }, table]),
    { "Vendor.Own": "1" },
  );
  const table: [string, string, string, boolean][] = [
    ["AuthCtrlr", "Enabled", "TRUE", true],
    ["OCPPCommCtrlr", "HeartbeatInterval", "1.5", false],
    ["TxCtrlr", "TxStartPoint", "Authorized, EVConnected", true],
    ["SampledDataCtrlr", "TxUpdatedMeasurands", "", true],
    ["SampledDataCtrlr", "TxUpdatedMeasurands", "Temperature", false],
    ["SecurityCtrlr", "BasicAuthPassword", "short", false],
    ["ClockCtrlr", "DateTime", "yesterday", false],
    ["ClockCtrlr", "NtpSource", "DHCP", true],
    ["Vendor", "Own", "anything", true],
  ];
  for (const [name, variable, value, expected] of table) {
    const found = model.find({ name }, { name: variable });
    assert(typeof found !== "string", `${name}.${variable}`);
    assert.equal(fits(found, value), expected, `${name}.${variable} = ${value}`);
  }
  assert.throws(() => model.text("Espresso.Colour"), /the device model has no Espresso\.Colour/);
});
