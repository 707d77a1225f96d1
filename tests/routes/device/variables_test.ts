// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { editions } from "../../support/with_rest.ts";
import { at, reported, setting } from "./setting.ts";

const path = "/stations/CP-1/variables";
const wire = (component: string, variable: string) => ({
  component: { name: component },
  variable: { name: variable },
});

for (const edition of editions) {
  Deno.test(`variables of ${edition} are set, each with the station's word; a reboot that is required shows`, async () => {
    await using s = await setting(edition);
    const asked = s.cp.answers("SetVariables", {
      setVariableResult: [
        { ...wire("B", "two"), attributeStatus: "RebootRequired" },
        {
          ...wire("A", "One"),
          attributeStatus: "Rejected",
          attributeStatusInfo: { reasonCode: "ReadOnly" },
        },
      ],
    });
    const { body } = await s.api.send("PUT", path, {
      items: [{ key: "A.One", value: "1" }, { key: "B.Two", value: "2" }],
    });
    assert.deepEqual((await asked).payload.setVariableData[1], {
      ...wire("B", "Two"),
      attributeValue: "2",
    });
    assert.deepEqual(body.items, [
      { key: "B.two", status: "RebootRequired", why: null, rebootRequired: true },
      { key: "A.One", status: "Rejected", why: "ReadOnly", rebootRequired: false },
    ]);
    const { items } = (await s.api.get(path)).body;
    assert.equal(items.length, 1);
    assert.deepEqual([items[0].attributes[0].value, items[0].attributes[0].rebootRequired], [
      "2",
      true,
    ]);
    const kept = (await s.api.get("/stations/CP-1/configuration")).body.items;
    assert.deepEqual(kept.map(({ key, value, refused }: any) => [key, value, refused?.status]), [
      ["A.One", null, "Rejected"],
      ["B.two", "2", undefined],
    ]);
  });
}

Deno.test("variables are read in requests of the size that the station says it takes", async () => {
  await using s = await setting();
  await s.cp.call("NotifyReport", {
    ...{ requestId: 7, generatedAt: at, seqNo: 0 },
    reportData: [{
      ...reported("DeviceDataCtrlr", "ItemsPerMessage", "2", { mutability: "ReadOnly" }),
      variable: { name: "ItemsPerMessage", instance: "GetVariables" },
    }],
  });
  const sizes: number[] = [];
  const station = (async () => {
    for (let i = 0; i < 2; i++) {
      const call = await s.cp.asked("GetVariables");
      const asked: any[] = call.payload.getVariableData;
      sizes.push(asked.length);
      s.cp.answer(call, {
        getVariableResult: asked.map((each) =>
          each.variable.name === "C"
            ? { ...each, attributeStatus: "UnknownVariable" }
            : { ...each, attributeStatus: "Accepted", attributeValue: each.variable.name }
        ),
      });
    }
  })();
  const keys = ["X.A", "X[left]@1.2.B#Target", "X.C"];
  const { body } = await s.api.send("POST", `${path}/read`, { keys });
  await station;
  assert.deepEqual(sizes, [2, 1]);
  assert.deepEqual(body.items.map(({ key, status, value }: any) => [key, status, value]), [
    ["X.A", "Accepted", "A"],
    ["X[left]@1.2.B#Target", "Accepted", "B"],
    ["X.C", "UnknownVariable", null],
  ]);
  const shown = (await s.api.get(`${path}?component=X`)).body.items;
  assert.deepEqual(shown.map(({ key }: any) => key), ["X.A", "X[left]@1.2.B"]);
  const wrong = await s.api.send("POST", `${path}/read`, { keys: ["X.A", "nothing"] });
  assert.deepEqual([wrong.status, wrong.body.errors[0].path], [422, "keys.1"]);
});

Deno.test("the configuration of a 2.x station is set, wished for and applied as that of 1.6", async () => {
  await using s = await setting();
  const base = "/stations/CP-1/configuration";
  const key = "OCPPCommCtrlr.HeartbeatInterval";
  const place = wire("OCPPCommCtrlr", "HeartbeatInterval");
  const set = { setVariableResult: [{ ...place, attributeStatus: "Accepted" }] };
  void s.cp.answers("SetVariables", set);
  const put = await s.api.send("PUT", `${base}/${key}`, { value: "300" });
  assert.deepEqual(put.body, { accepted: true, status: "Accepted", why: null });
  await s.api.send("PUT", `${base}/${key}/desired`, { value: "60" });
  const differs = async () => (await s.api.get(base)).body.items[0].differs;
  assert.equal(await differs(), true);
  void s.cp.answers("GetVariables", {
    getVariableResult: [{ ...place, attributeStatus: "Accepted", attributeValue: "300" }],
  });
  const asked = s.cp.answers("SetVariables", set);
  const applied = await s.api.send("POST", `${base}/apply`);
  assert.deepEqual(applied.body.items, [{ key, status: "Accepted", why: null }]);
  assert.equal((await asked).payload.setVariableData[0].attributeValue, "60");
  assert.equal(await differs(), false);
  const foreign = await s.api.send("PUT", `${base}/HeartbeatInterval`, { value: "1" });
  assert.equal(foreign.status, 422);
});

Deno.test("all keys of a 2.x station come in a report, those that can be set as configuration", async () => {
  await using s = await setting();
  const asked = s.cp.answers("GetBaseReport", { status: "Accepted" });
  const read = await s.api.send("POST", "/stations/CP-1/configuration/read");
  assert.deepEqual(read.body, { keys: [], unknown: [] });
  const { requestId, reportBase } = (await asked).payload;
  assert.equal(reportBase, "ConfigurationInventory");
  await s.cp.call("NotifyReport", {
    ...{ requestId, generatedAt: at, seqNo: 0 },
    reportData: [
      reported("A", "Set", "1", { mutability: "ReadWrite" }),
      reported("A", "Fixed", "1", { mutability: "ReadOnly" }),
      reported("SecurityCtrlr", "BasicAuthPassword", "secret", { mutability: "WriteOnly" }),
    ],
  });
  const kept = (await s.api.get("/stations/CP-1/configuration")).body.items;
  assert.deepEqual(kept.map(({ key, value }: any) => [key, value]), [
    ["A.Set", "1"],
    ["SecurityCtrlr.BasicAuthPassword", null],
  ]);
  const model = JSON.stringify((await s.api.get(path)).body);
  assert.ok(!model.includes("secret"), model);
});
