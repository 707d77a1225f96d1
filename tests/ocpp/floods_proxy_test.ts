import assert from "node:assert/strict";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";
import { rest } from "../support/rest.ts";

const ATTACKER = "203.0.113.7";
const CHARGER = "198.51.100.1";

/** The status of a request that a proxy on this machine passes on for an address. */
async function passedOn({ api }: TestKvolt, address: string, path: string): Promise<number> {
  const headers = { "x-forwarded-for": address };
  const response = await fetch(new URL(path, api), { headers });
  await response.body?.cancel();
  return response.status;
}

async function dials({ ws }: TestKvolt, address: string, station: string): Promise<number> {
  const headers = { "x-forwarded-for": address, "sec-websocket-protocol": "ocpp1.6" };
  const peer = await rawPeer(ws, `/ocpp/${station}`, { headers });
  peer.drop();
  return peer.status;
}

Deno.test("flood control: behind a trusted proxy each address is held to its own limits, and an attacker alone is shut out", async () => {
  const csms = await kvolt({
    ...{ TRUSTED_PROXIES: "127.0.0.1", FLOOD_PROBES: "1/600", FLOOD_ADDRESS_HANDSHAKES: "2/600" },
  });
  for (const status of [404, 404, 403]) {
    assert.equal(await passedOn(csms, ATTACKER, "/.env"), status);
  }
  assert.equal(await passedOn(csms, ATTACKER, "/api/v1/health"), 403);
  assert.equal(await passedOn(csms, CHARGER, "/api/v1/health"), 200);
  assert.equal(await dials(csms, ATTACKER, "CP-0"), 403);
  for (const [station, status] of [["CP-1", 101], ["CP-2", 101], ["CP-3", 429]] as const) {
    assert.equal(await dials(csms, CHARGER, station), status, station);
  }
  assert.equal(await dials(csms, "198.51.100.2", "CP-3"), 101);
  const { body } = await (await rest(csms)).get("/floods");
  assert.deepEqual(body.items.map(({ name }: { name: string }) => name), [CHARGER, ATTACKER]);
  assert.deepEqual([body.totals.probes, body.totals.shutOut, body.totals.handshakes], [2, 3, 1]);
  await csms.stop();
});

Deno.test("flood control: a proxy that nobody told kvolt of is not shut out with everybody behind it", async () => {
  const csms = await kvolt({ FLOOD_PROBES: "1/600" });
  for (let n = 0; n < 5; n++) assert.equal(await passedOn(csms, ATTACKER, "/.env"), 404);
  assert.equal(await passedOn(csms, CHARGER, "/api/v1/health"), 200);
  assert.equal(await dials(csms, CHARGER, "CP-1"), 101);
  await csms.stop();
});
