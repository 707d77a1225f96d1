import assert from "node:assert/strict";
import { openKv } from "../../kv/open.ts";
import { connection } from "../../ocpp/connection.ts";
import { inbound } from "../../ocpp/inbound.ts";
import { v16 } from "../../ocpp/v16/mod.ts";
import { room } from "../csms/room.ts";
import { charger } from "../support/charger.ts";
import { fakeClock } from "../support/clock.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { type RawPeer, rawPeer } from "../support/raw_peer.ts";
import { rest } from "../support/rest.ts";
import { happens, soon } from "../support/until.ts";

const beat = (n: number) => `[2,"${n}","Heartbeat",{}]`;

/** Stops a kvolt whose clock stands still, once its stations are gone. */
async function stop(csms: TestKvolt): Promise<void> {
  await soon(() => assert.deepEqual([...csms.csms.links.all()], []));
  await csms.stop();
}

async function flooder(csms: TestKvolt, name: string) {
  const { body } = await (await rest(csms)).get("/floods");
  return body.items.find((item: { name: string }) => item.name === name);
}

/** The id of the next answer that a peer is given, whatever else it is sent. */
async function answered(peer: RawPeer): Promise<string> {
  for (;;) {
    const [type, id] = await peer.message();
    if (type === 3) return id;
  }
}

async function statusOf(url: string): Promise<number> {
  const response = await fetch(url);
  await response.body?.cancel();
  return response.status;
}

/** Asks for what only attackers do; gives the statuses of the answers. */
async function attack(origin: string, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < times; n++) statuses.push(await statusOf(`${origin}/wp-login.php`));
  return statuses;
}

/** A kvolt that attackers reach as ::1, and whoever else as 127.0.0.1. */
async function onBoth(env: Record<string, string>, clock = fakeClock()) {
  const csms = await kvolt({ HOST: "::", FLOOD_PROBES: "3/600", ...env }, { clock });
  return { csms, clock, there: csms.ws.replace("127.0.0.1", "[::1]").replace("ws:", "http:") };
}

Deno.test("flood control: of 300 sockets of one address no more are open than may be, and one that closes makes room", async () => {
  const csms = await kvolt({ FLOOD_ADDRESS_SOCKETS: "50" });
  const peers = await Promise.all(
    Array.from({ length: 300 }, (_, n) => rawPeer(csms.ws, `/ocpp/CP-${n}`)),
  );
  const open = peers.filter(({ status }) => status === 101);
  const refused = peers.filter(({ status }) => status === 429);
  assert.deepEqual([open.length, refused.length], [50, 250]);
  assert.match(refused[0]!.body, /more than 50 sockets from this address/);
  assert.ok(Number(refused[0]!.headers.get("retry-after")) > 0);
  assert.equal((await flooder(csms, "127.0.0.1")).counts.sockets, 250);
  for (const [n, peer] of open.entries()) await peer.send(beat(n));
  for (const [n, peer] of open.entries()) assert.equal((await peer.message())[1], String(n));
  open.pop()!.drop();
  const late = await soon(async () => {
    const peer = await rawPeer(csms.ws, "/ocpp/LATE");
    assert.equal(peer.status, 101);
    return peer;
  });
  late.drop();
  for (const peer of open) peer.drop();
  await stop(csms);
});

Deno.test("flood control: with all sockets taken a station that dials again takes its own place", async () => {
  const csms = await kvolt({ FLOOD_ADDRESS_SOCKETS: "2" });
  const old = await charger(csms.ws, "CP-1");
  const other = await charger(csms.ws, "CP-2");
  await Promise.all([old.boot(), other.boot()]);
  const again = await charger(csms.ws, "CP-1");
  await again.boot();
  assert.equal((await old.closed).code, 1000);
  await other.call("Heartbeat", {});
  await again.close();
  await other.close();
  await stop(csms);
});

Deno.test("flood control: an attack path shuts the address out; a station that is connected from there stays, and may dial again", async () => {
  const { csms, clock, there } = await onBoth({});
  const cp = await charger(there.replace("http:", "ws:"), "CP-1");
  await cp.boot();
  const shutOut = happens(csms.csms, ({ type }) => type === "address.shutOut");
  assert.deepEqual(await attack(there, 6), [404, 404, 404, 404, 403, 403]);
  assert.equal(await statusOf(`${there}/api/v1/health`), 403);
  assert.equal((await rawPeer(there.replace("http:", "ws:"), "/ocpp/STRANGER")).status, 403);
  await cp.call("Heartbeat", {});
  await cp.close();
  const again = await charger(there.replace("http:", "ws:"), "CP-1");
  await again.call("Heartbeat", {});
  assert.equal((await shutOut).type, "address.shutOut");

  assert.equal((await csms.get("/health")).status, 200, "other addresses are not");
  const known = await flooder(csms, "0:0:0:0::/64");
  assert.equal(known.counts.probes, 4);
  assert.equal(known.counts.shutOut, 4);
  assert.equal(known.shutOutUntil, "2026-01-01T00:15:00.000Z");
  clock.advance(15 * 60_000);
  assert.equal(await statusOf(`${there}/api/v1/health`), 200, "for a while");
  await again.close();
  await stop(csms);
});

Deno.test("flood control: an operator lets an address in again by REST, which is audited", async () => {
  const { csms, there } = await onBoth({});
  const api = await rest(csms);
  await attack(there, 4);
  const name = (await api.get("/floods")).body.items[0].name;
  const path = `/floods/${encodeURIComponent(name)}/shut-out`;
  const letIn = happens(csms.csms, ({ type }) => type === "address.letIn");
  assert.equal((await api.send("DELETE", path)).status, 204);
  assert.deepEqual((await letIn).data, { address: name });
  assert.equal(await statusOf(`${there}/api/v1/health`), 200);
  assert.equal((await api.send("DELETE", path)).status, 404);
  const { items } = await csms.csms.audit.find({}, { limit: 10 });
  const lines = items.map(({ what }) => what);
  assert.ok(lines.includes("address.shutOut"));
  assert.ok(lines.includes("DELETE /floods/{address}/shut-out"));
  await stop(csms);
});

Deno.test("flood control: who dials too often is answered 429, and neither read nor written for", async () => {
  let touched = 0;
  const watched: typeof openKv = async (path, env) => {
    const opened = await openKv(path, env);
    const kv = new Proxy(opened.kv, {
      get(target, property) {
        if (["get", "getMany", "list", "atomic", "set"].includes(String(property))) touched++;
        const value = Reflect.get(target, property, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    return { ...opened, kv };
  };
  const clock = fakeClock();
  const env = { FLOOD_STATION_HANDSHAKES: "3/60", DISCOVERY: "closed" };
  const csms = await kvolt(env, { clock, open: watched });
  for (let n = 0; n < 3; n++) assert.equal((await rawPeer(csms.ws, "/ocpp/MAD")).status, 404);
  const before = touched;
  for (let n = 0; n < 20; n++) {
    const { status, headers } = await rawPeer(csms.ws, "/ocpp/MAD");
    assert.deepEqual([status, headers.get("retry-after")], [429, "20"]);
  }
  assert.equal(touched, before);
  assert.equal((await flooder(csms, "MAD")).counts.handshakes, 20);
  clock.advance(20_000);
  assert.equal((await rawPeer(csms.ws, "/ocpp/MAD")).status, 404, "its bucket fills again");
  assert.ok(touched > before, "the watch sees what is read");
  await stop(csms);
});

Deno.test(
  "flood control: frames over the limit wait and are answered in order; none is lost",
  { timeout: 20_000 },
  async () => {
    const clock = fakeClock();
    const csms = await kvolt({ FLOOD_STATION_FRAMES: "10/10" }, { clock });
    const peer = await rawPeer(csms.ws, "/ocpp/CP-1");
    for (let n = 0; n < 15; n++) await peer.send(beat(n));
    for (let n = 0; n < 10; n++) assert.equal(await answered(peer), String(n));
    await soon(() => assert.equal(csms.csms.floods.counted().totals.waited, 5));
    const next = answered(peer);
    const early = await Promise.race([next, csms.get("/health").then(() => "nothing")]);
    assert.equal(early, "nothing", "before its time no more is answered");
    clock.advance(6_000);
    assert.equal(await next, "10");
    for (let n = 11; n < 15; n++) assert.equal(await answered(peer), String(n));
    assert.equal((await flooder(csms, "CP-1")).counts.waited, 5);
    peer.drop();
    await stop(csms);
  },
);

Deno.test(
  "flood control: dialling again gives a flooding station no new frames to send",
  { timeout: 20_000 },
  async () => {
    const clock = fakeClock();
    const csms = await kvolt({ FLOOD_STATION_FRAMES: "10/10" }, { clock });
    const first = await rawPeer(csms.ws, "/ocpp/CP-1");
    for (let n = 0; n < 10; n++) await first.send(beat(n));
    for (let n = 0; n < 10; n++) await first.message();
    first.drop();
    const second = await rawPeer(csms.ws, "/ocpp/CP-1");
    await second.send(beat(10));
    await soon(() => assert.equal(csms.csms.floods.counted().totals.waited, 1));
    clock.advance(2_000);
    assert.equal(await answered(second), "10");
    second.drop();
    await stop(csms);
  },
);

Deno.test("flood control: who sends on and on without waiting for answers is closed with 1008, while another is served", async () => {
  const csms = await kvolt({ FLOOD_STATION_FRAMES: "10/86400" });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const mad = await rawPeer(csms.ws, "/ocpp/MAD");
  const ended = happens(csms.csms, ({ type }) => type === "station.disconnected");
  const all = Array.from({ length: 5_100 }, (_, n) => mad.send(beat(n)));
  await cp.call("StatusNotification", {
    ...{ connectorId: 1, errorCode: "NoError", status: "Available" },
  });
  const { station, data } = await ended;
  assert.equal(station, "MAD");
  assert.deepEqual(data, { code: 1008, reason: "sends more than it may; dial again" });
  await Promise.all(all);
  const { counts } = await flooder(csms, "MAD");
  assert.deepEqual([counts.waited, counts.closed], [5_001, 1]);
  assert.equal(await flooder(csms, "CP-1"), undefined);
  assert.equal(csms.csms.links.get("MAD"), undefined);
  mad.drop();
  await cp.close();
  await stop(csms);
});

Deno.test("flood control: what a flooding station sends is not even read: a limit is nobody's finding", async () => {
  const csms = await kvolt({ FLOOD_STATION_FRAMES: "1/86400" });
  const mad = await rawPeer(csms.ws, "/ocpp/MAD");
  await mad.send(beat(1));
  await mad.message();
  for (let n = 0; n < 100; n++) await mad.send("{ broken");
  await soon(() => assert.equal(csms.csms.floods.counted().totals.waited, 100));
  const { body } = await csms.get("/stations/MAD/findings");
  assert.deepEqual(body.items, []);
  mad.drop();
  await stop(csms);
});

Deno.test("flood control: who leaves before its handshake is answered gives its place back, and is sent nothing", async () => {
  await using at = await room({ FLOOD_ADDRESS_SOCKETS: "1" });
  const { csms, clock } = at;
  await at.station("GONE");
  const dial = (station: string) => csms.floods.handshake("203.0.113.7", station, false);
  const seat = dial("GONE");
  assert.ok("leave" in seat);
  // The runtime says nothing of it: neither that it opened nor that it ended.
  const silent = {
    ...{ bufferedAmount: 0, readyState: WebSocket.CONNECTING, close() {}, listen() {} },
    send: (text: string) => assert.fail(`sent ${text}`),
  };
  connection({
    ...{ csms, clock, seat, dialect: v16, address: "203.0.113.7", remarks: [] },
    socket: silent as unknown as Parameters<typeof connection>[0]["socket"],
    station: (await csms.stations.get("GONE"))!,
    answer: inbound({ csms, dialect: v16 }),
    watch: { add() {}, delete() {} },
  });
  clock.advance(9_999);
  assert.ok("status" in dial("CP-1"));
  clock.advance(1);
  assert.ok("leave" in dial("CP-1"));
  assert.equal(csms.links.get("GONE"), undefined);
});
