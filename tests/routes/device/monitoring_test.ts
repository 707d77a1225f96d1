// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { happens } from "../../support/until.ts";
import { editions } from "../../support/with_rest.ts";
import { at, setting } from "./setting.ts";

const path = "/stations/CP-1/monitoring";
const place = { component: { name: "EVSE", evse: { id: 1 } }, variable: { name: "Power" } };

for (const edition of editions) {
  Deno.test(`monitors of ${edition} are set, reported, shown with their variable, and dropped`, async () => {
    await using s = await setting(edition);
    const newer = edition === "ocpp2.1";
    const origin = newer ? { eventNotificationType: "PreconfiguredMonitor" } : {};
    const said = { ...place, type: "UpperThreshold", severity: 4 };
    void s.cp.answers("SetVariableMonitoring", {
      setMonitoringResult: [{ ...said, status: "Accepted", id: 11 }],
    });
    const wish = { key: "EVSE@1.Power", type: "UpperThreshold", value: 7000, severity: 4 };
    const set = await s.api.send("PUT", path, { items: [wish] });
    assert.deepEqual(set.body.items, [
      { key: "EVSE@1.Power", status: "Accepted", why: null, id: 11 },
    ]);

    const asked = s.cp.answers("GetMonitoringReport", { status: "Accepted" });
    const { requestId } = (await s.api.send("POST", `${path}/report`)).body;
    assert.equal((await asked).payload.requestId, requestId);
    await s.cp.call("NotifyMonitoringReport", {
      ...{ requestId, generatedAt: at, seqNo: 0 },
      monitor: [{
        ...place,
        variableMonitoring: [
          { id: 2, transaction: true, value: 5, type: "Delta", severity: 8, ...origin },
        ],
      }],
    });
    const shown = (await s.api.get(path)).body.items;
    assert.deepEqual(shown.map(({ id, key, value }: any) => [id, key, value]), [
      [2, "EVSE@1.Power", 5],
      [11, "EVSE@1.Power", 7000],
    ]);
    const [report] = (await s.api.get("/stations/CP-1/reports")).body.items;
    assert.deepEqual([report.kind, report.state, report.items], ["monitoring", "complete", 1]);

    void s.cp.answers("ClearVariableMonitoring", {
      clearMonitoringResult: [{ id: 2, status: "NotFound" }],
    });
    const dropped = await s.api.send("DELETE", `${path}/2`);
    assert.deepEqual(dropped.body, { accepted: false, status: "NotFound", why: null });
    assert.equal((await s.api.get(path)).body.items.length, 1);

    void s.cp.answers("SetMonitoringBase", { status: "Accepted" });
    assert.ok((await s.api.send("PUT", `${path}/base`, { base: "All" })).body.accepted);
    const level = s.cp.answers("SetMonitoringLevel", { status: "Accepted" });
    assert.ok((await s.api.send("PUT", `${path}/level`, { severity: 3 })).body.accepted);
    assert.deepEqual((await level).payload, { severity: 3 });
  });

  Deno.test(`events of ${edition} are listed newest first, and told as facts`, async () => {
    await using s = await setting(edition);
    const own = edition === "ocpp2.1" ? { severity: 2 } : {};
    const told = happens(s.csms.csms, ({ type }) => type === "device.event");
    const event = (eventId: number, more = {}) => ({
      ...{ eventId, timestamp: at, trigger: "Alerting", actualValue: "7100" },
      ...{ eventNotificationType: "CustomMonitor", ...place, ...own, ...more },
    });
    await s.cp.call("NotifyEvent", { generatedAt: at, seqNo: 0, eventData: [event(1)] });
    await s.cp.call("NotifyEvent", {
      generatedAt: at,
      seqNo: 0,
      eventData: [event(2, { cause: 1, cleared: true, techCode: "E1" })],
    });
    const { items } = (await s.api.get("/stations/CP-1/device-events")).body;
    assert.deepEqual(
      items.map((
        { eventId, cause, cleared, severity }: any,
      ) => [eventId, cause, cleared, severity]),
      [[2, 1, true, own.severity ?? null], [1, null, false, own.severity ?? null]],
    );
    assert.equal(items[0].key, "EVSE@1.Power");
    assert.equal((await told).station, "CP-1");
    s.clock.advance(31 * 86_400_000);
    assert.deepEqual((await s.api.get("/stations/CP-1/device-events")).body.items, []);
  });
}

Deno.test("streams of 2.1 are opened, their values kept without an answer, adjusted and closed", async () => {
  await using s = await setting("ocpp2.1");
  const streams = async () => (await s.api.get("/stations/CP-1/event-streams")).body.items;
  const opened = await s.cp.call("OpenPeriodicEventStream", {
    constantStreamData: { id: 5, variableMonitoringId: 2, params: { interval: 10, values: 2 } },
  });
  assert.deepEqual(opened, { status: "Accepted" });
  const told = happens(s.csms.csms, ({ type }) => type === "stream.sampled");
  const payload = {
    ...{ id: 5, pending: 1, basetime: at },
    data: [{ t: 1, v: "10" }, { t: 2.5, v: "11" }],
  };
  s.cp.raw(JSON.stringify([6, "m1", "NotifyPeriodicEventStream", payload]));
  assert.equal((await told).id, undefined);
  const [stream] = await streams();
  assert.deepEqual([stream.state, stream.pending, stream.latest], ["open", 1, [
    { at: "2026-01-01T00:00:01.000Z", value: "10" },
    { at: "2026-01-01T00:00:02.500Z", value: "11" },
  ]]);
  void s.cp.answers("AdjustPeriodicEventStream", { status: "Accepted" });
  await s.api.send("PUT", "/stations/CP-1/event-streams/5", { interval: 60 });
  assert.equal((await streams())[0].interval, 60);
  void s.cp.answers("GetPeriodicEventStream", {
    constantStreamData: [{ id: 6, variableMonitoringId: 2, params: {} }],
  });
  await s.api.send("POST", "/stations/CP-1/event-streams/read");
  const states = async () => (await streams()).map(({ id, state }: any) => [id, state]);
  assert.deepEqual(await states(), [[5, "closed"], [6, "open"]]);
  assert.deepEqual(await s.cp.call("ClosePeriodicEventStream", { id: 6 }), {});
  assert.deepEqual(await states(), [[5, "closed"], [6, "closed"]]);
});

Deno.test("2.0.1 has no streams to ask for, and no monitor with one", async () => {
  await using s = await setting();
  assert.equal((await s.api.send("POST", "/stations/CP-1/event-streams/read")).status, 409);
  const wish = { key: "A.B", type: "Periodic", value: 1, severity: 1, stream: { interval: 1 } };
  assert.equal((await s.api.send("PUT", path, { items: [wish] })).status, 422);
});
