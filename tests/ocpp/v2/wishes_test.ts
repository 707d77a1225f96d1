import assert from "node:assert/strict";
import type { Charger } from "../../support/charger.ts";
import { stage } from "./stage.ts";

/** Answers what the station is read and set; gives the values that it was set to. */
function taking(cp: Charger): unknown[] {
  const set: unknown[] = [];
  cp.socket.addEventListener("message", ({ data }) => {
    const [, id, action, payload] = JSON.parse(data);
    const answer = (said: unknown) => cp.raw(JSON.stringify([3, id, said]));
    if (action === "GetVariables") {
      const getVariableResult = payload.getVariableData.map((each: object) => ({
        ...{ ...each, attributeStatus: "Rejected" },
      }));
      answer({ getVariableResult });
    } else if (action === "SetVariables") {
      const setVariableResult = payload.setVariableData.map((
        { attributeValue, ...each }: Record<string, unknown>,
      ) => {
        set.push(attributeValue);
        return { ...each, attributeStatus: "Accepted" };
      });
      answer({ setVariableResult });
    }
  });
  return set;
}

const place = {
  ...{ component: { name: "SecurityCtrlr" }, variable: { name: "BasicAuthPassword" } },
};
const report = {
  ...{ requestId: 1, generatedAt: "2026-01-01T00:00:00Z", seqNo: 0 },
  reportData: [{ ...place, variableAttribute: [{ mutability: "WriteOnly" }] }],
};

Deno.test("a variable to write only is set once for each wish, and nowhere shown", async () => {
  const { csms, cp, end } = await stage();
  const { desire, reapply } = csms.csms.devices.configuration;
  await cp.call("NotifyReport", report);
  const set = taking(cp);
  await desire("CP-1", "SecurityCtrlr.BasicAuthPassword", "0123456789abcdef");
  await reapply("CP-1");
  await cp.call("NotifyReport", { ...report, requestId: 2 });
  await reapply("CP-1");
  assert.deepEqual(set, ["0123456789abcdef"]);
  const { items } = (await csms.get("/stations/CP-1/configuration")).body;
  assert.deepEqual(
    items.map(({ key, value, differs }: Record<string, unknown>) => [key, value, differs]),
    [["SecurityCtrlr.BasicAuthPassword", null, false]],
  );
  await end();
});

Deno.test("a wish whose key the version cannot name does not stop the others", async () => {
  const { csms, cp, end } = await stage();
  const { desire, reapply } = csms.csms.devices.configuration;
  const set = taking(cp);
  for (const key of ["HeartbeatInterval", "OCPPCommCtrlr.HeartbeatInterval", "MeterInterval"]) {
    await desire("CP-1", key, "60");
  }
  const done = await reapply("CP-1");
  assert.deepEqual(done.map(({ key }) => key), [
    ...["HeartbeatInterval", "MeterInterval", "OCPPCommCtrlr.HeartbeatInterval"],
  ]);
  assert.match(done[0]!.status, /HeartbeatInterval names no variable/);
  assert.equal(done[2]!.status, "Accepted");
  assert.deepEqual(set, ["60"]);
  await end();
});

Deno.test("a station that cannot report what it has is not asked for the keys of another version", async () => {
  const { csms, cp, end } = await stage();
  const read = csms.send("POST", "/stations/CP-1/configuration/read");
  await cp.answers("GetBaseReport", { status: "NotSupported" });
  const { status, body } = await read;
  assert.deepEqual([status, body], [200, { keys: [], unknown: [] }]);
  await end();
});
