import assert from "node:assert/strict";
import { editions } from "../../support/with_rest.ts";
import { at, reported, setting } from "./setting.ts";

const path = "/stations/CP-1/reports";

for (const edition of editions) {
  Deno.test(`a report of ${edition} is asked for, comes in parts and is kept by variable`, async () => {
    await using s = await setting(edition);
    const asked = s.cp.answers("GetBaseReport", { status: "Accepted" });
    const { body } = await s.api.send("POST", path, { base: "ConfigurationInventory" });
    const { requestId } = (await asked).payload;
    assert.deepEqual(body, { accepted: true, status: "Accepted", why: null, requestId });
    const part = { requestId, generatedAt: at };
    await s.cp.call("NotifyReport", {
      ...part,
      ...{
        seqNo: 0,
        tbc: true,
        reportData: [reported("OCPPCommCtrlr", "HeartbeatInterval", "300")],
      },
    });
    const shown = async () => {
      const { items } = (await s.api.get(path)).body;
      const { state, parts, missing, items: told, asked } = items[0];
      return { state, parts, missing, told, asked };
    };
    const asks = { missing: [], asked: "ConfigurationInventory" };
    assert.deepEqual(await shown(), { ...asks, state: "running", parts: 1, told: 1 });
    await s.cp.call("NotifyReport", {
      ...part,
      seqNo: 1,
      reportData: [
        reported("OCPPCommCtrlr", "NetworkConfigurationPriority", "1", { mutability: "ReadOnly" }),
        {
          ...reported("Connector", "ConnectorType", "cType2", { persistent: true, constant: true }),
          component: { name: "Connector", evse: { id: 1, connectorId: 2 } },
        },
      ],
    });
    assert.deepEqual(await shown(), { ...asks, state: "complete", parts: 2, told: 3 });

    const all = (await s.api.get("/stations/CP-1/variables")).body.items;
    assert.deepEqual(all.map(({ key }: { key: string }) => key), [
      "Connector@1.2.ConnectorType",
      "OCPPCommCtrlr.HeartbeatInterval",
      "OCPPCommCtrlr.NetworkConfigurationPriority",
    ]);
    assert.deepEqual(all[0].attributes, [{
      ...{ type: "Actual", value: "cType2", mutability: null, rebootRequired: null },
      ...{ persistent: true, constant: true, at: "2026-01-01T00:00:00.000Z" },
    }]);
    assert.equal(all[0].report, requestId);
    const one = (await s.api.get("/stations/CP-1/variables?component=ocppcommctrlr&limit=1")).body;
    assert.equal(one.items[0].key, "OCPPCommCtrlr.HeartbeatInterval");
    const rest = await s.api.get(
      `/stations/CP-1/variables?component=ocppcommctrlr&cursor=${one.next}`,
    );
    assert.equal(rest.body.items.length, 1);
    assert.deepEqual(await s.findings(), []);
  });
}

Deno.test("a report of criteria names components and variables; one refused leaves no report", async () => {
  await using s = await setting();
  const asked = s.cp.answers("GetReport", { status: "EmptyResultSet" });
  const { body } = await s.api.send("POST", path, {
    criteria: ["Problem"],
    items: [{
      component: { name: "Connector", evse: 1, connector: 1 },
      variable: { name: "Problem" },
    }],
  });
  assert.deepEqual((await asked).payload, {
    requestId: body.requestId,
    componentCriteria: ["Problem"],
    componentVariable: [{
      component: { name: "Connector", evse: { id: 1, connectorId: 1 } },
      variable: { name: "Problem" },
    }],
  });
  assert.equal(body.accepted, false);
  assert.deepEqual((await s.api.get(path)).body.items, []);
});

Deno.test("parts out of order are put together, and a gap shows until it is filled", async () => {
  await using s = await setting();
  const send = (seqNo: number, tbc: boolean, messageId?: string) =>
    s.cp.call("NotifyReport", {
      ...{ requestId: 7, generatedAt: at, seqNo, tbc },
      reportData: [reported("C", `V${seqNo}`, "x")],
    }, messageId);
  await send(0, true);
  await send(3, false);
  const shown = async () => {
    const { state, missing, parts, items } = (await s.api.get(path)).body.items[0];
    return [state, missing, parts, items];
  };
  assert.deepEqual(await shown(), ["running", [1, 2], 2, 2]);
  await send(2, true, "again");
  await send(2, true, "again");
  assert.deepEqual(await shown(), ["running", [1], 3, 3]);
  await send(2, true, "once more");
  await send(1, true);
  assert.deepEqual(await shown(), ["complete", [], 4, 4]);
  assert.deepEqual(await s.findings(), ["report-sequence"]);
});

Deno.test("quirk 50: a report that starts at 1 or 2, or is empty, is accepted, with findings", async () => {
  for (const start of [1, 2]) {
    await using s = await setting();
    const base = { requestId: 7, generatedAt: at };
    const reportData = [reported("C", "V", "x")];
    await s.cp.call("NotifyReport", { ...base, seqNo: start, tbc: true, reportData });
    await s.cp.call("NotifyReport", { ...base, seqNo: start + 1, tbc: false });
    const [report] = (await s.api.get(path)).body.items;
    assert.deepEqual([report.state, report.missing, report.asked], ["complete", [], null]);
    assert.deepEqual(await s.findings(), ["report-start"]);
    await s.cp.call("NotifyReport", { requestId: 8, generatedAt: at, seqNo: 0 });
    assert.equal((await s.api.get(path)).body.items[0].state, "complete");
    assert.deepEqual(await s.findings(), ["report-empty", "report-start"]);
  }
});

Deno.test("quirk 23: a report that never ends is abandoned, and what it told stays readable", async () => {
  await using s = await setting();
  const part = { generatedAt: at, seqNo: 0, tbc: true, reportData: [reported("C", "V", "x")] };
  await s.cp.call("NotifyReport", { ...part, requestId: 7 });
  s.clock.advance(5 * 60_000 + 1);
  const states = async () =>
    (await s.api.get(path)).body.items.map((each: { requestId: number; state: string }) => [
      each.requestId,
      each.state,
    ]);
  assert.deepEqual(await states(), [[7, "abandoned"]]);
  await s.cp.call("NotifyReport", { ...part, requestId: 8 });
  assert.deepEqual(await states(), [[8, "running"], [7, "abandoned"]]);
  assert.deepEqual(await s.findings(), ["report-unended"]);
  assert.equal((await s.api.get("/stations/CP-1/variables")).body.items.length, 1);
});

Deno.test("a part with more variables than one commit takes is kept whole", async () => {
  await using s = await setting();
  for (const length of [50, 100, 1_250]) {
    const reportData = Array.from({ length }, (_, i) => reported("C", `V${i}`, "x"));
    const report = { requestId: length, generatedAt: at, seqNo: 0, reportData };
    await s.cp.call("NotifyReport", report);
    assert.equal((await s.api.get(path)).body.items[0].items, length);
  }
  const shown = await s.csms.csms.devices.model.page("CP-1", { component: "c", limit: 2_000 });
  assert.equal(shown.items.length, 1_250);
});

Deno.test("a way to reach a CSMS is sent as the edition has it", async () => {
  const profile = {
    url: "wss://csms.example/ocpp",
    interface: "Wired0",
    securityProfile: 2,
    messageTimeout: 30,
    version: "OCPP20",
  };
  await using s = await setting();
  const slot = "/stations/CP-1/network-profiles/1";
  const asked = s.cp.answers("SetNetworkProfile", { status: "Failed" });
  const { body } = await s.api.send("PUT", slot, profile);
  assert.deepEqual(body, { accepted: false, status: "Failed", why: null });
  assert.equal((await asked).payload.connectionData.ocppTransport, "JSON");
  const later = await s.api.send("PUT", slot, { ...profile, version: "OCPP21" });
  assert.equal(later.status, 422);
  await using newer = await setting("ocpp2.1");
  void newer.cp.answers("SetNetworkProfile", { status: "Accepted" });
  const sent = await newer.api.send("PUT", slot, { ...profile, version: "OCPP21", identity: "A" });
  assert.equal(sent.body.accepted, true);
});
