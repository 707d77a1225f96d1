import assert from "node:assert/strict";
import { API_TOKEN } from "../support/kvolt.ts";
import { type WithRest, withRest } from "../support/with_rest.ts";
import { setting } from "./setting.ts";

const path = "/stations/CP-1/diagnostics";
const headers = { authorization: `Bearer ${API_TOKEN}` };

async function sent(url: string, init: RequestInit): Promise<number> {
  const response = await fetch(url, init);
  await response.body?.cancel();
  return response.status;
}

async function content({ csms }: WithRest, id: string): Promise<string> {
  const url = `${csms.api}/stations/CP-1/uploads/${id}/content`;
  return await (await fetch(url, { headers })).text();
}

Deno.test("diagnostics without a location come to an address of kvolt that is good for one file", async () => {
  await using s = await setting({ UPLOAD_MAX_MB: "0.001" });
  const asked = s.cp.answers("GetDiagnostics", { fileName: "d.log" });
  const { upload } = (await s.api.send("POST", path, {})).body;
  const { location } = (await asked).payload;
  assert.match(location, /\/uploads\/[\w-]{32}\/$/);
  const waiting = (await s.api.get(`/stations/CP-1/uploads/${upload}`)).body;
  assert.deepEqual([waiting.state, waiting.received], ["expected", null]);

  const other = location.replace(/uploads\/[^/]+/, "uploads/another");
  assert.equal(await sent(other, { method: "PUT", body: "a log" }), 404);
  assert.equal(await sent(location, { method: "PUT", body: "x".repeat(1_001) }), 413);
  assert.equal(await sent(location, { method: "PUT" }), 422);
  assert.equal(await sent(`${location}d.log`, { method: "PUT", body: "a log" }), 204);
  assert.equal(await sent(location, { method: "PUT", body: "another" }), 410);
  const { received } = (await s.api.get("/stations/CP-1/uploads")).body.items[0];
  assert.deepEqual([received.filename, received.size], ["d.log", 5]);
  assert.equal(await content(s, upload), "a log");
  assert.equal((await s.api.send("DELETE", `/stations/CP-1/uploads/${upload}`)).status, 204);
  assert.equal(await sent(location, { method: "PUT", body: "late" }), 410);
});

for (const protocol of ["ocpp2.0.1", "ocpp2.1"] as const) {
  Deno.test(`a station of ${protocol} sends its log as a form`, async () => {
    await using s = await withRest(protocol);
    const asked = s.cp.answers("GetLog", { status: "Accepted" });
    const { upload } = (await s.api.send("POST", path, { type: "security" })).body;
    const { log: { remoteLocation }, logType, requestId } = (await asked).payload;
    assert.equal(logType, "SecurityLog");
    const form = new FormData();
    form.set("log", new File(["a form"], "s.log"));
    assert.equal(await sent(remoteLocation, { method: "POST", body: form }), 204);
    assert.equal(await content(s, upload), "a form");
    await s.cp.call("LogStatusNotification", { status: "Uploaded", requestId });
    const [step] = (await s.api.get(path)).body.items;
    assert.deepEqual([step.status, step.requestId], ["Uploaded", requestId]);
  });
}
