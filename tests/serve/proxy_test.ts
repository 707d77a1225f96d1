import assert from "node:assert/strict";
import { API_TOKEN, kvolt } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";
import { type ClientPair, pki } from "../support/tls.ts";
import { test } from "../support/with_openssl.ts";

const protocol = { "sec-websocket-protocol": "ocpp1.6" };
const client = { "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https" };

const derOf = ({ cert }: Pick<ClientPair, "cert">) => cert.replaceAll(/-----.*-----|\s/g, "");
/** As nginx writes it, and as RFC 9440 has it. */
const forms = {
  "URL-encoded PEM": ({ cert }: Pick<ClientPair, "cert">) => encodeURIComponent(cert),
  "RFC 9440": (pair: Pick<ClientPair, "cert">) => `:${derOf(pair)}:`,
};

test("proxies: a trusted proxy's word on address and scheme is believed for stations and for REST", async () => {
  const csms = await kvolt({ TRUSTED_PROXIES: "127.0.0.0/8" });
  const station = await rawPeer(csms.ws, "/ocpp/CP-1", { headers: { ...protocol, ...client } });
  assert.equal(station.status, 101);
  assert.equal(csms.csms.links.get("CP-1")?.address, "203.0.113.7");
  const file = await fetch(`${csms.api}/files/f.bin`, {
    method: "PUT",
    headers: { authorization: `Bearer ${API_TOKEN}`, ...client },
    body: "x",
  });
  assert.match(await file.text(), /"url":"https:/);
  station.drop();
  await csms.stop();
});

test("proxies: nobody else is believed: neither on the address nor on the scheme", async () => {
  for (const TRUSTED_PROXIES of ["", "192.0.2.0/24"]) {
    const csms = await kvolt({ TRUSTED_PROXIES });
    const station = await rawPeer(csms.ws, "/ocpp/CP-1", { headers: { ...protocol, ...client } });
    assert.equal(csms.csms.links.get("CP-1")?.address, "127.0.0.1");
    const file = await fetch(`${csms.api}/files/f.bin`, {
      method: "PUT",
      headers: { authorization: `Bearer ${API_TOKEN}`, ...client },
      body: "x",
    });
    assert.match(await file.text(), /"url":"http:/);
    station.drop();
    await csms.stop();
  }
});

test("proxies: a certificate that a trusted proxy passes on is judged like one that was shown", async (t) => {
  await using certificates = await pki();
  const { ca, other } = certificates;
  const revoked = await ca.issue("/CN=CP-1");
  await ca.revoke(revoked);
  const cases = [
    ["good", await ca.issue("/CN=CP-1"), 101, /^$/],
    ["unknown CA", await other.issue("/CN=CP-1"), 403, /is no CA of TLS_CLIENT_CA/],
    ["expired", await ca.issue("/CN=CP-1", { until: "20210101000000Z" }), 403, /expired at 2021/],
    ["revoked", revoked, 403, /was revoked/],
  ] as const;
  const csms = await kvolt({
    ...{ TLS_CLIENT_CA: ca.file, TLS_CRL: await ca.list() },
    ...{ TRUSTED_PROXIES: "127.0.0.1", CLIENT_CERT_HEADER: "X-SSL-Client-Cert" },
  });
  for (const [form, write] of Object.entries(forms)) {
    for (const [name, pair, status, reason] of cases) {
      await t.step(`${form}, ${name}`, async () => {
        const headers = { ...protocol, "x-ssl-client-cert": write(pair) };
        const station = await rawPeer(csms.ws, "/ocpp/CP-1", { headers });
        assert.equal(station.status, status);
        assert.match(station.body, reason);
        station.drop();
      });
    }
  }
  const headers = { ...protocol, "x-ssl-client-cert": "nonsense%" };
  const odd = await rawPeer(csms.ws, "/ocpp/CP-1", { headers });
  assert.match(odd.body, /the client certificate cannot be read/);
  for (const own of [protocol, { ...protocol, "x-ssl-client-cert": "" }]) {
    const plain = await rawPeer(csms.ws, "/ocpp/CP-2", { headers: own });
    assert.equal(plain.status, 101, "what a station without one may do, its identity says");
    plain.drop();
  }
  await csms.stop();
});

test("proxies: a certificate in a header of who is no trusted proxy counts for nothing", async () => {
  await using certificates = await pki();
  const { ca } = certificates;
  const pair = await ca.issue("/CN=CP-1");
  const csms = await kvolt({
    ...{ TLS_CLIENT_CA: ca.file, TRUSTED_PROXIES: "192.0.2.1" },
    ...{ CLIENT_CERT_HEADER: "Client-Cert" },
  });
  const headers = { ...protocol, "client-cert": `:${derOf(pair)}:` };
  const station = await rawPeer(csms.ws, "/ocpp/CP-1", { headers });
  assert.equal(station.status, 101);
  assert.equal(csms.csms.links.get("CP-1")?.certificate, undefined);
  station.drop();
  await csms.stop();
});
