import assert from "node:assert/strict";
import type { Protocol } from "../../csms/model.ts";
import { type Charger, charger, type ChargerOptions } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";
import { rest } from "../support/rest.ts";
import { scene } from "../support/scene.ts";
import { happens } from "../support/until.ts";

const versions: readonly Protocol[] = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"];
const basic = (password: string, id = "CP-1") => ({
  authorization: `Basic ${btoa(`${id}:${password}`)}`,
});
const dial = (csms: TestKvolt, options: ChargerOptions) => charger(csms.ws, "CP-1", options);

/** The status of a handshake, and what its body says. */
async function knock(csms: TestKvolt, headers: Record<string, string> = {}, id = "CP-1") {
  const peer = await rawPeer(csms.ws, `/ocpp/${id}`, {
    headers: { "sec-websocket-protocol": "ocpp1.6", ...headers },
  });
  peer.drop();
  return { status: peer.status, said: peer.body.trim() };
}

for (const protocol of versions) {
  Deno.test(`revocation: revoking a live key closes the socket and refuses the next handshake at once, in ${protocol}`, async () => {
    // A clock that stands still: nothing that comes of it waited for a timer.
    const { csms } = await scene();
    const api = await rest(csms);
    const { body: { key } } = await api.send("POST", "/stations", { id: "CP-1" });
    const options = { protocols: [protocol], headers: basic(key) };
    const cp = await dial(csms, options);
    await cp.boot();

    assert.equal((await api.send("DELETE", "/stations/CP-1/key")).status, 204);
    assert.deepEqual(await cp.closed, { code: 1008, reason: "its key was revoked" });
    const refused = await knock(csms, { "sec-websocket-protocol": protocol, ...basic(key) });
    assert.deepEqual(refused, { status: 401, said: "the key of CP-1 was revoked" });
    const shown = (await api.get("/stations/CP-1")).body;
    assert.deepEqual([shown.online, shown.auth.type, shown.auth.revoked], [false, "basic", true]);
    const [failed] = (await api.get("/failed-handshakes")).body.items;
    assert.match(failed.reason, /the key of CP-1 was revoked/);

    const again = (await api.send("POST", "/stations/CP-1/key")).body.key;
    assert.equal((await knock(csms, basic(key))).status, 401, "the old one stays dead");
    const back = await dial(csms, { ...options, headers: basic(again) });
    await back.boot();
    await back.close();
    await cp.close();
    await csms.stop();
  });
}

Deno.test("secrets: a key that is given over REST is shown once, and has to be sent from then on", async () => {
  const csms = await kvolt();
  const api = await rest(csms);
  assert.equal((await api.send("POST", "/stations/CP-1/key")).status, 404);
  const registered = await api.send("POST", "/stations", { id: "CP-1", auth: { type: "none" } });
  assert.deepEqual([registered.body.key, registered.body.auth.type], [null, "none"]);
  assert.equal((await knock(csms)).status, 101);
  const nothing = await api.send("DELETE", "/stations/CP-1/key");
  assert.deepEqual([nothing.status, nothing.body.type], [409, "urn:kvolt:problem:not-now"]);

  const given = await api.send("POST", "/stations/CP-1/key");
  assert.equal(given.status, 201);
  assert.match(given.body.key, /^[0-9a-f]{40}$/);
  assert.ok(!JSON.stringify((await api.get("/stations/CP-1")).body).includes(given.body.key));
  assert.equal((await knock(csms)).status, 401);
  assert.equal((await knock(csms, basic("wrong"))).status, 401);
  assert.equal((await knock(csms, basic(given.body.key))).status, 101);

  const own = await api.send("POST", "/stations/CP-1/key", { secret: "sixteen-letters!" });
  assert.deepEqual([own.status, own.body.key], [201, null]);
  assert.equal((await knock(csms, basic("sixteen-letters!"))).status, 101);
  assert.equal((await knock(csms, basic(given.body.key))).status, 401);
  for (
    const secret of ["fifteen-letters", "x".repeat(41), "sixteen  letters", "sixteen-lettersé"]
  ) {
    const wrong = await api.send("POST", "/stations/CP-1/key", { secret });
    assert.deepEqual([wrong.status, wrong.body.errors[0].path], [422, "secret"], secret);
    assert.ok(!JSON.stringify(wrong.body).includes(secret));
  }
  const logged = JSON.stringify((await api.get("/failed-handshakes")).body);
  const stored = JSON.stringify((await csms.csms.audit.find({}, { limit: 50 })).items);
  for (const text of [logged, stored]) assert.ok(!text.includes("sixteen-letters!"));
  await csms.stop();
});

Deno.test("identity: a token is taken as bearer and as x-api-key, and nothing else instead of it", async () => {
  const csms = await kvolt();
  const api = await rest(csms);
  await api.send("POST", "/stations", { id: "CP-1" });
  const { key } = (await api.send("PUT", "/stations/CP-1/auth", { type: "token" })).body;
  for (
    const [headers, status] of [
      [{ authorization: `Bearer ${key}` }, 101],
      [{ authorization: `bearer  ${key} ` }, 101],
      [{ "x-api-key": key }, 101],
      [{ "X-API-Key": ` ${key} ` }, 101],
      [{ ...basic("other"), "x-api-key": key }, 101],
      [{ authorization: `Bearer ${key}0` }, 401],
      [{ authorization: `Token ${key}` }, 401],
      [basic(key), 401],
      [{}, 401],
    ] as [Record<string, string>, number][]
  ) {
    assert.equal((await knock(csms, headers)).status, status, JSON.stringify(headers));
  }
  await api.send("DELETE", "/stations/CP-1/key");
  const { said } = await knock(csms, { "x-api-key": key });
  assert.equal(said, "the token of CP-1 was revoked");
  const next = (await api.send("POST", "/stations/CP-1/key")).body.key;
  assert.equal((await knock(csms, { "x-api-key": next })).status, 101);
  await csms.stop();
});

Deno.test("identity: what a station has to show is set over REST, and a certificate is asked for by its subject", async () => {
  const csms = await kvolt();
  const api = await rest(csms);
  const fingerprint = "AB:".repeat(31) + "AB";
  const auth = { type: "mtls", subject: "CN=CP-1,O=Acme", fingerprint };
  const { body } = await api.send("POST", "/stations", { id: "CP-1", auth });
  assert.deepEqual(body.auth, {
    ...{ type: "mtls", revoked: false, rotation: null },
    ...{ subject: "CN=CP-1,O=Acme", fingerprint: "ab".repeat(32) },
  });
  const { status, said } = await knock(csms, basic("any"));
  assert.deepEqual([status, said], [401, "CP-1 showed no client certificate, and has to"]);
  for (const [method, path] of [["POST", "key"], ["DELETE", "key"], ["POST", "key/rotate"]]) {
    const answer = await api.send(method!, `/stations/CP-1/${path}`);
    assert.equal(answer.status, 409, `${method} ${path}`);
  }
  await api.send("PUT", "/stations/CP-1/auth", { type: "mtls" });
  assert.equal((await api.get("/stations/CP-1")).body.auth.subject, "CN=CP-1");
  for (const wrong of [{ subject: "CP-1" }, { fingerprint: "abc" }, { secret: "x".repeat(20) }]) {
    const { status } = await api.send("PUT", "/stations/CP-1/auth", { type: "mtls", ...wrong });
    assert.equal(status, 422);
  }
  await api.send("PUT", "/stations/CP-1/auth", { type: "none" });
  assert.equal((await knock(csms)).status, 101);
  assert.equal((await api.send("PUT", "/stations/CP-9/auth", { type: "none" })).status, 404);
  await csms.stop();
});

Deno.test("revocation: a suspended station is sent away at once and kept out until it is resumed", async () => {
  const csms = await kvolt();
  const api = await rest(csms);
  const { key } = (await api.send("POST", "/stations", { id: "CP-1" })).body;
  const cp = await dial(csms, { headers: basic(key) });
  await cp.boot();
  const suspended = happens(csms.csms, ({ type }) => type === "station.suspended");
  assert.equal((await api.send("POST", "/stations/CP-1/suspend")).body.status, "suspended");
  assert.equal((await suspended).station, "CP-1");
  assert.deepEqual(await cp.closed, { code: 1008, reason: "suspended by the operator" });
  const { status, said } = await knock(csms, basic(key));
  assert.deepEqual([status, said], [403, "CP-1 has been suspended by the operator"]);
  assert.equal((await api.get("/stations?status=suspended")).body.items.length, 1);
  assert.equal((await api.send("POST", "/stations/CP-1/resume")).body.status, "active");
  assert.equal((await knock(csms, basic(key))).status, 101);
  for (const verb of ["suspend", "resume"]) {
    assert.equal((await api.send("POST", `/stations/CP-9/${verb}`)).status, 404);
  }
  await csms.stop();
});

Deno.test("registry: who a station is can be said, changed, taken back and looked for", async () => {
  const csms = await kvolt();
  const api = await rest(csms);
  const said = {
    name: "Left",
    tenant: "acme",
    labels: ["a", "b", "a"],
    allowedProtocols: ["ocpp2.1"],
  };
  const { body } = await api.send("POST", "/stations", { id: "CP-1", ...said });
  assert.deepEqual([body.name, body.tenant, body.labels, body.allowedProtocols], [
    ...["Left", "acme", ["a", "b"], ["ocpp2.1"]],
  ]);
  await api.send("POST", "/stations", { id: "CP-2" });
  const found = async (query: string) =>
    (await api.get(`/stations?${query}`)).body.items.map(({ id }: { id: string }) => id);
  assert.deepEqual(await found("label=a"), ["CP-1"]);
  assert.deepEqual(await found("label=c"), []);
  assert.deepEqual(await found("status=active&registration=Accepted"), ["CP-1", "CP-2"]);
  assert.equal((await api.get("/stations?status=odd")).status, 422);

  const { said: reason, status } = await knock(csms, basic(body.key));
  assert.equal(status, 400);
  assert.match(reason, /offers only ocpp1\.6; allowed to it: ocpp2\.1/);
  const changed = await api.send("PATCH", "/stations/CP-1", {
    ...{ name: null, tenant: null, labels: [], allowedProtocols: null },
  });
  assert.deepEqual([changed.body.name, changed.body.tenant, changed.body.labels], [null, null, []]);
  assert.equal((await knock(csms, basic(body.key))).status, 101);
  assert.equal((await api.send("PATCH", "/stations/CP-1", { labels: null })).status, 422);
  await csms.stop();
});

Deno.test("registry: to verify says whether a station would be let in, and why not, and lets nobody in", async () => {
  const csms = await kvolt({ DISCOVERY: "approve" });
  const api = await rest(csms);
  const { key } = (await api.send("POST", "/stations", { id: "CP-1" })).body;
  const verify = async (body: unknown, id = "CP-1") =>
    (await api.send("POST", `/stations/${id}/verify`, body)).body;
  const admitted = { admitted: true, registration: "Accepted", status: null, reason: null };
  assert.deepEqual(await verify({ password: key }), admitted);
  assert.deepEqual(await verify({ password: key.toUpperCase() }), admitted);
  assert.deepEqual(await verify({ apiKey: key }), {
    ...{ admitted: false, registration: null, status: 401 },
    reason: "CP-1 sent no key, but a token, and has to use Basic authorization",
  });
  assert.equal((await verify({})).status, 401);
  assert.equal((await verify({}, "NEW")).registration, "Pending");
  await api.send("PUT", "/stations/CP-1/auth", { type: "mtls" });
  const certificate = { subject: "CN=CP-1", fingerprint: "ab".repeat(32) };
  assert.equal((await verify({ certificate })).admitted, true);
  assert.equal((await verify({ certificate: { ...certificate, subject: "CN=X" } })).status, 401);
  assert.equal((await api.get("/stations")).body.items.length, 1);
  const { items } = await csms.csms.audit.find({}, { limit: 50 });
  assert.ok(!JSON.stringify(items).includes(key), "what was tried is not in the audit log");
  await csms.stop();
});

Deno.test("discovery: one call accepts a discovered station, names it and gives it a key", async () => {
  const csms = await kvolt({ DISCOVERY: "approve" });
  const api = await rest(csms);
  const cp: Charger = await dial(csms, {});
  await cp.call("BootNotification", { chargePointVendor: "Test", chargePointModel: "One" });
  const [pending] = (await api.get("/stations?registration=Pending")).body.items;
  assert.deepEqual([pending.id, pending.vendor, pending.address], ["CP-1", "Test", "127.0.0.1"]);
  const { body } = await api.send("POST", "/stations/CP-1/accept", {
    ...{ name: "Garage", labels: ["home"], key: true },
  });
  assert.deepEqual([body.registration, body.name, body.labels], ["Accepted", "Garage", ["home"]]);
  assert.match(body.key, /^[0-9a-f]{40}$/);
  await cp.boot();
  await cp.close();
  assert.equal((await knock(csms)).status, 401);
  assert.equal((await knock(csms, basic(body.key))).status, 101);
  assert.equal((await api.send("POST", "/stations/CP-1/accept")).body.key, null);
  await csms.stop();
});

Deno.test("identity: ids that do not match STATION_ID_PATTERN are neither registered nor let in", async () => {
  const csms = await kvolt({ STATION_ID_PATTERN: "CP-\\d{1,4}", DISCOVERY: "open" });
  const api = await rest(csms);
  const wrong = await api.send("POST", "/stations", { id: "GARAGE" });
  assert.deepEqual([wrong.status, wrong.body.errors[0].path], [422, "id"]);
  assert.equal((await api.send("POST", "/stations", { id: "CP-7" })).status, 201);
  const { status, said } = await knock(csms, {}, "GARAGE");
  assert.equal(status, 404);
  assert.match(said, /"GARAGE" does not match STATION_ID_PATTERN/);
  assert.equal((await knock(csms, {}, "CP-8")).status, 101);
  const [failed] = (await api.get("/failed-handshakes")).body.items;
  assert.equal(failed.station, "GARAGE");
  await csms.stop();
});

Deno.test("registry: whoever only operates lets stations in and keeps them out, and touches no key", async () => {
  const csms = await kvolt({ DISCOVERY: "approve" });
  const api = await rest(csms);
  const { secret } =
    (await csms.send("POST", "/api-tokens", { name: "Ada", scope: "operate" })).body;
  const status = async (path: string, body: unknown = {}, method = "POST") => {
    const response = await fetch(`${csms.api}/stations/CP-1${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    await response.body?.cancel();
    return response.status;
  };
  const cp = await dial(csms, {});
  assert.equal(await status("/accept", { name: "Left", key: true }), 403);
  const { registration, name } = (await api.get("/stations/CP-1")).body;
  assert.deepEqual([registration, name], ["Pending", null], "nothing of it was done");
  assert.equal(await status("/accept", { name: "Left" }), 200);
  await cp.boot();
  await cp.answers("TriggerMessage", { status: "Accepted" });
  const key = { key: "AuthorizationKey", value: "0123456789abcdef" };
  assert.equal(await status("/calls/ChangeConfiguration", key), 403);
  const sent = status("/calls/ChangeConfiguration", { key: "HeartbeatInterval", value: "60" });
  await cp.answers("ChangeConfiguration", { status: "Accepted" });
  assert.equal(await sent, 200);
  for (
    const [method, path, body] of [
      ["POST", "/key", {}],
      ["DELETE", "/key", undefined],
      ["POST", "/key/rotate", {}],
      ["PUT", "/auth", { type: "none" }],
      ["POST", "/verify", { password: "x" }],
    ] as const
  ) assert.equal(await status(path, body, method), 403, path);
  assert.equal(await status("/suspend"), 200);
  assert.equal((await cp.closed).code, 1008);
  assert.equal(await status("/resume"), 200);
  await cp.close();
  await csms.stop();
});
