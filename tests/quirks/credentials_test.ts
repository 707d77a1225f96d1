import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { finding } from "../support/facts.ts";
import { findingsOf } from "../support/findings.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";

type Spelling = (id: string, key: string) => string;
const basic = (user: string, password: string | Uint8Array) =>
  Buffer.concat([Buffer.from(`${user}:`), Buffer.from(password)]).toString("base64");

/** Makes a station known, with a key. */
async function keyed(id: string): Promise<{ csms: TestKvolt; key: string }> {
  const csms = await kvolt();
  await csms.csms.stations.register(id);
  const key = await csms.csms.stations.giveKey(id);
  assert.ok(key);
  return { csms, key };
}

async function dial(csms: TestKvolt, id: string, headers: Record<string, string>) {
  const cp = await rawPeer(csms.ws, `/ocpp/${encodeURIComponent(id)}`, {
    headers: { "sec-websocket-protocol": "ocpp1.6", ...headers },
  });
  if (cp.status === 101) {
    await cp.send('[2,"1","Heartbeat",{}]');
    assert.equal((await cp.message())[0], 3);
  }
  cp.drop();
  return cp;
}

for (
  const [name, id, spelling, kind] of [
    ["as it was given", "CP-1", (id, key) => `Basic ${basic(id, key)}`],
    ["in upper case", "CP-1", (id, key) => `Basic ${basic(id, key.toUpperCase())}`],
    [
      "as the bytes of the hexadecimal",
      "CP-1",
      (id, key) => `Basic ${basic(id, Buffer.from(key, "hex"))}`,
    ],
    ["under the scheme basic", "CP-1", (id, key) => `basic ${basic(id, key)}`],
    ["under the scheme BASIC and two blanks", "CP-1", (id, key) => `BASIC  ${basic(id, key)}`],
    ["without padding", "CP-1", (id, key) => `Basic ${basic(id, key).replace(/=+$/, "")}`],
    ["with a colon in the user name", "AA:BB:CC", (id, key) => `Basic ${basic(id, key)}`],
    [
      "as bytes after a user name with colons",
      "AA:BB:CC",
      (id, key) => `Basic ${basic(id, Buffer.from(key, "hex"))}`,
    ],
    ["under another user name", "CP-1", (_, key) => `Basic ${basic("admin", key)}`, "foreign-user"],
    ["under no user name", "CP-1", (_, key) => `Basic ${basic("", key)}`, "foreign-user"],
  ] as [string, string, Spelling, string?][]
) {
  Deno.test(`quirk 6: a key ${name} lets the station in`, async () => {
    const { csms, key } = await keyed(id);
    const cp = await dial(csms, id, { Authorization: spelling(id, key) });
    assert.equal(cp.status, 101);
    assert.ok(await csms.csms.stations.get(id));
    if (kind) assert.match((await finding(csms, id, kind)).text, /user name .* not its station id/);
    else assert.deepEqual(await findingsOf(csms.csms, id), []);
    await csms.stop();
  });
}

for (
  const [name, headers, reason] of [
    ["none", () => ({}), /sent no key/],
    ["a wrong one", () => ({ Authorization: `Basic ${basic("CP-1", "guess")}` }), /wrong key/],
    ["an empty one", () => ({ Authorization: `Basic ${basic("CP-1", "")}` }), /wrong key/],
    ["no base64", () => ({ Authorization: "Basic ***" }), /sent no key/],
    ["another scheme", (key) => ({ Authorization: `Bearer ${key}` }), /sent no key/],
    ["the key with more behind it", (key) => ({
      Authorization: `Basic ${basic("CP-1", `${key}0`)}`,
    }), /wrong key/],
  ] as [string, (key: string) => Record<string, string>, RegExp][]
) {
  Deno.test(`quirk 6: who sends for a key ${name} stays out, and the reason shows`, async () => {
    const { csms, key } = await keyed("CP-1");
    const cp = await dial(csms, "CP-1", headers(key));
    assert.equal(cp.status, 401);
    assert.match(cp.headers.get("www-authenticate")!, /^Basic/);
    const [failed] = await csms.csms.handshakes.list();
    assert.match(failed!.reason, reason);
    assert.equal(failed!.station, "CP-1");
    await csms.stop();
  });
}
