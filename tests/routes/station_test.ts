import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { fakeClock } from "../support/clock.ts";
import { kvolt } from "../support/kvolt.ts";
import { rest } from "../support/rest.ts";
import { setting } from "./setting.ts";

Deno.test("a station reads with exactly the fields it is said to have, null where nothing is known", async () => {
  await using s = await setting();
  const { status, body } = await s.api.get("/stations/CP-1");
  assert.equal(status, 200);
  assert.equal(body.vendor, "Test");
  assert.equal(body.model, "One");
  assert.equal(body.serial, null);
  assert.equal(body.firmware, null);
  assert.equal(body.protocol, "ocpp1.6");
  assert.equal(body.online, true);
  assert.equal(body.powerW, null);
  assert.deepEqual(body.auth, {
    ...{ type: "none", revoked: false, subject: null, fingerprint: null, rotation: null },
  });
  assert.deepEqual([body.name, body.tenant, body.labels], [null, null, []]);
  assert.deepEqual([body.status, body.allowedProtocols], ["active", null]);
  assert.equal(body.connectors.length, 1);
  const { evse, connector, status: state, errorCode, at } = body.connectors[0];
  assert.deepEqual([evse, connector, state, errorCode], [1, 1, "Preparing", "NoError"]);
  assert.ok(Date.parse(at) <= Date.now());
  assert.deepEqual((await s.api.get("/stations/CP-1/connectors")).body.items, body.connectors);
  assert.deepEqual((await s.api.get("/stations")).body, { items: [body], next: null });
  assert.equal((await s.api.get("/stations/CP-2")).status, 404);
});

Deno.test("stations are registered before they connect, set, paged and forgotten", async () => {
  const csms = await kvolt({ DISCOVERY: "closed" });
  const api = await rest(csms);
  const ids = Array.from({ length: 5 }, (_, i) => `CP-${i}`);
  for (const id of ids) {
    const { status, body } = await api.send("POST", "/stations", { id });
    assert.deepEqual([status, body.id, body.registration], [201, id, "Accepted"]);
  }
  assert.equal((await api.send("POST", "/stations", { id: "CP-0" })).body.type, problem("taken"));
  const seen: string[] = [];
  let next = "";
  do {
    const { body } = await api.get(`/stations?limit=2${next && `&cursor=${next}`}`);
    assert.ok(body.items.length <= 2);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    next = body.next;
  } while (next);
  assert.deepEqual(seen, ids);

  const set = (settings: unknown) => api.send("PATCH", "/stations/CP-1", { settings });
  const { body } = await set({ strictness: "strict", protocol: "ocpp1.6", remoteStartTag: "T" });
  assert.deepEqual(body.settings, {
    ...{ strictness: "strict", protocol: "ocpp1.6", remoteStartTag: "T" },
    ...{ connectorZero: "station", reapply: false, signing: "ask" },
  });
  assert.equal((await set({ protocol: null, reapply: true })).body.settings.protocol, null);
  assert.equal((await api.get("/stations/CP-1")).body.settings.reapply, true);
  const wrong = await set({ strictness: null });
  assert.deepEqual([wrong.status, wrong.body.errors[0].path], [422, "settings.strictness"]);
  assert.equal((await set({ colour: "red" })).status, 422);

  assert.equal((await api.send("DELETE", "/stations/CP-1")).status, 204);
  assert.equal((await api.send("DELETE", "/stations/CP-1")).status, 404);
  assert.equal((await api.send("PATCH", "/stations/CP-1", { settings: {} })).status, 404);
  await csms.stop();
});

Deno.test("an id with blanks and other scripts is found under its encoded name", async () => {
  const csms = await kvolt();
  const api = await rest(csms);
  const id = "Säule 1?&=%2F+";
  assert.equal((await api.send("POST", "/stations", { id })).status, 201);
  assert.equal((await api.get(`/stations/${encodeURIComponent(id)}`)).body.id, id);
  await csms.stop();
});

Deno.test("a discovered station is let in and kept out over REST", async () => {
  const clock = fakeClock();
  const csms = await kvolt({ DISCOVERY: "approve" }, { clock });
  const api = await rest(csms);
  const cp = await charger(csms.ws, "CP-1");
  const boot = { chargePointVendor: "Test", chargePointModel: "One" };
  assert.equal((await cp.call("BootNotification", boot)).status, "Pending");
  assert.equal((await api.get("/stations/CP-1")).body.registration, "Pending");

  const accepted = await api.send("POST", "/stations/CP-1/accept");
  assert.deepEqual([accepted.status, accepted.body.registration], [200, "Accepted"]);
  // It was not accepted at its boot: nothing is sent in the first 5 s.
  clock.advance(5_000);
  const { payload } = await cp.answers("TriggerMessage", { status: "Accepted" });
  assert.equal(payload.requestedMessage, "BootNotification");
  await cp.boot();

  const rejected = await api.send("POST", "/stations/CP-1/reject");
  assert.equal(rejected.body.registration, "Rejected");
  assert.equal((await cp.closed).code, 1008);
  await assert.rejects(charger(csms.ws, "CP-1"));
  const { body } = await api.get("/failed-handshakes");
  assert.equal(body.items.length, 1);
  assert.equal(body.items[0].station, "CP-1");
  assert.match(body.items[0].reason, /refused by the operator/);
  for (const verb of ["accept", "reject"]) {
    assert.equal((await api.send("POST", `/stations/CP-9/${verb}`)).status, 404);
  }
  const stopped = csms.stop();
  clock.advance(100);
  await stopped;
});

Deno.test("failed handshakes are paged by the last of the page before", async () => {
  const csms = await kvolt({ DISCOVERY: "closed" });
  const api = await rest(csms);
  for (const id of ["A", "B", "C"]) await assert.rejects(charger(csms.ws, id));
  const first = (await api.get("/failed-handshakes?limit=2")).body;
  assert.equal(first.items.length, 2);
  const rest2 = (await api.get(`/failed-handshakes?limit=2&cursor=${first.next}`)).body;
  assert.equal(rest2.next, null);
  const stations = [...first.items, ...rest2.items].map(({ station }) => station);
  assert.deepEqual(stations.sort(), ["A", "B", "C"]);
  assert.equal((await api.get("/failed-handshakes?cursor=x")).status, 422);
  await csms.stop();
});

const problem = (kind: string) => `urn:kvolt:problem:${kind}`;
