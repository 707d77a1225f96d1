import assert from "node:assert/strict";
import { withRest } from "../../support/with_rest.ts";

const path = "/stations/CP-1/der-controls";
const fixedVar = { priority: 1, setpoint: 20, unit: "PctMaxVar" };
const curve = { curveData: [{ x: 1, y: 2 }], priority: 2, yUnit: "PctMaxW" };
type Shown = Record<string, unknown>;

Deno.test("2.1: a control is given, supersedes another, takes effect, ends and is dropped", async () => {
  await using s = await withRest("ocpp2.1");
  const put = (id: string, body: unknown) => s.api.send("PUT", `${path}/${id}`, body);
  const shown = async () =>
    (await s.api.get(path)).body.items.map((
      each: Shown,
    ) => [each.id, each.superseded, each.active]);

  const asked = s.cp.answers("SetDERControl", { status: "Accepted" });
  await put("C-1", { type: "FixedVar", settings: { fixedVar } });
  assert.deepEqual((await asked).payload, {
    ...{ isDefault: false, controlId: "C-1", controlType: "FixedVar", fixedVar },
  });
  assert.deepEqual((await s.api.get(path)).body.items[0].settings, { fixedVar });

  void s.cp.answers("SetDERControl", { status: "Accepted", supersededIds: ["C-1"] });
  const second = await put("C-2", { type: "VoltVar", settings: { curve } });
  assert.deepEqual(second.body.supersededIds, ["C-1"]);
  assert.deepEqual(await shown(), [["C-1", true, false], ["C-2", false, null]]);

  const at = "2026-01-05T10:00:00Z";
  await s.cp.call("NotifyDERStartStop", { controlId: "C-2", started: true, timestamp: at });
  assert.deepEqual((await shown())[1], ["C-2", false, true]);
  await s.cp.call("NotifyDERStartStop", { controlId: "C-2", started: false, timestamp: at });
  assert.deepEqual((await shown())[1], ["C-2", false, false]);

  void s.cp.answers("SetDERControl", { status: "NotSupported" });
  assert.equal((await put("C-3", { type: "WattPF", settings: { curve } })).body.accepted, false);
  const cleared = s.cp.answers("ClearDERControl", { status: "Accepted" });
  await s.api.send("DELETE", `${path}?control=C-1`);
  assert.deepEqual((await cleared).payload, { isDefault: false, controlId: "C-1" });
  assert.deepEqual(await shown(), [["C-2", false, false]]);
  void s.cp.answers("ClearDERControl", { status: "NotFound" });
  await s.api.send("DELETE", `${path}?type=VoltVar`);
  assert.deepEqual(await shown(), []);
});

Deno.test("2.1: settings that are no such control's are refused before they are sent", async () => {
  await using s = await withRest("ocpp2.1");
  for (
    const body of [
      { type: "FixedVar", settings: { fixedVar: { priority: 1 } } },
      { type: "NoSuchThing", settings: {} },
      { type: "FixedVar", settings: { something: 1 } },
    ]
  ) assert.equal((await s.api.send("PUT", `${path}/C-1`, body)).status, 422);
});

Deno.test("2.1: a report in parts fills the list with what the station has", async () => {
  await using s = await withRest("ocpp2.1");
  const asked = s.cp.answers("GetDERControl", { status: "Accepted" });
  const { body } = await s.api.send("POST", `${path}/read`, { isDefault: true });
  const { requestId } = (await asked).payload;
  assert.deepEqual((await asked).payload, { requestId, isDefault: true });
  assert.equal(body.request, requestId);
  await s.cp.call("ReportDERControl", {
    ...{ requestId, tbc: true },
    curve: [{ id: "A", curve, curveType: "VoltWatt", isDefault: true, isSuperseded: false }],
  });
  await s.cp.call("ReportDERControl", {
    requestId,
    fixedVar: [{ id: "B", fixedVar, isDefault: false, isSuperseded: true }],
    gradient: [{ id: "C", gradient: { priority: 1, gradient: 0.5, softGradient: 0 } }],
  });
  const { items } = (await s.api.get(path)).body;
  assert.deepEqual(
    items.map((
      each: Shown,
    ) => [each.id, each.type, each.isDefault, each.superseded, each.settings]),
    [
      ["A", "VoltWatt", true, false, { curve }],
      ["B", "FixedVar", false, true, { fixedVar }],
      ["C", "Gradients", false, false, {
        gradient: { priority: 1, gradient: 0.5, softGradient: 0 },
      }],
    ],
  );
});

Deno.test("2.1: faults of the grid are shown, the newest first, and when they end", async () => {
  await using s = await withRest("ocpp2.1");
  const alarm = { controlType: "HVMustTrip", gridEventFault: "OverVoltage" };
  await s.cp.call("NotifyDERAlarm", { ...alarm, timestamp: "2026-01-05T10:00:00Z" });
  await s.cp.call("NotifyDERAlarm", {
    ...{ ...alarm, timestamp: "2026-01-05T10:05:00Z", alarmEnded: true, extraInfo: "253 V" },
  });
  const { items } = (await s.api.get("/stations/CP-1/der-events")).body;
  assert.deepEqual(
    items.map((each: Shown) => [each.kind, each.type, each.fault, each.at, each.info]),
    [
      ["alarm-ended", "HVMustTrip", "OverVoltage", "2026-01-05T10:05:00.000Z", "253 V"],
      ["alarm", "HVMustTrip", "OverVoltage", "2026-01-05T10:00:00.000Z", null],
    ],
  );
});

Deno.test("2.1: what a report says that was not known is an event, and what it repeats is none", async () => {
  await using s = await withRest("ocpp2.1");
  const heard = async () =>
    (await s.csms.csms.journal.page({ limit: 100 })).items
      .filter(({ value: { type } }) => type === "der.changed").length;
  void s.cp.answers("SetDERControl", { status: "Accepted" });
  await s.api.send("PUT", `${path}/C-1`, { type: "FixedVar", settings: { fixedVar } });
  assert.equal(await heard(), 1);
  const report = (id: string, isSuperseded: boolean) =>
    s.cp.call("ReportDERControl", {
      ...{ requestId: 1, fixedVar: [{ id, fixedVar, isDefault: false, isSuperseded }] },
    });
  await report("C-1", false);
  assert.equal(await heard(), 1, "it is known");
  await report("C-1", true);
  await report("C-2", false);
  await report("C-2", false);
  assert.equal(await heard(), 3, "one is superseded, and one is new");
});
