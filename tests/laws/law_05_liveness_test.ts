import assert from "node:assert/strict";
import { kvolt } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";
import { happens } from "../support/until.ts";

Deno.test("law 5: a peer that answers no ping is offline after two of them; pongs alone keep another", async () => {
  const csms = await kvolt({}, { idleSeconds: 2 });
  const left = happens(csms.csms, ({ type }) => type === "station.disconnected");
  const silent = await rawPeer(csms.ws, "/ocpp/SILENT", { pongs: false });
  const began = performance.now();
  const ponging = await rawPeer(csms.ws, "/ocpp/PONGING");
  assert.equal((await left).station, "SILENT");
  const took = performance.now() - began;
  assert.ok(took > 1_000, `offline after ${took} ms`);
  assert.equal(csms.csms.links.get("SILENT"), undefined);
  // Without its pongs this one would be gone by its third ping.
  await ponging.pinged(3);
  assert.ok(csms.csms.links.get("PONGING"));
  silent.drop();
  ponging.drop();
  await csms.stop();
});

Deno.test("law 5: any frame is a sign of life, an empty or broken one too", async () => {
  const csms = await kvolt({}, { idleSeconds: 2 });
  const ended = happens(csms.csms, ({ type }) => type === "station.disconnected");
  const talking = await rawPeer(csms.ws, "/ocpp/CP-1", { pongs: false });
  const before = csms.csms.links.get("CP-1");
  const beats = [" ", "{", '[2,"1","Heartbeat",{}]', "x", " ", "{", " ", "{"];
  const timer = setInterval(() => void talking.send(beats.shift() ?? " "), 400);
  // Silent but for pings it did not answer: three times as long as a dead peer is given.
  const quiet = await rawPeer(csms.ws, "/ocpp/CP-2", { pongs: false });
  assert.equal((await ended).station, "CP-2");
  assert.ok(csms.csms.links.get("CP-1"));
  const { lastSeen, connectedAt } = csms.csms.links.get("CP-1")!;
  assert.ok(lastSeen > connectedAt);
  if (before) assert.equal(csms.csms.links.get("CP-1"), before);
  clearInterval(timer);
  talking.drop();
  quiet.drop();
  await csms.stop();
});

Deno.test("law 5: a line that just ends is seen at once", async () => {
  const csms = await kvolt();
  const peer = await rawPeer(csms.ws, "/ocpp/CP-1");
  await peer.send('[2,"1","Heartbeat",{}]');
  assert.deepEqual((await peer.message()).slice(0, 2), [3, "1"]);
  const left = happens(csms.csms, ({ type }) => type === "station.disconnected");
  peer.drop();
  assert.equal((await left).station, "CP-1");
  assert.equal(csms.csms.links.get("CP-1"), undefined);
  await csms.stop();
});
