import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { serialOf } from "../../../csms/certificates/serial.ts";
import { findingsOf } from "../../support/findings.ts";
import { csrOf, openssl, verified } from "../../support/openssl.ts";
import { plug } from "../../support/plug.ts";
import { soon } from "../../support/until.ts";
import { DAY, HOUR, of, pages, type Room, room } from "../room.ts";
import { latest, SECRET_KEY, taking } from "./stage.ts";
import { hasOpenssl, test } from "../../support/with_openssl.ts";

const csr = hasOpenssl ? await csrOf("/CN=CP-1") : "";
const first = { limit: 5 };

/** A room at the time of day, since openssl knows no other, with a station that has so many certificates. */
async function stage(count = 1, env: Record<string, string> = {}) {
  const kvolt = await room({ SECRET_KEY, ...env });
  kvolt.clock.advance(Date.now() - kvolt.clock.now().getTime());
  const taker = await taking(kvolt, "automatic");
  for (let n = 0; n < count; n++) {
    if (n > 0) kvolt.clock.advance(DAY);
    await taker.call("SignCertificate", { csr });
    await soon(() => assert.equal(taker.chains.length, n + 1));
    await latest(kvolt, "signed");
  }
  return { kvolt, ...taker, ...kvolt.csms.certificates };
}

test("signing: a certificate is good for as long as it is set, and never for longer than its CA", async () => {
  for (const [days, wanted] of [["1", 1], ["400", 400], ["3650", 3650]] as const) {
    const { kvolt, issued } = await stage(1, { CERT_DAYS: days });
    const { items: [one] } = await issued.page(first);
    const kept = Date.parse(one!.expiresAt) - Date.parse(one!.issuedAt);
    assert.ok(Math.abs(kept - wanted * DAY) < 1000);
    // The CA ends after 20 years, whatever begins shortly before.
    kvolt.clock.advance(19.9 * 365 * DAY);
    const { call } = plug(kvolt, "CP-1", { CertificateSigned: () => ({ status: "Accepted" }) });
    await call("SignCertificate", { csr });
    await latest(kvolt, "signed");
    const { items } = await issued.pageOf("CP-1", first);
    const end = Date.parse(items[0]!.expiresAt) - Date.parse(one!.issuedAt);
    assert.ok(end < 20 * 365 * DAY + 1000 || wanted < 36);
    await kvolt[Symbol.asyncDispose]();
  }
});

test("signing: a certificate has its keeping as long as it may matter: 30 days beyond its end", async () => {
  const { kvolt, issued } = await stage(1, { CERT_DAYS: "10" });
  kvolt.clock.advance(39 * DAY);
  assert.equal((await issued.page(first)).items.length, 1);
  kvolt.clock.advance(2 * DAY);
  assert.equal((await issued.page(first)).items.length, 0);
  await kvolt[Symbol.asyncDispose]();
});

test("signing: all certificates are listed, the first to end first; those of a station the newest first", async () => {
  const { kvolt, issued } = await stage(3);
  const all = await pages((options) => issued.page(options), 2);
  const ends = all.map(({ expiresAt }) => expiresAt);
  assert.deepEqual([ends.length, ends], [3, ends.toSorted()]);
  const own = await pages((options) => issued.pageOf("CP-1", options), 2);
  assert.deepEqual(own, all.toReversed());
  assert.deepEqual((await issued.pageOf("CP-2", first)).items, []);
  await kvolt[Symbol.asyncDispose]();
});

test("signing: what is revoked is known by number and issuer, however they are written, and by nothing else", async () => {
  const { kvolt, issued, revoked, ca } = await stage(2);
  const { items: [one, other] } = await issued.page(first);
  const issuer = (await ca.name())!;
  assert.equal(await revoked(one!.serial, issuer), false);
  const spelled = `0${one!.serial}`.toUpperCase().replace(/..(?!$)/g, "$&:");
  const taken = await issued.revoke(spelled, "keyCompromise");
  assert.deepEqual([taken!.serial, taken!.reason], [one!.serial, "keyCompromise"]);
  assert.equal(await revoked(one!.serial, issuer), true);
  assert.equal(await revoked(spelled, issuer), true);
  assert.equal(await revoked(other!.serial, issuer), false);
  assert.equal(await revoked(one!.serial, "CN=another CA"), false);
  assert.deepEqual(of(kvolt, "certificate.revoked").map(({ station, data }) => [station, data]), [
    ["CP-1", { serial: one!.serial, reason: "keyCompromise" }],
  ]);
  // Again is the same, and tells nothing new.
  assert.deepEqual(await issued.revoke(one!.serial, "superseded"), taken);
  assert.equal(of(kvolt, "certificate.revoked").length, 1);
  assert.equal(await issued.revoke("abc"), undefined);
  await kvolt[Symbol.asyncDispose]();
});

test("signing: a certificate that is revoked ends the connection that was made with it, and no other", async () => {
  const { kvolt, issued, unplug } = await stage(2);
  unplug();
  const { items: [one, other] } = await issued.page(first);
  const certificate = { subject: "CN=CP-1", fingerprint: one!.fingerprint, serial: one!.serial };
  const closed: [number, string][] = [];
  const { link } = plug(kvolt, "CP-1", {}, { certificate });
  const close = link.close.bind(link);
  link.close = (code, reason) => {
    closed.push([code, reason]);
    close(code, reason);
  };
  await issued.revoke(other!.serial);
  assert.deepEqual(closed, []);
  await issued.revoke(one!.serial);
  assert.deepEqual(closed, [[1008, "its certificate is revoked"]]);
  await kvolt[Symbol.asyncDispose]();
});

test("signing: a station whose certificate is revoked between its handshake and its connection does not stay", async () => {
  const { kvolt, issued } = await stage(2);
  const { items: [one, other] } = await issued.page(first);
  const { stations } = kvolt.csms;
  const station = (await stations.get("CP-1"))!;
  const connected = (serial: string) =>
    stations.connected(station, "::1", "ocpp1.6", { subject: "CN=CP-1", fingerprint: "", serial });
  await issued.revoke(one!.serial);
  assert.equal(await connected(one!.serial), "its certificate is revoked");
  assert.equal(await connected(other!.serial), undefined);
  await kvolt[Symbol.asyncDispose]();
});

test("signing: a station that is removed loses its certificates with it", async () => {
  const { kvolt, issued, revoked, ca } = await stage(2);
  await kvolt.csms.stations.remove("CP-1");
  const { items } = await issued.page(first);
  const issuer = (await ca.name())!;
  await soon(async () => {
    for (const { serial } of items) assert.ok(await revoked(serial, issuer));
  });
  assert.equal(items.length, 2);
  await kvolt[Symbol.asyncDispose]();
});

test("signing: openssl reads the revocation list, takes its signature, and refuses what is on it alone", async () => {
  const { kvolt, issued, ca, chains } = await stage(2);
  const root = (await ca.certificate())!;
  const { items: [one] } = await issued.page(first);
  const check = async (pem: string) => {
    const files = { "root.pem": root, "one.pem": pem, "list.der": await issued.list() };
    const list = ["crl", "-inform", "DER", "-in", "list.der"];
    const read = await openssl([...list, "-noout", "-text", "-CAfile", "root.pem"], files);
    assert.match(read.text, /verify OK/);
    const { text } = await openssl(list, files);
    const crl = /-----BEGIN[^]+-----END X509 CRL-----/.exec(text)![0];
    const args = ["-crl_check", "-CRLfile", "list.pem", "-CAfile", "root.pem", "one.pem"];
    const verdict = await openssl(["verify", ...args], { ...files, "list.pem": crl });
    return { read: read.text, verdict };
  };
  // The clock of the room is ahead by as much as the certificates are apart.
  const before = await check(chains[0]!);
  assert.match(before.read, /No Revoked Certificates/);
  await issued.revoke(one!.serial, "keyCompromise");
  const after = await check(chains[0]!);
  assert.match(after.read, /X509v3 CRL Number/);
  assert.match(after.read, /Key Compromise/);
  assert.ok(after.read.includes(`0${one!.serial.toUpperCase()}`));
  assert.match(after.verdict.text, /certificate revoked/);
  assert.ok((await verified(root, chains[0]!)).ok, "without the list it would pass");
  await kvolt[Symbol.asyncDispose]();
});

test("signing: the list is made once a minute at most, and at once after a revocation here", async () => {
  const { kvolt, issued } = await stage();
  const digest = async () => createHash("sha256").update(await issued.list()).digest("hex");
  const before = await digest();
  assert.equal(await digest(), before);
  kvolt.clock.advance(61_000);
  const later = await digest();
  assert.notEqual(later, before);
  const { items: [one] } = await issued.page(first);
  await issued.revoke(one!.serial);
  assert.notEqual(await digest(), later);
  await kvolt[Symbol.asyncDispose]();
});

test("signing: a certificate that ends within 30 days is told of once, until there is another", async () => {
  const { kvolt, call, chains } = await stage();
  const told = () => of(kvolt, "certificate.expires").length;
  const found = async () =>
    (await findingsOf(kvolt.csms, "CP-1")).filter(({ kind }) => kind === "certificate-expires");
  kvolt.clock.advance(334 * DAY);
  await hours(kvolt, 5);
  assert.deepEqual([told(), await found()], [0, []]);
  kvolt.clock.advance(DAY);
  await hours(kvolt, 5);
  assert.deepEqual([told(), (await found()).length], [1, 1]);
  await hours(kvolt, 5);
  assert.equal(told(), 1);
  await call("SignCertificate", { csr });
  await soon(() => assert.equal(chains.length, 2));
  await soon(async () => assert.deepEqual(await found(), []));
  await kvolt[Symbol.asyncDispose]();
});

test("signing: a number is compared without its colons, its case and its leading zeros", () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n }), fc.nat(4), (number, zeros) => {
    const plain = number.toString(16);
    const hex = "0".repeat(zeros) + plain;
    assert.equal(serialOf(hex.toUpperCase().replace(/..(?!$)/g, "$&:")), plain);
  }));
});

/** Lets hours pass one by one, with time for whoever looks each hour. */
async function hours({ clock, csms, store }: Room, count: number): Promise<void> {
  for (let hour = 0; hour < count; hour++) {
    clock.advance(HOUR);
    for (let step = 0; step < 5; step++) await csms.certificates.issued.page(first);
    await store.drain();
  }
}
