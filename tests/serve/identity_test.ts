import assert from "node:assert/strict";
import { csrAndKey } from "../support/openssl.ts";
import { pki, type TlsKvolt, tlsKvolt } from "../support/tls.ts";
import { happens } from "../support/until.ts";
import { test } from "../support/with_openssl.ts";

const basic = (user: string, key: string) => ({
  "sec-websocket-protocol": "ocpp1.6",
  authorization: `Basic ${btoa(`${user}:${key}`)}`,
});

async function reasonFor(csms: TlsKvolt, station: string): Promise<string> {
  const { body } = await csms.get("/failed-handshakes");
  return body.items.find((one: { station?: string }) => one.station === station)?.reason;
}

test("mutual TLS: security profile 2: a key over wss lets in, a wrong one and none do not", async () => {
  await using certificates = await pki();
  const csms = await tlsKvolt(certificates, { DISCOVERY: "closed" });
  const { key } = (await csms.send("POST", "/stations", { id: "CP-1" })).body;
  const cases = [[basic("CP-1", key), 101], [basic("CP-1", `${key}0`), 401], [{}, 401]] as const;
  for (const [headers, status] of cases) {
    const own = { "sec-websocket-protocol": "ocpp1.6", ...headers };
    const station = await csms.dial("/ocpp/CP-1", { headers: own });
    assert.equal(station.status, status);
    station.drop();
  }
  assert.equal(await reasonFor(csms, "CP-1"), "CP-1 sent no key, and has to");
  await csms.stop();
});

test("mutual TLS: security profile 3: a station is let in with its own certificate and with nobody else's", async (t) => {
  await using certificates = await pki();
  const { ca, other } = certificates;
  const revoked = await ca.issue("/O=Acme/CN=CP-1");
  await ca.revoke(revoked);
  const csms = await tlsKvolt(certificates, { DISCOVERY: "closed", TLS_CRL: await ca.list() });
  const auth = { type: "mtls", subject: "CN=CP-1,O=Acme" };
  assert.equal((await csms.send("POST", "/stations", { id: "CP-1", auth })).status, 201);
  const expired = await ca.issue("/O=Acme/CN=CP-1", { until: "20210101000000Z" });
  const cases = [
    ["good", await ca.issue("/O=Acme/CN=CP-1"), 101, /^$/],
    ["unknown CA", await other.issue("/O=Acme/CN=CP-1"), 403, /is no CA of TLS_CLIENT_CA/],
    ["expired", expired, 403, /CN=CP-1,O=Acme expired at 2021/],
    ["revoked", revoked, 403, /CN=CP-1,O=Acme was revoked/],
    ["another station's", await ca.issue("/O=Acme/CN=CP-2"), 401, /not its own: CN=CP-2,O=Acme/],
    ["another owner's", await ca.issue("/O=Evil/CN=CP-1"), 401, /not its own: CN=CP-1,O=Evil/],
    ["hidden in a value", await ca.issue("/CN=X,CN=CP-1\\,O=Acme"), 401, /not its own: CN=X\\,CN=/],
    ["none", null, 403, /no client certificate was shown/],
    ["none at the other port", undefined, 401, /CP-1 showed no client certificate, and has to/],
  ] as const;
  for (const [name, shows, status, reason] of cases) {
    await t.step(name, async () => {
      const station = await csms.dial("/ocpp/CP-1", { shows });
      assert.equal(station.status, status, station.body);
      assert.match(station.body, reason);
      if (status !== 101) assert.match(await reasonFor(csms, "CP-1"), reason);
      station.drop();
    });
  }
  await csms.stop();
});

test("mutual TLS: what kvolt's own CA signed is believed until it is revoked, which ends its session at once", async () => {
  await using certificates = await pki();
  const { folder, ca } = certificates;
  const TLS_CLIENT_CA = `${folder}/clients.pem`;
  await Deno.writeTextFile(TLS_CLIENT_CA, ca.pem);
  const csms = await tlsKvolt(certificates, { TLS_CLIENT_CA, SECRET_KEY: "s".repeat(32) });
  const root = await (await csms.ask("/api/v1/ca/certificate")).text();
  await Deno.writeTextFile(TLS_CLIENT_CA, ca.pem + root);
  await csms.reload();

  const headers = { "sec-websocket-protocol": "ocpp2.0.1" };
  const fresh = await csms.dial("/ocpp/CP-1", { headers });
  const chargingStation = { vendorName: "V", model: "M" };
  await fresh.send(
    JSON.stringify([2, "1", "BootNotification", { reason: "PowerUp", chargingStation }]),
  );
  await fresh.message();
  await csms.send("PATCH", "/stations/CP-1", { settings: { signing: "automatic" } });
  const { csr, key } = await csrAndKey("/CN=CP-1");
  await fresh.send(JSON.stringify([2, "2", "SignCertificate", { csr }]));
  let asked = await fresh.message();
  while (asked[2] !== "CertificateSigned") asked = await fresh.message();
  await fresh.send(JSON.stringify([3, asked[1], { status: "Accepted" }]));
  const shows = { cert: asked[3].certificateChain, key };

  await csms.send("PUT", "/stations/CP-1/auth", { type: "mtls" });
  const station = await csms.dial("/ocpp/CP-1", { shows, headers });
  assert.equal(station.status, 101, station.body);
  const ended = happens(csms.csms, ({ type }) => type === "station.disconnected");
  const { serial } = csms.csms.links.get("CP-1")!.certificate!;
  const { status } = await csms.send("POST", `/certificates/${serial}/revoke`, {});
  assert.equal(status, 200);
  assert.equal(await station.closed, 1008);
  await ended;
  const again = await csms.dial("/ocpp/CP-1", { shows, headers });
  assert.equal(again.status, 403);
  assert.match(again.body, /CN=CP-1 was revoked/);
  fresh.drop();
  station.drop();
  await csms.stop();
});
