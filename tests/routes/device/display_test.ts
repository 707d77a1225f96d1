// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { editions } from "../../support/with_rest.ts";
import { at, setting } from "./setting.ts";

const path = "/stations/CP-1/display-messages";

for (const edition of editions) {
  Deno.test(`messages on the display of ${edition} are shown, reported and dropped`, async () => {
    await using s = await setting(edition);
    const shown = async () =>
      (await s.api.get(path)).body.items.map(({ id, text }: any) => [id, text.content]);
    const message = { text: { content: "Closed at ten" }, state: "Idle", endAt: at };
    const asked = s.cp.answers("SetDisplayMessage", { status: "Accepted" });
    assert.ok((await s.api.send("PUT", `${path}/1`, message)).body.accepted);
    assert.deepEqual((await asked).payload.message, {
      ...{ id: 1, priority: "NormalCycle", state: "Idle", endDateTime: at },
      message: { format: "UTF8", content: "Closed at ten" },
    });
    void s.cp.answers("SetDisplayMessage", { status: "NotSupportedPriority" });
    const refused = await s.api.send("PUT", `${path}/2`, message);
    assert.equal(refused.body.accepted, false);
    assert.deepEqual(await shown(), [[1, "Closed at ten"]]);

    void s.cp.answers("GetDisplayMessages", { status: "Accepted" });
    const { requestId } = (await s.api.send("POST", `${path}/read`)).body;
    const text = { format: "ASCII", content: "Hello" };
    await s.cp.call("NotifyDisplayMessages", {
      requestId,
      messageInfo: [{ id: 3, priority: "AlwaysFront", message: text }],
    });
    assert.deepEqual(await shown(), [[1, "Closed at ten"], [3, "Hello"]]);
    void s.cp.answers("ClearDisplayMessage", { status: "Accepted" });
    await s.api.send("DELETE", `${path}/1`);
    assert.deepEqual(await shown(), [[3, "Hello"]]);
  });

  Deno.test(`what ${edition} tells of a customer is joined, and forgotten within the hour`, async () => {
    await using s = await setting(edition);
    const path = "/stations/CP-1/customer-information";
    const asked = s.cp.answers("CustomerInformation", { status: "Accepted" });
    const { body } = await s.api.send("POST", path, { token: { id: "T-1", type: "Central" } });
    const { requestId } = body;
    assert.deepEqual((await asked).payload, {
      ...{ requestId, report: true, clear: false },
      idToken: { idToken: "T-1", type: "Central" },
    });
    const part = { requestId, generatedAt: at };
    const again = ["NotifyCustomerInformation", { ...part, seqNo: 1, data: "Doe" }] as const;
    await s.cp.call("NotifyCustomerInformation", { ...part, seqNo: 0, data: "Jane ", tbc: true });
    const state = async () => {
      const [report] = (await s.api.get(path)).body.items;
      return [report.state, report.status, report.text];
    };
    assert.deepEqual(await state(), ["running", "Accepted", "Jane "]);
    await s.cp.call(...again);
    await s.cp.call(...again);
    assert.deepEqual(await state(), ["complete", "Accepted", "Jane Doe"]);
    s.clock.advance(3_600_001);
    assert.deepEqual((await s.api.get(path)).body.items, []);
    assert.equal((await s.api.send("POST", path, {})).status, 422);
  });

  Deno.test(`logs and security events of ${edition} end where those of 1.6 do`, async () => {
    await using s = await setting(edition);
    const asked = s.cp.answers("GetLog", { status: "AcceptedCanceled", filename: "a.log" });
    const sent = await s.api.send("POST", "/stations/CP-1/diagnostics", {
      location: "ftp://files.example/",
      requestId: 9,
    });
    assert.equal(sent.body.accepted, true);
    assert.equal((await asked).payload.logType, "DiagnosticsLog");
    await s.cp.call("LogStatusNotification", { status: "Uploading", requestId: 9 });
    const { diagnosticsStatus } = (await s.api.get("/stations/CP-1")).body;
    assert.deepEqual([diagnosticsStatus.status, diagnosticsStatus.requestId], ["Uploading", 9]);
    await s.cp.call("SecurityEventNotification", {
      type: "TamperDetectionActivated",
      timestamp: at,
    });
    const events = (await s.api.get("/stations/CP-1/security-events")).body.items;
    assert.equal(events[0].type, "TamperDetectionActivated");
  });
}
