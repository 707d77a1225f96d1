import assert from "node:assert/strict";
import { fakeClock } from "../support/clock.ts";
import { type Pki, pki, type TlsKvolt, tlsKvolt } from "../support/tls.ts";
import { soon } from "../support/until.ts";
import { test } from "../support/with_openssl.ts";

/** The reason that is kept of a refused handshake. */
async function reasonFor(csms: TlsKvolt, station: string): Promise<string> {
  const { body } = await csms.get("/failed-handshakes");
  return body.items.find((one: { station?: string }) => one.station === station)?.reason;
}

async function withBoth(
  test: (csms: TlsKvolt, certificates: Pki) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  await using certificates = await pki();
  const csms = await tlsKvolt(certificates, env);
  await test(csms, certificates);
  await csms.stop();
}

test("mutual TLS: a client certificate of a trusted CA is let in over mutual TLS, and its session works", () =>
  withBoth(async (csms, { ca }) => {
    const station = await csms.dial("/ocpp/CP-1", { shows: await ca.issue("/O=Acme/CN=CP-1") });
    assert.equal(station.status, 101);
    assert.equal(station.headers.get("sec-websocket-protocol"), "ocpp1.6");
    await station.send(JSON.stringify([2, "1", "Heartbeat", {}]));
    assert.equal((await station.message())[0], 3);
    station.drop();
    await soon(async () => assert.equal((await csms.get("/stations/CP-1")).body.online, false));
  }));

test("mutual TLS: a client certificate of an unknown CA is refused with its reason, and so is one that signed itself", () =>
  withBoth(async (csms, { other }) => {
    const stranger = await csms.dial("/ocpp/CP-1", { shows: await other.issue("/O=Acme/CN=CP-1") });
    assert.equal(stranger.status, 403);
    const expected = /client certificate CN=CP-1,O=Acme is of CN=others, which is no CA of TLS_CL/;
    assert.match(stranger.body, expected);
    assert.match(await reasonFor(csms, "CP-1"), expected);
    const { file } = other;
    const own = { cert: other.pem, key: await Deno.readTextFile(file.replace(/pem$/, "key")) };
    assert.equal((await csms.dial("/ocpp/CP-2", { shows: own })).status, 403);
    assert.match(await reasonFor(csms, "CP-2"), /CN=others is of CN=others, which is no CA/);
  }));

test("mutual TLS: an expired client certificate is told from one of an unknown CA, and so is one not yet good", () =>
  withBoth(async (csms, { ca }) => {
    const until = "20210101000000Z";
    const expired = await ca.issue("/CN=CP-1", { until });
    assert.equal((await csms.dial("/ocpp/CP-1", { shows: expired })).status, 403);
    assert.match(await reasonFor(csms, "CP-1"), /CN=CP-1 expired at 2021-01-01T00:00:00\.000Z/);
    const early = await ca.issue("/CN=CP-2", { from: "20480101000000Z" });
    assert.equal((await csms.dial("/ocpp/CP-2", { shows: early })).status, 403);
    assert.match(await reasonFor(csms, "CP-2"), /CN=CP-2 is good only from 2048-01-01/);
  }));

test("mutual TLS: a certificate that a revocation list names is refused, whether the list is PEM or DER", async (t) => {
  for (const form of ["PEM", "DER"] as const) {
    await t.step(form, async () => {
      await using certificates = await pki();
      const { ca } = certificates;
      const [revoked, good] = [await ca.issue("/CN=CP-1"), await ca.issue("/CN=CP-2")];
      await ca.revoke(revoked);
      const csms = await tlsKvolt(certificates, { TLS_CRL: await ca.list(form) });
      assert.equal((await csms.dial("/ocpp/CP-1", { shows: revoked })).status, 403);
      assert.match(await reasonFor(csms, "CP-1"), /CN=CP-1 was revoked \(serial [0-9a-f]+\)/);
      const other = await csms.dial("/ocpp/CP-2", { shows: good });
      assert.equal(other.status, 101);
      other.drop();
      await csms.stop();
    });
  }
});

test("mutual TLS: who shows no certificate where one is asked for is refused, over REST too", () =>
  withBoth(async (csms, { ca, other }) => {
    assert.equal((await csms.dial("/ocpp/CP-1", { shows: null })).status, 403);
    assert.equal(await reasonFor(csms, "CP-1"), "no client certificate was shown");
    assert.equal((await csms.ask("/api/v1/health", { shows: null })).status, 403);
    const stranger = await other.issue("/CN=CP-1");
    assert.equal((await csms.ask("/api/v1/health", { shows: stranger })).status, 403);
    const good = await ca.issue("/CN=CP-1");
    assert.equal((await csms.ask("/api/v1/health", { shows: good })).status, 200);
    const headers = { authorization: "Bearer another-token-than-that" };
    const closed = await csms.ask("/api/v1/stations", { shows: good, headers });
    assert.equal(closed.status, 401, "a certificate of a station opens no REST");
  }));

test("mutual TLS: a certificate for TLS servers makes no client", () =>
  withBoth(async (csms, { server }) => {
    assert.equal((await csms.dial("/ocpp/CP-1", { shows: server })).status, 403);
    assert.match(await reasonFor(csms, "CP-1"), /CN=localhost is not one for TLS clients/);
  }));

test("mutual TLS: the port without mutual TLS asks for no certificate, and lets in who shows one all the same", () =>
  withBoth(async (csms, { ca }) => {
    const { cert, key } = await ca.issue("/CN=CP-1");
    const wss = { ...csms, mutual: csms.wss };
    for (const shows of [undefined, { cert, key }]) {
      const station = await wss.dial("/ocpp/CP-1", { shows });
      assert.equal(station.status, 101);
      station.drop();
    }
  }));

test("mutual TLS: a list that comes while kvolt runs shuts out from the next handshake on, and ends no session", async () => {
  await using certificates = await pki();
  const { ca, folder } = certificates;
  const clock = fakeClock(new Date().toISOString());
  const TLS_CRL = `${folder}/current.crl`;
  await Deno.copyFile(await ca.list(), TLS_CRL);
  const csms = await tlsKvolt(certificates, { TLS_CRL }, { clock });
  const shows = await ca.issue("/CN=CP-1");
  const station = await csms.dial("/ocpp/CP-1", { shows });
  assert.equal(station.status, 101);
  await ca.revoke(shows);
  await Deno.copyFile(await ca.list(), TLS_CRL);
  await soon(async () => {
    clock.advance(10_000);
    const again = await csms.dial("/ocpp/CP-2", { shows });
    again.drop();
    assert.equal(again.status, 403);
  });
  await station.send(JSON.stringify([2, "beat", "Heartbeat", {}]));
  let answer = await station.message();
  while (answer[1] !== "beat") answer = await station.message();
  assert.equal(answer[0], 3);
  station.drop();
  const stopped = csms.stop();
  clock.advance(1_000);
  await stopped;
});
