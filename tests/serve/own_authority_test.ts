import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { csrAndKey } from "../support/openssl.ts";
import { pki, tlsKvolt } from "../support/tls.ts";
import { soon } from "../support/until.ts";
import { test } from "../support/with_openssl.ts";

const SECRET_KEY = "a-secret-key-of-the-tests-0123456789";

test("mutual TLS: a station comes back with the certificate that kvolt signed, and is shut out the moment it is revoked", async () => {
  await using certificates = await pki();
  const { ca, folder } = certificates;
  const trusted = `${folder}/trusted.pem`;
  await Deno.writeTextFile(trusted, ca.pem);
  const csms = await tlsKvolt(certificates, { SECRET_KEY, TLS_CLIENT_CA: trusted });

  const plain = await charger(csms.ws, "CP-1");
  await plain.boot();
  await csms.send("PATCH", "/stations/CP-1", { settings: { signing: "automatic" } });
  const { csr, key } = await csrAndKey("/O=Acme/CN=CP-1");
  await plain.call("SignCertificate", { csr });
  const { payload } = await plain.answers("CertificateSigned", { status: "Accepted" });
  await plain.close();
  const shows = { cert: payload.certificateChain, key };
  assert.equal((await csms.dial("/ocpp/CP-1", { shows })).status, 403, "its CA is not trusted yet");

  await Deno.writeTextFile(trusted, ca.pem + (await csms.get("/ca/certificate")).body);
  await csms.reload();
  const station = await csms.dial("/ocpp/CP-1", { shows });
  assert.equal(station.status, 101);
  await station.send(JSON.stringify([2, "beat", "Heartbeat", {}]));
  while ((await station.message())[1] !== "beat");

  const [{ serial }] = (await csms.get("/certificates")).body.items;
  const { status } = await csms.send("POST", `/certificates/${serial}/revoke`);
  assert.equal(status, 200);
  assert.equal(await station.closed, 1008);
  const again = await csms.dial("/ocpp/CP-1", { shows });
  assert.equal(again.status, 403);
  await soon(async () => {
    const { items } = (await csms.get("/failed-handshakes")).body;
    const reasons = items.map(({ reason }: { reason: string }) => reason);
    assert.ok(reasons.some((reason: string) => /CN=CP-1,O=Acme was revoked/.test(reason)));
  });
  await csms.stop();
});
