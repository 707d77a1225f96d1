import assert from "node:assert/strict";
import { selfSigned } from "../support/certificate.ts";
import { shown } from "../support/facts.ts";
import { kvolt } from "../support/kvolt.ts";
import { type RawPeer, rawPeer } from "../support/raw_peer.ts";

/** A kvolt that serves ws and wss, with the address of the latter and the certificate to trust. */
async function withTls() {
  const folder = await Deno.makeTempDir();
  const { cert, key } = selfSigned();
  const [TLS_CERT, TLS_KEY] = [`${folder}/cert.pem`, `${folder}/key.pem`];
  await Deno.writeTextFile(TLS_CERT!, cert);
  await Deno.writeTextFile(TLS_KEY!, key);
  const csms = await kvolt({ TLS_CERT: TLS_CERT!, TLS_KEY: TLS_KEY!, TLS_PORT: "0" });
  await Deno.remove(folder, { recursive: true });
  return { csms, wss: `wss://127.0.0.1:${csms.addresses[1]!.port}`, caCerts: [cert] };
}

async function boot(cp: RawPeer, vendor: string): Promise<void> {
  assert.equal(cp.status, 101);
  const payload = { chargePointVendor: vendor, chargePointModel: "M" };
  await cp.send(JSON.stringify([2, "1", "BootNotification", payload]));
  assert.equal((await cp.message())[2].status, "Accepted");
}

Deno.test("quirk 7: one kvolt serves the charger that speaks only wss and the one that speaks only ws", async () => {
  const { csms, wss, caCerts } = await withTls();
  assert.equal(csms.addresses.length, 2);
  const secure = await rawPeer(wss, "/ocpp/SECURE", { caCerts });
  const plain = await rawPeer(csms.ws, "/ocpp/PLAIN");
  await boot(secure, "OverTls");
  await boot(plain, "InTheClear");
  assert.equal((await shown(csms, "SECURE")).vendor, "OverTls");
  assert.equal((await shown(csms, "PLAIN")).vendor, "InTheClear");
  assert.equal((await shown(csms, "SECURE")).online, true);
  secure.drop();
  plain.drop();
  await csms.stop();
});

Deno.test("quirk 7: a station that changes from ws to wss is the same station", async () => {
  const { csms, wss, caCerts } = await withTls();
  const plain = await rawPeer(csms.ws, "/ocpp/CP-1");
  await boot(plain, "Before");
  const secure = await rawPeer(wss, "/ocpp/CP-1", { caCerts });
  await boot(secure, "After");
  assert.equal(await plain.closed, 1000, "the old connection is told to go");
  assert.equal((await shown(csms, "CP-1")).vendor, "After");
  assert.equal((await csms.csms.stations.page({ limit: 5 })).items.length, 1);
  plain.drop();
  secure.drop();
  await csms.stop();
});

Deno.test("quirk 7: without a certificate there is no second port", async () => {
  const csms = await kvolt();
  assert.equal(csms.addresses.length, 1);
  await csms.stop();
});

Deno.test("quirk 7: a charger that speaks ws to the wss port harms nobody", async () => {
  const { csms, wss, caCerts } = await withTls();
  await assert.rejects(rawPeer(wss.replace("wss:", "ws:"), "/ocpp/LOST"), /no answer/);
  const secure = await rawPeer(wss, "/ocpp/CP-1", { caCerts });
  await boot(secure, "V");
  secure.drop();
  await csms.stop();
});
