import assert from "node:assert/strict";
import { connect } from "node:tls";
import { fakeClock } from "../support/clock.ts";
import { forServer } from "../support/authority.ts";
import type { RawPeer } from "../support/raw_peer.ts";
import { type Pki, pki, type TlsKvolt, tlsKvolt } from "../support/tls.ts";
import { soon } from "../support/until.ts";
import { test } from "../support/with_openssl.ts";

/** The serial of the certificate that a port shows to whoever connects now. */
function shownBy(wss: string): Promise<string> {
  const { hostname: host, port } = new URL(wss);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port), rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.destroy();
    });
    socket.on("error", reject);
  });
}

async function answers(station: RawPeer): Promise<void> {
  const id = crypto.randomUUID();
  await station.send(JSON.stringify([2, id, "Heartbeat", {}]));
  let answer = await station.message();
  while (answer[1] !== id) answer = await station.message();
  assert.equal(answer[0], 3);
}

/** kvolt with its certificate in files that can be changed, and a session at each of its ports with TLS. */
async function renewable(certificates: Pki, clock = fakeClock(new Date().toISOString())) {
  const { folder, server, ca } = certificates;
  const [TLS_CERT, TLS_KEY] = [`${folder}/live.pem`, `${folder}/live.key`];
  await Deno.copyFile(server.certFile, TLS_CERT);
  await Deno.copyFile(server.keyFile, TLS_KEY);
  const csms = await tlsKvolt(certificates, { TLS_CERT, TLS_KEY }, { clock });
  const shows = await ca.issue("/CN=CP-2");
  const stations = [await csms.dial("/ocpp/CP-1"), await csms.dial("/ocpp/CP-2", { shows })];
  async function stop(): Promise<void> {
    for (const station of stations) {
      await answers(station);
      station.drop();
    }
    const stopped = csms.stop();
    clock.advance(1_000);
    await stopped;
  }
  return { csms, clock, stations, stop, TLS_CERT, TLS_KEY };
}

const serialsOf = ({ wss, mutual }: TlsKvolt) => Promise.all([wss, mutual].map(shownBy));

test("TLS: a certificate that is renewed is shown to whoever connects next, and no session ends", async () => {
  await using certificates = await pki();
  const { csms, clock, stop, TLS_CERT, TLS_KEY } = await renewable(certificates);
  const before = await serialsOf(csms);
  const next = await certificates.ca.issue("/CN=localhost", { extensions: forServer });
  await Deno.copyFile(next.certFile, TLS_CERT);
  await Deno.copyFile(next.keyFile, TLS_KEY);
  await soon(async () => {
    clock.advance(10_000);
    const after = await serialsOf(csms);
    assert.ok(after.every((serial) => !before.includes(serial)), "both ports show the new one");
    assert.equal(after[0], after[1]);
  });
  await stop();
});

test("TLS: a signal has the files read at once", async () => {
  await using certificates = await pki();
  const { csms, stop, TLS_CERT, TLS_KEY } = await renewable(certificates);
  const [before] = await serialsOf(csms);
  const next = await certificates.ca.issue("/CN=localhost", { extensions: forServer });
  await Deno.copyFile(next.certFile, TLS_CERT);
  await Deno.copyFile(next.keyFile, TLS_KEY);
  assert.equal((await serialsOf(csms))[0], before, "nobody has looked");
  await csms.reload();
  assert.notEqual((await serialsOf(csms))[0], before);
  await stop();
});

test("TLS: files that cannot be used leave what was there, until they can", async () => {
  await using certificates = await pki();
  const { csms, stop, TLS_CERT, TLS_KEY } = await renewable(certificates);
  const before = await serialsOf(csms);
  const next = await certificates.ca.issue("/CN=localhost", { extensions: forServer });
  await Deno.copyFile(next.certFile, TLS_CERT);
  await csms.reload();
  assert.deepEqual(await serialsOf(csms), before, "a certificate without its key");
  await Deno.writeTextFile(TLS_CERT, "-----BEGIN CERTIFICATE-----\n");
  await csms.reload();
  assert.deepEqual(await serialsOf(csms), before, "half a file");
  await Deno.remove(TLS_CERT);
  await csms.reload();
  assert.deepEqual(await serialsOf(csms), before, "none");
  await Deno.copyFile(next.certFile, TLS_CERT);
  await Deno.copyFile(next.keyFile, TLS_KEY);
  await csms.reload();
  assert.notDeepEqual(await serialsOf(csms), before);
  await stop();
});

test("TLS: a CA that is taken from the file is not believed from the next handshake on", async () => {
  await using certificates = await pki();
  const { ca, other, folder } = certificates;
  const TLS_CLIENT_CA = `${folder}/clients.pem`;
  await Deno.writeTextFile(TLS_CLIENT_CA, ca.pem + other.pem);
  const csms = await tlsKvolt(certificates, { TLS_CLIENT_CA });
  const shows = await other.issue("/CN=CP-1");
  const station = await csms.dial("/ocpp/CP-1", { shows });
  assert.equal(station.status, 101);
  await Deno.writeTextFile(TLS_CLIENT_CA, ca.pem);
  await csms.reload();
  assert.equal((await csms.dial("/ocpp/CP-1", { shows })).status, 403);
  await answers(station);
  station.drop();
  await csms.stop();
});
