import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { clientCertificates } from "../../csms/certificates/client_certificate.ts";
import { readTrust } from "../../csms/certificates/trust.ts";
import { fakeClock } from "../support/clock.ts";
import { type Authority, authority, type Issued } from "../support/authority.ts";
import { test } from "../support/with_openssl.ts";

const derOf = ({ cert }: Pick<Issued, "cert">) =>
  Uint8Array.fromBase64(cert.replaceAll(/-----.*-----|\s/g, ""));

/** Two authorities in a folder that goes with them. */
async function authorities() {
  const folder = await Deno.makeTempDir();
  const ca = await authority(folder, "ours");
  const other = await authority(folder, "others");
  return { ca, other, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}

async function judgeOf(
  { pem }: Pick<Authority, "pem">,
  revoked = (_serial: string, _issuer: string) => Promise.resolve(false),
) {
  const trust = await readTrust(pem, []);
  return clientCertificates({ trust: () => trust, clock: fakeClock(), revoked });
}

test("mutual TLS: a good certificate is known by its subject, the hash of its DER and its serial", async () => {
  await using all = await authorities();
  const shown = await all.ca.issue("/C=DE/O=Acme, Inc\\+Co/CN=CP-1");
  const judge = await judgeOf(all.ca);
  const verdict = await judge({ chain: [derOf(shown)], proven: true });
  assert.ok(verdict.ok);
  const { subject, fingerprint, serial } = verdict.certificate;
  assert.equal(subject, "CN=CP-1,O=Acme\\, Inc\\+Co,C=DE");
  assert.equal(fingerprint, createHash("sha256").update(derOf(shown)).digest("hex"));
  assert.match(serial, /^[1-9a-f][0-9a-f]+$/);
});

test("mutual TLS: a certificate whose key nobody saw is worth nothing, however good it is", async () => {
  await using all = await authorities();
  const shown = await all.ca.issue("/CN=CP-1");
  const judge = await judgeOf(all.ca);
  const verdict = await judge({ chain: [derOf(shown)], proven: false });
  assert.ok(!verdict.ok);
  assert.match(verdict.reason, /CN=CP-1 is not one for TLS clients in X\.509 v3/);
});

test("mutual TLS: what kvolt's own CA took back is asked for by serial and issuer", async () => {
  await using all = await authorities();
  const shown = await all.ca.issue("/CN=CP-1");
  const asked: string[][] = [];
  const judge = await judgeOf(all.ca, (...names) => {
    asked.push(names);
    return Promise.resolve(true);
  });
  const verdict = await judge({ chain: [derOf(shown)], proven: true });
  assert.ok(!verdict.ok);
  assert.match(verdict.reason, /CN=CP-1 was revoked/);
  const [[serial, issuer] = []] = asked;
  assert.equal(issuer, "CN=ours");
  assert.ok(verdict.reason.includes(serial!));
});

test("mutual TLS: an intermediate that is shown leads to the CA, and is looked at itself", async () => {
  await using all = await authorities();
  const { ca } = all;
  const sub = ["basicConstraints=critical,CA:TRUE", "keyUsage=keyCertSign,cRLSign"];
  const intermediate = await ca.issue("/CN=between", { extensions: sub });
  const folder = await Deno.makeTempDir();
  const under = await authority(folder, "under", intermediate);
  const shown = await under.issue("/CN=CP-1");
  await Deno.remove(folder, { recursive: true });

  const chain = [derOf(shown), derOf(intermediate)];
  assert.ok((await (await judgeOf(ca))({ chain, proven: true })).ok);
  const alone = await (await judgeOf(ca))({ chain: chain.slice(0, 1), proven: true });
  assert.ok(!alone.ok && /is of CN=between, which is no CA/.test(alone.reason), "it is missing");
  const named = (_: string, issuer: string) => Promise.resolve(issuer === "CN=ours");
  const gone = await (await judgeOf(ca, named))({ chain, proven: true });
  assert.ok(!gone.ok && /CN=between was revoked/.test(gone.reason));
});

test("mutual TLS: what is no certificate is refused, and so is everything while no CA is trusted", async () => {
  await using all = await authorities();
  const judge = await judgeOf(all.ca);
  for (const bytes of [new Uint8Array(), new Uint8Array([0x30, 0x03, 2, 1, 1])]) {
    const verdict = await judge({ chain: [bytes], proven: true });
    assert.ok(!verdict.ok);
    assert.equal(verdict.reason, "the client certificate cannot be read");
  }
  const nobody = clientCertificates({
    ...{ trust: () => undefined, clock: fakeClock(), revoked: () => Promise.resolve(false) },
  });
  const chain = [derOf(await all.ca.issue("/CN=CP-1"))];
  assert.ok(!(await nobody({ chain, proven: true })).ok);
});

test("mutual TLS: CAs and lists that cannot be used say why", async () => {
  await using all = await authorities();
  const { ca, other } = all;
  await assert.rejects(readTrust("hello", []), /it holds no certificate in PEM/);
  const bytes = new TextEncoder().encode("hello");
  await assert.rejects(readTrust(ca.pem, [bytes]), /it holds no revocation list in PEM or DER/);
  const foreign = await Deno.readFile(await other.list());
  await assert.rejects(readTrust(ca.pem, [foreign]), /list of CN=others is not signed by a tru/);
});
