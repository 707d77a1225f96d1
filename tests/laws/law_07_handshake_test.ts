import assert from "node:assert/strict";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { type RawPeer, rawPeer } from "../support/raw_peer.ts";
import { soon } from "../support/until.ts";

const seen = async ({ csms }: TestKvolt, id: string) => {
  const station = await csms.stations.get(id);
  return station && await csms.stations.live(station);
};

/** Speaks once, so that all of a connection's set-up has happened. */
async function heartbeat(peer: RawPeer): Promise<void> {
  assert.equal(peer.status, 101, peer.body);
  await peer.send('[2,"1","Heartbeat",{}]');
  assert.deepEqual((await peer.message()).slice(0, 2), [3, "1"]);
}

Deno.test("law 7: every URL that chargers are given leads to the station of its last segment", async () => {
  const csms = await kvolt();
  const forms: [string, string][] = [
    ["/ocpp/A1", "A1"],
    ["/ocpp/1.6/A2", "A2"],
    ["/ocpp/ocpp1.6/A3", "A3"],
    ["/ws/ocpp/16/A4", "A4"],
    ["/steve/websocket/CentralSystemService/A5", "A5"],
    ["/A6", "A6"],
    ["/ocpp/A7/", "A7"],
    ["/ocpp/A8?token=x&y", "A8"],
    ["//ocpp//A9//", "A9"],
    ["/ocpp/CP%20%C3%A4%2B1", "CP ä+1"],
    ["/OCPP/B1", "B1"],
    ["/any/thing/at/all/B2", "B2"],
  ];
  for (const [path, id] of forms) {
    const peer = await rawPeer(csms.ws, path);
    await heartbeat(peer);
    assert.equal((await seen(csms, id))?.online, true, path);
    peer.drop();
  }
  await csms.stop();
});

Deno.test("law 7: offers are read with or without blanks, in any order and case, and the echo is what was offered", async () => {
  const csms = await kvolt();
  const offers: [string, string][] = [
    ["ocpp1.6", "ocpp1.6"],
    ["ocpp1.6,ocpp1.5", "ocpp1.6"],
    ["ocpp1.5, ocpp1.6", "ocpp1.6"],
    [" ocpp1.5 ,, ocpp1.6 , ", "ocpp1.6"],
    ["OCPP1.6", "OCPP1.6"],
    ["ocpp9.9,ocpp1.6", "ocpp1.6"],
  ];
  for (const [i, [offer, echo]] of offers.entries()) {
    const headers = { "sec-websocket-protocol": offer };
    const peer = await rawPeer(csms.ws, `/ocpp/CP-${i}`, { headers });
    await heartbeat(peer);
    assert.equal(peer.headers.get("sec-websocket-protocol"), echo, offer);
    assert.equal((await seen(csms, `CP-${i}`))?.protocol, "ocpp1.6");
    peer.drop();
  }
  await csms.stop();
});

Deno.test("law 7: a station that offers nothing speaks 1.6, is echoed nothing, and is told of in a finding", async () => {
  const csms = await kvolt();
  const peer = await rawPeer(csms.ws, "/ocpp/CP-1", { headers: {} });
  await heartbeat(peer);
  assert.equal(peer.headers.get("sec-websocket-protocol"), undefined);
  await soon(async () => {
    const live = await seen(csms, "CP-1");
    assert.equal(live?.protocol, "ocpp1.6");
    assert.deepEqual(live?.findings.map(({ kind }) => kind), ["no-subprotocol"]);
  });
  peer.drop();
  await csms.stop();
});

Deno.test("law 7: a handshake that fails says why, and is kept with what was offered", async () => {
  const csms = await kvolt({ DISCOVERY: "closed" });
  await csms.csms.stations.register("CP-1");
  await csms.csms.stations.register("CP-2");
  await csms.csms.stations.giveKey("CP-2");
  const key = (password: string) => ({
    "sec-websocket-protocol": "ocpp1.6",
    authorization: `Basic ${btoa(`CP-2:${password}`)}`,
  });
  const failing: [string, Record<string, string>, number, RegExp][] = [
    ["/", {}, 404, /no station id in the path/],
    ["/ocpp", {}, 404, /no station id.*ends in \/ocpp\/\{station id\}/],
    ["/ocpp/1.6", {}, 404, /no station id/],
    ["/ocpp/STRANGER", {}, 404, /STRANGER is not registered/],
    ["/ocpp/CP-1", { "sec-websocket-protocol": "ocpp2.0.1.1,ocpp1.5" }, 400, /ocpp2\.0\.1\.1/],
    ["/ocpp/CP-2", {}, 401, /sent no key/],
    ["/ocpp/CP-2", key("wrong"), 401, /wrong key/],
  ];
  for (const [path, headers, status, reason] of failing) {
    const peer = await rawPeer(csms.ws, path, { headers });
    assert.equal(peer.status, status, path);
    assert.match(peer.body, reason);
  }
  const kept = await csms.csms.handshakes.list();
  const of = (path: string) => kept.find((failure) => failure.path === path);
  for (const [path, , , reason] of failing.filter(([path]) => path !== "/ocpp/CP-2")) {
    assert.match(of(path)!.reason, reason);
  }
  assert.equal(of("/ocpp/CP-1")!.offered, "ocpp2.0.1.1,ocpp1.5");
  assert.equal(of("/ocpp/CP-1")!.station, "CP-1");
  assert.equal(of("/ocpp/CP-1")!.address, "127.0.0.1");
  assert.equal(of("/ocpp/CP-2")!.count, 2);
  assert.match(of("/ocpp/CP-2")!.reason, /wrong key/, "the last reason is shown");
  assert.doesNotMatch(JSON.stringify(kept), /wrong"|Basic/, "no secret is kept");
  assert.equal(csms.csms.links.get("CP-1"), undefined);
  await csms.stop();
});

Deno.test("law 7: a right key opens, as text, in capitals and in bytes", async () => {
  const csms = await kvolt();
  await csms.csms.stations.register("CP-1");
  const key = (await csms.csms.stations.giveKey("CP-1"))!;
  const bytes = String.fromCharCode(...key.match(/../g)!.map((hex) => parseInt(hex, 16)));
  for (
    const [scheme, password] of [["Basic", key], ["basic", key.toUpperCase()], ["BASIC", bytes]]
  ) {
    const headers = { authorization: `${scheme} ${btoa(`CP-1:${password}`)}` };
    const peer = await rawPeer(csms.ws, "/ocpp/CP-1", { headers });
    await heartbeat(peer);
    peer.drop();
  }
  await csms.stop();
});

Deno.test("law 7: a station that fails again and again is one entry with a count", async () => {
  const csms = await kvolt({ DISCOVERY: "closed" });
  for (let i = 0; i < 30; i++) {
    assert.equal((await rawPeer(csms.ws, "/ocpp/STRANGER")).status, 404);
  }
  const kept = await csms.csms.handshakes.list();
  assert.deepEqual(kept.map(({ path, count }) => [path, count]), [["/ocpp/STRANGER", 30]]);
  const events = (await csms.csms.journal.page({ limit: 100 })).items;
  assert.equal(events.filter(({ value }) => value.type === "handshake.failed").length, 1);
  await csms.stop();
});
