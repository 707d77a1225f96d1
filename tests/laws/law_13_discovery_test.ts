import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { gated } from "../support/database.ts";
import { kvolt } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";
import { scene } from "../support/scene.ts";
import { happens } from "../support/until.ts";

const boot = { chargePointVendor: "Test", chargePointModel: "One" };

Deno.test("law 13: an unknown station is shown at once, its boot is Pending, and a click lets it in", async () => {
  const csms = await kvolt({ DISCOVERY: "approve", AUTH_UNKNOWN: "Accepted" });
  const found = happens(csms.csms, ({ type }) => type === "station.discovered");
  const cp = await charger(csms.ws, "CP-1");
  assert.equal((await found).station, "CP-1");
  const shown = (await csms.csms.stations.page({ limit: 10 })).items.map(({ value }) => value);
  assert.deepEqual(shown.map(({ id, registration }) => [id, registration]), [["CP-1", "Pending"]]);

  const pending = await cp.call("BootNotification", boot);
  assert.equal(pending.status, "Pending");
  assert.ok(pending.interval > 0, "it is told when to ask again");
  assert.equal((await csms.csms.stations.get("CP-1"))?.vendor, "Test", "it is seen for what it is");
  assert.equal((await cp.call("Authorize", { idTag: "TAG-1" })).idTagInfo.status, "Invalid");

  await csms.csms.stations.decide("CP-1", "Accepted");
  assert.equal((await cp.call("BootNotification", boot)).status, "Accepted");
  assert.equal((await cp.call("Authorize", { idTag: "TAG-1" })).idTagInfo.status, "Accepted");
  await cp.close();
  await csms.stop();
});

Deno.test("law 13: without a word about it stations are discovered, never accepted", async () => {
  const csms = await kvolt({ DISCOVERY: "" });
  const cp = await charger(csms.ws, "CP-1");
  assert.equal((await cp.call("BootNotification", boot)).status, "Pending");
  await cp.close();
  await csms.stop();
});

Deno.test("law 13: a station that is refused is sent away, and kept away", async () => {
  const csms = await kvolt({ DISCOVERY: "approve" });
  const cp = await charger(csms.ws, "CP-1");
  await cp.call("BootNotification", boot);
  await csms.csms.stations.decide("CP-1", "Rejected");
  assert.equal((await cp.closed).code, 1008);
  const peer = await rawPeer(csms.ws, "/ocpp/CP-1");
  assert.equal(peer.status, 403);
  assert.match(peer.body, /refused by the operator/);
  assert.equal((await csms.csms.handshakes.list())[0]?.station, "CP-1");
  await cp.close();
  await csms.stop();
});

Deno.test("law 13: open lets everyone in; closed lets in whom it knows, and shows who knocked", async () => {
  const open = await kvolt({ DISCOVERY: "open" });
  const anyone = await charger(open.ws, "CP-1");
  await anyone.boot();
  await anyone.close();
  await open.stop();

  const closed = await kvolt({ DISCOVERY: "closed" });
  await closed.csms.stations.register("CP-1");
  const known = await charger(closed.ws, "CP-1");
  await known.boot();
  assert.equal((await rawPeer(closed.ws, "/ocpp/CP-2")).status, 404);
  assert.equal(await closed.csms.stations.get("CP-2"), undefined);
  const knocked = (await closed.csms.handshakes.list()).map(({ station }) => station);
  assert.deepEqual(knocked, ["CP-2"]);
  await known.close();
  await closed.stop();
});

Deno.test("law 13: nobody fills the store with names: discoveries are limited in a minute", async () => {
  const { csms } = await scene({ DISCOVERY: "approve" });
  const statuses = new Map<number, number>();
  for (let i = 0; i < 110; i++) {
    const peer = await rawPeer(csms.ws, `/ocpp/CP-${i}`);
    statuses.set(peer.status, 1 + (statuses.get(peer.status) ?? 0));
    peer.drop();
  }
  const { items } = await csms.csms.stations.page({ limit: 200 });
  assert.equal(items.length, 100);
  assert.equal(statuses.get(429), 10, JSON.stringify([...statuses]));
  await csms.stop();
});

Deno.test("law 13: whoever sees a new station connect finds it known, and can set it", async () => {
  const store = gated();
  const csms = await kvolt({}, { open: store.open });
  const writing = store.hold();
  let isOpen = false;
  const dialling = charger(csms.ws, "CP-1").then((cp) => {
    isOpen = true;
    return cp;
  });
  await writing;
  await (await fetch(`${csms.api}/openapi.json`)).body?.cancel();
  assert.equal(isOpen, false, "it is answered when it is stored");
  store.release();
  const cp = await dialling;
  assert.equal((await csms.get("/stations/CP-1")).status, 200);
  assert.ok(await csms.csms.stations.set("CP-1", { strictness: "strict" }));
  await cp.boot();
  assert.equal((await csms.csms.stations.get("CP-1"))?.settings.strictness, "strict");
  await cp.close();
  await csms.stop();
});

Deno.test("law 13: a station is made known once, however often it dials at first; one that is refused never", async () => {
  const csms = await kvolt();
  const events: string[] = [];
  const end = csms.csms.journal.subscribe(({ type, station }) => {
    if (station === "CP-1") events.push(type);
  });
  const all = await Promise.all(Array.from({ length: 5 }, () => charger(csms.ws, "CP-1")));
  await all.at(-1)!.call("Heartbeat", {}).catch(() => {});
  assert.equal(events.filter((type) => type === "station.discovered").length, 1);
  assert.equal(events[0], "station.discovered");
  await assert.rejects(charger(csms.ws, "CP-2", { protocols: ["ocpp1.5"] }));
  assert.equal(await csms.csms.stations.get("CP-2"), undefined);
  end();
  for (const cp of all) await cp.close();
  await csms.stop();
});
