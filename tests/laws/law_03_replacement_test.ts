import assert from "node:assert/strict";
import { type Charger, charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";

const online = async ({ csms }: TestKvolt, id: string) =>
  (await csms.stations.live((await csms.stations.get(id))!)).online;
const events = async ({ csms }: TestKvolt, type: string) =>
  (await csms.journal.page({ limit: 100 })).items.filter(({ value }) => value.type === type);

Deno.test("law 3: a newer connection replaces the older one, whose end is no end of the station", async () => {
  const csms = await kvolt();
  const old = await charger(csms.ws, "CP-1");
  await old.boot();
  const cp = await charger(csms.ws, "CP-1");
  assert.equal((await old.closed).code, 1000);
  await cp.boot();
  const asking = csms.csms.ask("CP-1", "clearCache", {});
  await cp.answers("ClearCache", { status: "Accepted" });
  assert.equal((await asking).accepted, true);
  assert.equal(await online(csms, "CP-1"), true);
  assert.equal((await events(csms, "station.connected")).length, 2);
  assert.equal((await events(csms, "station.disconnected")).length, 0);
  await old.close();
  await cp.close();
  await csms.stop();
});

Deno.test("law 3: the late close of a half-open line touches nothing of its successor", async () => {
  const csms = await kvolt();
  const old = await rawPeer(csms.ws, "/ocpp/CP-1", { reads: false });
  await old.send('[2,"1","Heartbeat",{}]');
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const link = csms.csms.links.get("CP-1");
  old.drop();
  // What another station is answered comes after what the runtime has seen of the old line.
  const other = await charger(csms.ws, "CP-2");
  for (let i = 0; i < 5; i++) await other.call("Heartbeat", {});
  assert.equal(csms.csms.links.get("CP-1"), link);
  assert.equal(await online(csms, "CP-1"), true);
  assert.equal((await events(csms, "station.disconnected")).length, 0);
  const asking = csms.csms.ask("CP-1", "clearCache", {});
  await cp.answers("ClearCache", { status: "Accepted" });
  await asking;
  await cp.close();
  await other.close();
  await csms.stop();
});

Deno.test("law 3: a call that the old connection was asked ends at once, and what it sends later is not answered", async () => {
  const csms = await kvolt();
  const old = await charger(csms.ws, "CP-1");
  await old.boot();
  const asking = csms.csms.ask("CP-1", "clearCache", {});
  const failed = assert.rejects(asking, { name: "NotConnected" });
  await old.asked("ClearCache");
  const cp = await charger(csms.ws, "CP-1");
  await failed;
  await cp.boot();
  await cp.close();
  await old.close();
  await csms.stop();
});

Deno.test("law 3: of many connections at once one is left, and the station stays online", async () => {
  const csms = await kvolt();
  const most = Promise.withResolvers<void>();
  const gone = new Set<Charger>();
  const chargers = await Promise.all(Array.from({ length: 20 }, async () => {
    const cp = await charger(csms.ws, "CP-1");
    void cp.closed.then(() => gone.add(cp).size === 19 && most.resolve());
    return cp;
  }));
  await most.promise;
  const [left] = chargers.filter((cp) => !gone.has(cp));
  await left!.boot();
  const asking = csms.csms.ask("CP-1", "clearCache", {});
  await left!.answers("ClearCache", { status: "Accepted" });
  assert.equal((await asking).accepted, true);
  assert.equal(await online(csms, "CP-1"), true);
  assert.equal((await events(csms, "station.disconnected")).length, 0);
  await Promise.all(chargers.map((cp) => cp.close()));
  await csms.stop();
});
