import assert from "node:assert/strict";
import { problemOf } from "../../routes/failure.ts";
import { soon } from "../support/until.ts";
import { editions, withRest } from "../support/with_rest.ts";
import { setting } from "./setting.ts";

const problem = (kind: string) => `urn:kvolt:problem:${kind}`;

Deno.test("a station that nobody knows is 404, one that is not connected 409", async () => {
  await using s = await setting();
  await s.api.send("POST", "/stations", { id: "CP-2" });
  const asks: [string, string, unknown?][] = [
    ["POST", "start", { token: "T" }],
    ["POST", "reset"],
    ["POST", "unlock", { evse: 1 }],
    ["POST", "availability", { operative: true }],
    ["POST", "trigger", { message: "Heartbeat" }],
    ["POST", "clear-cache"],
    ["POST", "limit", { evse: 1, value: 6 }],
    ["POST", "calls/Reset", { type: "Soft" }],
    ["POST", "configuration/read"],
    ["PUT", "configuration/A", { value: "1" }],
    ["DELETE", "profiles?id=1"],
    ["POST", "reservations", { evse: 1, token: "T", expiresAt: "2999-01-01T00:00:00Z" }],
    ["DELETE", "reservations/1"],
    ["PUT", "local-list", { entries: [] }],
    ["POST", "local-list/version"],
    ["POST", "data-transfers", { vendorId: "V" }],
    ["POST", "firmware", { location: "ftp://x/y" }],
    ["POST", "diagnostics", { location: "ftp://x/y" }],
  ];
  for (const [method, path, body] of asks) {
    const unknown = await s.api.send(method, `/stations/CP-9/${path}`, body);
    assert.deepEqual([unknown.status, unknown.body.type], [404, problem("unknown")], path);
    const offline = await s.api.send(method, `/stations/CP-2/${path}`, body);
    assert.deepEqual([offline.status, offline.body.type], [409, problem("offline")], path);
    assert.match(offline.body.detail, /CP-2 is not connected/);
  }
});

Deno.test("a CALLERROR is 502 with its code and text; what a station does not know is 409 until forced", async () => {
  await using s = await setting();
  const refused = async (code: string) => s.cp.refuse(await s.cp.asked(), code, "not me");
  void refused("SecurityError");
  const first = await s.api.send("POST", "/stations/CP-1/reset");
  assert.equal(first.status, 502);
  const { type, code, description, details } = first.body;
  assert.deepEqual([type, code, description, details], [
    ...[problem("refused"), "SecurityError", "not me"],
    {},
  ]);
  void refused("NotImplemented");
  assert.equal(
    (await s.api.send("POST", "/stations/CP-1/clear-cache")).body.code,
    "NotImplemented",
  );
  const known = await s.api.send("POST", "/stations/CP-1/clear-cache");
  assert.deepEqual([known.status, known.body.type], [409, problem("unsupported")]);
  assert.match(known.body.detail, /does not know ClearCache.*\?force=true/);
  const unsupported = async () => (await s.api.get("/stations/CP-1")).body.learned.unsupported;
  assert.deepEqual(await unsupported(), ["ClearCache"]);
  void s.cp.answers("ClearCache", { status: "Accepted" });
  assert.equal((await s.api.send("POST", "/stations/CP-1/clear-cache?force=true")).status, 200);
  assert.deepEqual(await unsupported(), []);
});

Deno.test("what the version has no words for is 409, and forcing it changes nothing", async () => {
  await using s = await setting();
  for (const force of ["", "?force=true"]) {
    const path = `/stations/CP-1/reset${force}`;
    const { status, body } = await s.api.send("POST", path, { type: "soft", evse: 1 });
    assert.deepEqual([status, body.type], [409, problem("unsupported")]);
  }
});

Deno.test("a payload that the version does not allow is 422 with each path, and is not sent", async () => {
  await using s = await setting();
  const call = (action: string, body: unknown) =>
    s.api.send("POST", `/stations/CP-1/calls/${action}`, body);
  const { status, body } = await call("ReserveNow", { connectorId: "one", idTag: "T" });
  assert.equal(status, 422);
  const paths = body.errors.map(({ path }: { path: string }) => path).sort();
  assert.deepEqual(paths, ["connectorId", "expiryDate", "reservationId"]);
  assert.equal((await call("BlowUp", {})).status, 422);
  assert.equal((await call("Reset", { type: "Soft", colour: 1 })).status, 422);
  const long = await s.api.send("POST", "/stations/CP-1/start", { token: "x".repeat(21) });
  assert.deepEqual([long.status, long.body.errors[0].path], [422, "idTag"]);
  const sent = (await s.api.get("/stations/CP-1/messages")).body.items
    .filter((each: { direction: string; kind: string }) =>
      each.direction === "out" && each.kind === "call"
    );
  assert.deepEqual(sent, []);
});

Deno.test("no answer in time is 504; the late one stands in the log of commands", async () => {
  await using s = await setting({ CALL_TIMEOUT_SECONDS: "0.2" });
  const sent = s.api.send("POST", "/stations/CP-1/reset");
  const asked = await s.cp.asked("Reset");
  const { status, body } = await sent;
  assert.deepEqual([status, body.type], [504, problem("no-answer")]);
  const log = async () => (await s.api.get("/stations/CP-1/commands")).body.items[0];
  assert.equal((await log()).state, "timeout");
  const late = Promise.withResolvers<void>();
  const unsubscribe = s.csms.csms.journal.subscribe(({ type }) => {
    if (type === "command.answered") late.resolve();
  });
  s.cp.answer(asked, { status: "Accepted" });
  await late.promise;
  unsubscribe();
  const { state, result } = await log();
  assert.deepEqual([state, result], ["late", { status: "Accepted" }]);
});

Deno.test("a connection that ends before the answer is 502: nobody knows whether it was done", async () => {
  await using s = await setting();
  const sent = s.api.send("POST", "/stations/CP-1/reset");
  await s.cp.asked("Reset");
  s.cp.socket.close();
  const { status, body } = await sent;
  assert.deepEqual([status, body.type], [502, problem("connection-lost")]);
});

Deno.test("errors of the store are 503 and an unexpected one 500, which tells nothing of itself", () => {
  const named = (name: string, message = "inside") => Object.assign(new Error(message), { name });
  for (const name of ["StoreTimeout", "StoreBusy", "StoreClosed"]) {
    assert.equal(problemOf(named(name), "GET /").status, 503, name);
  }
  assert.equal(problemOf(named("Conflict"), "GET /").status, 409);
  assert.equal(problemOf(named("ChangeRefused"), "GET /").status, 422);
  assert.equal(problemOf(named("TokenTaken"), "GET /").status, 409);
  const unexpected = problemOf(named("TypeError", "secret"), "GET /");
  assert.equal(unexpected.status, 500);
  assert.ok(!JSON.stringify([unexpected.message, unexpected.extra]).includes("secret"));
  assert.match(unexpected.extra.instance!, /^urn:uuid:/);
});

Deno.test("a station for which a hundred requests wait takes no more: 503, which says that it was not sent", async () => {
  await using s = await setting();
  const calls = Array.from({ length: 101 }, () => s.csms.csms.ask("CP-1", "clearCache", {}));
  const ended = Promise.allSettled(calls);
  const asked = await s.cp.asked("ClearCache");
  const full = async () => (await s.api.get("/stations/CP-1/commands?limit=200")).body.items;
  await soon(async () => assert.equal((await full()).length, 101));
  const { status, body } = await s.api.send("POST", "/stations/CP-1/clear-cache");
  assert.deepEqual([status, body.type], [503, problem("busy")]);
  assert.equal(body.detail, "ClearCache cannot be sent: 100 requests are waiting already");
  s.cp.answer(asked, { status: "Accepted" });
  s.cp.socket.close();
  await ended;
});

Deno.test("an action that the version does not have is 422, and names what is wrong", async () => {
  await using s = await setting();
  const { status, body } = await s.api.send("POST", "/stations/CP-1/calls/BlowUp", {});
  assert.equal(status, 422);
  assert.deepEqual(body.errors, [{ path: "action", message: "ocpp1.6 has no action BlowUp" }]);
});

for (const protocol of editions) {
  Deno.test(`a key as 1.6 spells it is 422 on a station of ${protocol}, with how it is written there`, async () => {
    await using s = await withRest(protocol);
    const base = "/stations/CP-1/configuration";
    const set = await s.api.send("PUT", `${base}/HeartbeatInterval`, { value: "60" });
    assert.deepEqual([set.status, set.body.errors[0].path], [422, "key"]);
    assert.match(set.body.errors[0].message, /HeartbeatInterval.*Component\.Variable/);
    const keys = ["OCPPCommCtrlr.HeartbeatInterval", "HeartbeatInterval"];
    const read = await s.api.send("POST", `${base}/read`, { keys });
    assert.deepEqual([read.status, read.body.errors[0].path], [422, "keys.1"]);
  });
}
