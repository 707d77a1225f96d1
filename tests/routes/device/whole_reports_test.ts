// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { editions } from "../../support/with_rest.ts";
import { at, reported, setting } from "./setting.ts";

const settable = { mutability: "ReadWrite" };

/** A station with a model of A.One, A.Two and B.Three, as some older report told of it. */
async function told(edition?: (typeof editions)[number]) {
  const s = await setting(edition);
  const names = async (): Promise<string[]> =>
    (await s.api.get("/stations/CP-1/variables")).body.items.map(({ key }: any) => key);
  const keys = async () =>
    (await s.api.get("/stations/CP-1/configuration")).body.items.map((
      { key, value, desired }: any,
    ) => [key, value, desired]);
  /** Sends the parts of a report; all but the last say that more follows. */
  async function tell(requestId: number, parts: [seqNo: number, ...variables: string[]][]) {
    for (const [index, [seqNo, ...variables]] of parts.entries()) {
      await s.cp.call("NotifyReport", {
        ...{ requestId, generatedAt: at, seqNo, tbc: index < parts.length - 1 },
        ...(variables.length
          ? { reportData: variables.map((name) => reported(...split(name), "1", settable)) }
          : {}),
      });
    }
  }
  async function ask(body: unknown): Promise<number> {
    const action = (body as { base?: string }).base ? "GetBaseReport" : "GetReport";
    const asked = s.cp.answers(action, { status: "Accepted" });
    await s.api.send("POST", "/stations/CP-1/reports", body);
    return (await asked).payload.requestId;
  }
  await tell(1, [[0, "A.One", "A.Two", "B.Three"]]);
  s.clock.advance(1_000);
  return Object.assign(s, { names, keys, tell, ask });
}

const split = (name: string) => name.split(".") as [string, string];
const FULL = { base: "FullInventory" };

for (const edition of editions) {
  Deno.test(`${edition}: what a whole report of everything does not tell of is gone, as variable and as key`, async () => {
    await using s = await told(edition);
    const wish = "/stations/CP-1/configuration/B.Three/desired";
    assert.ok((await s.api.send("PUT", wish, { value: "7" })).status < 300);
    const requestId = await s.ask(FULL);
    await s.tell(requestId, [[0, "A.One"], [1, "C.New"], [2, "C.Newer"]]);
    assert.deepEqual(await s.names(), ["A.One", "C.New", "C.Newer"]);
    // What somebody wants it to be is still to be seen.
    assert.deepEqual(await s.keys(), [
      ...[["A.One", "1", null], ["B.Three", null, "7"], ["C.New", "1", null]],
      ["C.Newer", "1", null],
    ]);
    assert.deepEqual(await s.findings(), []);
  });
}

Deno.test("nothing is gone before the last part has come, nor where one is missing", async () => {
  await using s = await told();
  const requestId = await s.ask(FULL);
  const part = (seqNo: number, name: string, tbc: boolean) =>
    s.cp.call("NotifyReport", {
      ...{ requestId, generatedAt: at, seqNo, tbc },
      reportData: [reported(...split(name), "1", settable)],
    });
  await part(0, "A.One", true);
  await part(2, "C.New", false);
  assert.deepEqual(await s.names(), ["A.One", "A.Two", "B.Three", "C.New"]);
  // The part between comes late, and the report is whole after all.
  await part(1, "A.Two", true);
  assert.deepEqual(await s.names(), ["A.One", "A.Two", "C.New"]);
});

const partial: [what: string, body: unknown, parts: [number, ...string[]][]][] = [
  ["of the settings alone", { base: "ConfigurationInventory" }, [[0, "A.One"]]],
  ["of a summary", { base: "SummaryInventory" }, [[0, "A.One"]]],
  ["of criteria", { criteria: ["Problem"] }, [[0, "A.One"]]],
  ["that starts at part 1", FULL, [[1, "A.One"], [2, "A.Two"]]],
  ["with nothing in it", FULL, [[0]]],
];
for (const [what, body, parts] of partial) {
  Deno.test(`a report ${what} takes nothing away`, async () => {
    await using s = await told();
    await s.tell(await s.ask(body), parts);
    assert.deepEqual(await s.names(), ["A.One", "A.Two", "B.Three"]);
  });
}

Deno.test("what was read while the report came is there, though the report has no word of it", async () => {
  await using s = await told();
  const requestId = await s.ask(FULL);
  const place = { component: { name: "A" }, variable: { name: "Two" } };
  void s.cp.answers("GetVariables", {
    getVariableResult: [{ ...place, attributeStatus: "Accepted", attributeValue: "2" }],
  });
  await s.api.send("POST", "/stations/CP-1/variables/read", { keys: ["A.Two"] });
  await s.tell(requestId, [[0, "A.One"]]);
  assert.deepEqual(await s.names(), ["A.One", "A.Two"]);
});

Deno.test("a report that nobody asked for takes nothing away, and one under a number of before neither", async () => {
  await using s = await told();
  await s.tell(5, [[0, "A.One"]]);
  assert.equal((await s.names()).length, 3);
  const call = (action: string, payload: unknown) =>
    s.api.send("POST", `/stations/CP-1/calls/${action}`, payload);
  void s.cp.answers("GetReport", { status: "Accepted" });
  await call("GetReport", { requestId: 9, componentCriteria: ["Problem"] });
  await s.tell(9, [[0, "A.One"]]);
  void s.cp.answers("GetBaseReport", { status: "Accepted" });
  await call("GetBaseReport", { requestId: 9, reportBase: "FullInventory" });
  assert.equal((await s.names()).length, 3);
});

Deno.test("a report whose only part was quicker than the answer counts as well", async () => {
  await using s = await told();
  const sending = s.api.send("POST", "/stations/CP-1/reports", FULL);
  const asked = await s.cp.asked("GetBaseReport");
  await s.tell(asked.payload.requestId, [[0, "A.One"]]);
  assert.equal((await s.names()).length, 3);
  s.cp.answer(asked, { status: "Accepted" });
  assert.equal((await sending).body.accepted, true);
  assert.deepEqual(await s.names(), ["A.One"]);
});

Deno.test("hundreds of variables that went are forgotten at once", async () => {
  await using s = await told();
  const many = Array.from({ length: 230 }, (_, n) => `Old.V${n}`);
  for (let from = 0; from < many.length; from += 50) {
    await s.tell(2, [[from / 50, ...many.slice(from, from + 50)]]);
  }
  s.clock.advance(1_000);
  await s.tell(await s.ask(FULL), [[0, "A.One"], [1, "A.Two"]]);
  assert.deepEqual(await s.names(), ["A.One", "A.Two"]);
  assert.equal((await s.keys()).length, 2);
});

for (const edition of editions) {
  Deno.test(`${edition}: monitors that a whole report does not tell of are gone, and all where there is none`, async () => {
    await using s = await setting(edition);
    const path = "/stations/CP-1/monitoring";
    const ids = async () => (await s.api.get(path)).body.items.map(({ id }: any) => id);
    const own = edition === "ocpp2.1" ? { eventNotificationType: "CustomMonitor" } : {};
    const tell = (requestId: number, seqNo: number, tbc: boolean, ...ids: number[]) =>
      s.cp.call("NotifyMonitoringReport", {
        ...{ requestId, generatedAt: at, seqNo, tbc },
        monitor: [{
          ...{ component: { name: "EVSE" }, variable: { name: "Power" } },
          variableMonitoring: ids.map((id) => ({
            ...{ id, transaction: false, value: 1, type: "Delta", severity: 5, ...own },
          })),
        }],
      });
    async function ask(body: unknown, status = "Accepted"): Promise<number> {
      void s.cp.answers("GetMonitoringReport", { status });
      return (await s.api.send("POST", `${path}/report`, body)).body.requestId;
    }
    await tell(1, 0, false, 1, 2, 3, 4);
    s.clock.advance(1_000);
    await tell(await ask({ criteria: ["DeltaMonitoring"] }), 0, false, 1);
    assert.deepEqual(await ids(), [1, 2, 3, 4]);
    const requestId = await ask({});
    await tell(requestId, 0, true, 1);
    await tell(requestId, 1, false, 3, 9);
    assert.deepEqual(await ids(), [1, 3, 9]);
    s.clock.advance(1_000);
    await ask({ criteria: ["DeltaMonitoring"] }, "EmptyResultSet");
    assert.deepEqual(await ids(), [1, 3, 9]);
    await ask({}, "EmptyResultSet");
    assert.deepEqual(await ids(), []);
  });

  Deno.test(`${edition}: monitors are set in as many messages as the station says it needs`, async () => {
    await using s = await setting(edition);
    const path = "/stations/CP-1/monitoring";
    const items = Array.from({ length: 25 }, (_, n) => ({
      ...{ key: `EVSE@${n + 1}.Power`, type: "UpperThreshold", value: n, severity: 4 },
    }));
    /** Sets them all; gives how many came in each message, all within so many bytes. */
    async function set(bytes = Infinity): Promise<number[]> {
      const sending = s.api.send("PUT", path, { items });
      const counts: number[] = [];
      for (let left = items.length; left > 0; left -= counts.at(-1)!) {
        const asked = await s.cp.asked("SetVariableMonitoring");
        const { setMonitoringData: data } = asked.payload;
        assert.ok(
          JSON.stringify([2, asked.id, "SetVariableMonitoring", asked.payload]).length <= bytes,
        );
        counts.push(data.length);
        s.cp.answer(asked, {
          setMonitoringResult: data.map(({ component, variable, type, severity }: any) => ({
            ...{ component, variable, type, severity, status: "Accepted" },
            id: component.evse.id,
          })),
        });
      }
      const { body } = await sending;
      assert.deepEqual(body.items.map(({ id }: any) => id), items.map((_, n) => n + 1));
      return counts;
    }
    const limit = (name: string, value: string) =>
      s.cp.call("NotifyReport", {
        ...{ requestId: 1, generatedAt: at, seqNo: 0 },
        reportData: [{
          ...reported("MonitoringCtrlr", name, value),
          variable: { name, instance: "SetVariableMonitoring" },
        }],
      });
    assert.deepEqual(await set(), [10, 10, 5]);
    await limit("ItemsPerMessage", "7");
    assert.deepEqual(await set(), [7, 7, 7, 4]);
    await limit("BytesPerMessage", "1200");
    assert.ok((await set(1_200)).every((count) => count < 7));
  });
}
