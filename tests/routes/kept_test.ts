import assert from "node:assert/strict";
import { setting } from "./setting.ts";

const yes = { status: "Accepted" };
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

Deno.test("a reservation is made, listed and given up", async () => {
  await using s = await setting();
  const base = "/stations/CP-1/reservations";
  const asked = s.cp.answers("ReserveNow", yes);
  const expiresAt = inAnHour();
  const made = await s.api.send("POST", base, { evse: 1, token: "TAG-1", expiresAt });
  assert.deepEqual([made.body.accepted, made.body.status], [true, "Accepted"]);
  const { payload } = await asked;
  assert.deepEqual([payload.reservationId, payload.idTag], [made.body.id, "TAG-1"]);
  const [kept] = (await s.api.get(base)).body.items;
  assert.deepEqual([kept.id, kept.evse, kept.token, kept.group, kept.state], [
    ...[made.body.id, 1, "TAG-1", null, "active"],
  ]);
  const cancelled = s.cp.answers("CancelReservation", yes);
  assert.equal((await s.api.send("DELETE", `${base}/${kept.id}`)).body.accepted, true);
  assert.deepEqual((await cancelled).payload, { reservationId: kept.id });
  assert.equal((await s.api.get(base)).body.items[0].state, "cancelled");

  const past = { evse: 1, token: "T", expiresAt: "2020-01-01T00:00:00Z" };
  const late = await s.api.send("POST", base, past);
  assert.deepEqual([late.status, late.body.errors[0].path], [422, "expiresAt"]);
  assert.equal((await s.api.send("DELETE", `${base}/0`)).status, 422);
});

Deno.test("a local list is sent whole, then what differs, and its version asked", async () => {
  await using s = await setting();
  const path = "/stations/CP-1/local-list";
  assert.deepEqual((await s.api.get(path)).body, {
    ...{ items: [], next: null, version: 0, size: 0, changedAt: null },
  });
  const full = s.cp.answers("SendLocalList", yes);
  const entries = [{ token: "A" }, { token: "B", status: "Blocked" }];
  assert.deepEqual((await s.api.send("PUT", path, { entries })).body, {
    ...{ accepted: true, status: "Accepted", why: null, version: 1 },
  });
  assert.deepEqual((await full).payload, {
    ...{ listVersion: 1, updateType: "Full" },
    localAuthorizationList: [
      { idTag: "A", idTagInfo: { status: "Accepted" } },
      { idTag: "B", idTagInfo: { status: "Blocked" } },
    ],
  });
  const differing = s.cp.answers("SendLocalList", yes);
  await s.api.send("PUT", path, {
    update: "differential",
    entries: [{ token: "A" }, { token: "C" }],
  });
  assert.deepEqual((await differing).payload.localAuthorizationList, [
    { idTag: "C", idTagInfo: { status: "Accepted" } },
    { idTag: "B" },
  ]);
  const { body } = await s.api.get(`${path}?limit=1`);
  assert.deepEqual([body.version, body.size, body.items[0].token], [2, 2, "A"]);
  const second = (await s.api.get(`${path}?cursor=${body.next}`)).body;
  assert.deepEqual([second.items[0].token, second.next], ["C", null]);

  void s.cp.answers("GetLocalListVersion", { listVersion: -1 });
  assert.deepEqual((await s.api.send("POST", `${path}/version`)).body, {
    ...{ accepted: false, status: "NotSupported", why: null, version: -1 },
  });
  assert.equal((await s.api.send("PUT", path, { entries: [{ status: "Blocked" }] })).status, 422);

  const long = Array.from({ length: 3_000 }, (_, i) => ({ token: `TOKEN-${i}` }));
  const big = s.cp.answers("SendLocalList", yes);
  assert.equal((await s.api.send("PUT", path, { entries: long })).status, 200);
  assert.equal((await big).payload.localAuthorizationList.length, 3_000);
  assert.equal((await s.api.get(path)).body.size, 3_000);
});

Deno.test("data transfers go out and come in, and both stand in the list", async () => {
  await using s = await setting();
  const path = "/stations/CP-1/data-transfers";
  const asked = s.cp.answers("DataTransfer", { status: "UnknownVendorId" });
  const sent = await s.api.send("POST", path, { vendorId: "V", messageId: null, data: "x" });
  assert.deepEqual(sent.body, {
    accepted: false,
    status: "UnknownVendorId",
    why: null,
    data: null,
  });
  assert.deepEqual((await asked).payload, { vendorId: "V", data: "x" });
  await s.cp.call("DataTransfer", { vendorId: "default", messageId: "M", data: "echo" });
  const { items } = (await s.api.get(path)).body;
  type Transfer = { direction: string; messageId: string; response: string };
  assert.deepEqual(items.map((t: Transfer) => [t.direction, t.messageId, t.response]), [
    ["in", "M", "echo"],
    ["out", null, null],
  ]);
});

Deno.test("firmware and diagnostics are asked for, and how far they are shows on the station", async () => {
  await using s = await setting();
  const update = s.cp.answers("UpdateFirmware", {});
  const location = "https://files.example/fw.bin";
  const sent = await s.api.send("POST", "/stations/CP-1/firmware", { location, retries: 2 });
  assert.equal(sent.body.accepted, true);
  const { payload } = await update;
  assert.deepEqual([payload.location, payload.retries], [location, 2]);
  assert.ok(Math.abs(Date.parse(payload.retrieveDate) - Date.now()) < 60_000);
  await s.cp.call("FirmwareStatusNotification", { status: "Downloading" });

  void s.cp.answers("GetDiagnostics", { fileName: "d.zip" });
  const upload = await s.api.send("POST", "/stations/CP-1/diagnostics", { location: "ftp://x/y" });
  assert.deepEqual(upload.body, {
    accepted: true,
    status: "Accepted",
    why: null,
    filename: "d.zip",
    upload: null,
  });
  const log = s.cp.answers("GetLog", { status: "Accepted", filename: "s.log" });
  await s.api.send("POST", "/stations/CP-1/diagnostics", {
    ...{ location: "ftp://x/y", type: "security", requestId: 9 },
  });
  assert.equal((await log).payload.logType, "SecurityLog");
  await s.cp.call("LogStatusNotification", { status: "Uploading", requestId: 9 });
  const { firmwareStatus, diagnosticsStatus } = (await s.api.get("/stations/CP-1")).body;
  assert.deepEqual([firmwareStatus.status, firmwareStatus.requestId], ["Downloading", null]);
  assert.deepEqual([diagnosticsStatus.status, diagnosticsStatus.requestId], ["Uploading", 9]);
  const unsigned = { location: "ftp://x/y", type: "security" };
  assert.equal((await s.api.send("POST", "/stations/CP-1/diagnostics", unsigned)).status, 409);
});

Deno.test("messages, security events, certificate requests and findings of a station are listed", async () => {
  await using s = await setting();
  await s.cp.call("SecurityEventNotification", {
    ...{ type: "SettingSystemTime", timestamp: new Date().toISOString() },
  });
  await s.cp.call("SignCertificate", { csr: "a request" });
  await s.cp.call("Heartbeat", { colour: "red" });
  const list = async (what: string) => (await s.api.get(`/stations/CP-1/${what}`)).body.items;
  const [event] = await list("security-events");
  assert.deepEqual([event.type, event.techInfo], ["SettingSystemTime", null]);
  const [request] = await list("certificate-requests");
  assert.deepEqual([request.csr, request.state], ["a request", "pending"]);

  const messages = await list("messages");
  const signing = messages.filter(({ action }: { action: string }) => action === "SignCertificate");
  assert.equal(signing.length, 1, "a request and its answer are one record");
  const [{ direction, kind, text, answer }] = signing;
  assert.deepEqual([direction, kind, answer.kind], ["in", "call", "result"]);
  assert.equal(JSON.parse(text)[3].csr, "a request");
  assert.deepEqual(JSON.parse(answer.text)[2], { status: "Accepted" });
  assert.ok(Date.parse(answer.at));
  const page = (await s.api.get("/stations/CP-1/messages?limit=1")).body;
  const after = (await s.api.get(`/stations/CP-1/messages?limit=1&cursor=${page.next}`)).body;
  assert.deepEqual([page.items[0], after.items[0]], messages.slice(0, 2));

  const findings = await list("findings");
  assert.equal(findings.length, 1);
  assert.equal(findings[0].count, 1);
  assert.deepEqual((await s.api.get("/stations/CP-1")).body.findings, findings);
  const one = `/stations/CP-1/findings/${findings[0].kind}`;
  assert.equal((await s.api.send("DELETE", one)).status, 204);
  assert.equal((await s.api.send("DELETE", one)).status, 404);
  assert.deepEqual(await list("findings"), []);
  for (
    const what of ["messages", "commands", "security-events", "certificate-requests", "findings"]
  ) {
    assert.equal((await s.api.get(`/stations/CP-9/${what}`)).status, 404, what);
  }
});
