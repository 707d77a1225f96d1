import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { CallError } from "../../../ocpp/errors.ts";
import { findingsOf } from "../../support/findings.ts";
import { csrOf, verified } from "../../support/openssl.ts";
import { plug } from "../../support/plug.ts";
import { happens, soon } from "../../support/until.ts";
import { DAY, of, room } from "../room.ts";
import { idle, latest, newKv, SECRET_KEY, taking } from "./stage.ts";
import { hasOpenssl, test } from "../../support/with_openssl.ts";

const csr = hasOpenssl ? await csrOf("/O=Acme/CN=CP-1") : "";
const no = { limit: 5 };

test("signing: a station that may is sent its certificate without anybody's doing, after its answer", async () => {
  await using kvolt = await room({ SECRET_KEY });
  const { call, chains, asked, station } = await taking(kvolt, "automatic");
  assert.deepEqual(await call("SignCertificate", { csr }), { status: "Accepted" });
  const request = await latest(kvolt, "signed");
  assert.deepEqual(asked.map(({ action }) => action), ["CertificateSigned"]);
  const root = await kvolt.csms.certificates.ca.certificate();
  assert.deepEqual(chains, [request.chain]);
  const certificate = new X509Certificate(chains[0]!);
  assert.ok(certificate.checkIssued(new X509Certificate(root!)));
  assert.equal(certificate.subject, "O=Acme\nCN=CP-1");
  assert.equal(Date.parse(certificate.validTo), kvolt.clock.now().getTime() + 365 * 86_400_000);
  assert.match(certificate.serialNumber, /^1[0-9A-F]{32}$/);
  const { items: [issued] } = await kvolt.csms.certificates.issued.pageOf(station, no);
  assert.equal(issued!.serial, certificate.serialNumber.toLowerCase());
  assert.equal(issued!.serial, request.serial);
  assert.equal(issued!.fingerprint, certificate.fingerprint256.replaceAll(":", "").toLowerCase());
  assert.deepEqual(of(kvolt, "certificate.issued").map(({ data }) => data), [
    { serial: issued!.serial, request: request.id, expiresAt: issued!.expiresAt },
  ]);
  const { items: [line] } = await kvolt.csms.audit.find({}, no);
  const { by, what, on } = line!;
  assert.deepEqual([by.id, what, on.serial], [station, "certificate.issued", issued!.serial]);
});

test("signing: CertificateSigned goes out once the answer to SignCertificate has, never before", async () => {
  await using kvolt = await room({ SECRET_KEY });
  const station = await kvolt.station();
  await kvolt.csms.stations.set(station, { signing: "automatic" });
  let answered = false;
  const early: boolean[] = [];
  const { call } = plug(kvolt, station, {
    CertificateSigned() {
      early.push(!answered);
      return { status: "Accepted" };
    },
  });
  for (let i = 0; i < 5; i++) {
    answered = false;
    const signed = happens(kvolt.csms, ({ type }) => type === "certificate.answered");
    await call("SignCertificate", { csr: await csrOf("/CN=CP-1") });
    answered = true;
    await signed;
  }
  assert.deepEqual(early, Array(5).fill(false));
});

test("signing: a station that may not by itself waits for the operator, whom one call is enough", async () => {
  await using kvolt = await room({ SECRET_KEY });
  const { call, chains, station } = await taking(kvolt, "ask");
  await call("SignCertificate", { csr });
  const { id } = await latest(kvolt, "pending");
  assert.deepEqual(await kvolt.csms.certificates.requests.sign(station, id), {
    ...{ accepted: true, status: "Accepted" },
  });
  const { serial } = await latest(kvolt, "signed");
  assert.equal(serialOf(chains[0]!), serial);
  assert.equal(await kvolt.csms.certificates.requests.sign(station, "none"), undefined);
});

test("signing: a station that may never is told so, and its request is kept as refused", async () => {
  await using kvolt = await room({ SECRET_KEY });
  const { call } = await taking(kvolt, "never");
  assert.deepEqual(await call("SignCertificate", { csr }), { status: "Rejected" });
  const { reason, serial } = await latest(kvolt, "refused");
  assert.match(reason!, /its settings say/);
  assert.equal(serial, undefined);
  assert.equal(of(kvolt, "certificate.refused").length, 1);
  assert.equal(of(kvolt, "certificate.requested").length, 0);
});

for (
  const [what, subject, key, reason] of [
    ["for another station", "/CN=CP-2", undefined, /is for "CP-2", not for "CP-1"/],
    ["with a weak key", "/CN=CP-1", ["-newkey", "rsa:1024"], /1024 bits/],
  ] as const
) {
  test(`signing: a request ${what} is refused with the reason, whoever would sign it`, async () => {
    await using kvolt = await room({ SECRET_KEY });
    const { call, chains, station } = await taking(kvolt, "automatic");
    const bad = await csrOf(subject, key);
    assert.deepEqual(await call("SignCertificate", { csr: bad }), { status: "Rejected" });
    assert.match((await latest(kvolt, "refused")).reason!, reason);
    await kvolt.csms.stations.set(station, { signing: "ask" });
    assert.deepEqual(await call("SignCertificate", { csr: bad }), { status: "Accepted" });
    const { id } = await latest(kvolt, "pending");
    const sign = kvolt.csms.certificates.requests.sign(station, id);
    await assert.rejects(
      sign,
      ({ name, message }: Error) => name === "Unsignable" && reason.test(message),
    );
    assert.match((await latest(kvolt, "refused")).reason!, reason);
    assert.deepEqual(chains, []);
    assert.deepEqual((await kvolt.csms.certificates.issued.page(no)).items, []);
  });
}

test("signing: a station may name itself by the serial number that it told; its certificate names its id", async () => {
  await using kvolt = await room({ SECRET_KEY });
  const { call, chains } = await taking(kvolt, "automatic");
  await call("BootNotification", {
    ...{ chargePointVendor: "V", chargePointModel: "M", chargePointSerialNumber: "SN-77" },
  });
  await call("SignCertificate", { csr: await csrOf("/CN=SN-77") });
  await latest(kvolt, "signed");
  assert.equal(new X509Certificate(chains[0]!).subject, "CN=CP-1");
});

test("signing: without SECRET_KEY a request waits, even where signing is automatic, and the operator's chain goes out", async () => {
  await using kvolt = await room();
  const { call, chains, station } = await taking(kvolt, "automatic");
  assert.deepEqual(await call("SignCertificate", { csr }), { status: "Accepted" });
  const { id } = await latest(kvolt, "pending");
  const { requests } = kvolt.csms.certificates;
  await assert.rejects(requests.sign(station, id), /^SigningOff: .*SECRET_KEY is not set/);
  await requests.sign(station, id, "a chain of the operator");
  assert.deepEqual(chains, ["a chain of the operator"]);
  assert.equal((await latest(kvolt, "signed")).serial, undefined);
});

test("signing: what was signed and not delivered goes out after a restart, and is not signed again", async () => {
  using kv = await newKv();
  let chain = "";
  {
    await using kvolt = await room({ SECRET_KEY }, { kv: kv.kv });
    const { call, unplug, station } = await taking(kvolt, "ask");
    await call("SignCertificate", { csr });
    const { id } = await latest(kvolt, "pending");
    unplug();
    const sign = kvolt.csms.certificates.requests.sign(station, id);
    await assert.rejects(sign, /^Offline/);
    chain = (await latest(kvolt, "sent")).chain!;
  }
  await using kvolt = await room({ SECRET_KEY }, { kv: kv.kv });
  const { chains } = await reconnect(kvolt);
  await latest(kvolt, "signed");
  assert.deepEqual(chains, [chain]);
  assert.equal((await kvolt.csms.certificates.issued.page(no)).items.length, 1);
});

test("signing: what was asked for and not signed before a restart is signed when the station is back", async () => {
  using kv = await newKv();
  {
    // Nobody signs here: it is as if it had ended right after its answer.
    await using kvolt = await room({}, { kv: kv.kv });
    const { call } = await taking(kvolt, "automatic");
    await call("SignCertificate", { csr });
    await latest(kvolt, "pending");
  }
  await using kvolt = await room({ SECRET_KEY }, { kv: kv.kv });
  const { chains } = await reconnect(kvolt);
  const { serial } = await latest(kvolt, "signed");
  assert.equal(serialOf(chains[0]!), serial);
});

test("signing: what was revoked before it was delivered is not delivered", async () => {
  await using kvolt = await room({ SECRET_KEY });
  const { call, unplug, station } = await taking(kvolt, "ask");
  await call("SignCertificate", { csr });
  const { id } = await latest(kvolt, "pending");
  unplug();
  await assert.rejects(kvolt.csms.certificates.requests.sign(station, id), /^Offline/);
  const { serial } = await latest(kvolt, "sent");
  await kvolt.csms.certificates.issued.revoke(serial!);
  const { chains } = await reconnect(kvolt);
  await idle(kvolt);
  assert.deepEqual(chains, []);
  await kvolt.csms.certificates.requests.sign(station, id);
  assert.equal(chains.length, 1);
  assert.notEqual(serialOf(chains[0]!), serial);
});

test("signing: a station that is away and signed for twice has one certificate", async () => {
  await using kvolt = await room({ SECRET_KEY });
  const { call, unplug, station } = await taking(kvolt, "ask");
  await call("SignCertificate", { csr });
  const { id } = await latest(kvolt, "pending");
  unplug();
  for (let again = 0; again < 2; again++) {
    await assert.rejects(kvolt.csms.certificates.requests.sign(station, id), /^Offline/);
  }
  assert.equal((await kvolt.csms.certificates.issued.page(no)).items.length, 1);
});

test("signing: what ended before its station came back is not delivered", async () => {
  await using kvolt = await room({ SECRET_KEY, CERT_DAYS: "1" });
  const { call, unplug, station } = await taking(kvolt, "ask");
  await call("SignCertificate", { csr });
  const { id } = await latest(kvolt, "pending");
  unplug();
  await assert.rejects(kvolt.csms.certificates.requests.sign(station, id), /^Offline/);
  for (const days of [2, 60]) {
    kvolt.clock.advance(days * DAY);
    const { chains, unplug } = await reconnect(kvolt);
    await idle(kvolt);
    await latest(kvolt, "sent");
    assert.deepEqual(chains, []);
    unplug();
  }
});

test("signing: a station that asks for ever gets ten a day by itself, and is a finding", async () => {
  await using kvolt = await room({ SECRET_KEY });
  const { call, chains, station } = await taking(kvolt, "automatic");
  const asks = async (state: string) => {
    await call("SignCertificate", { csr });
    return await latest(kvolt, state);
  };
  for (let n = 0; n < 10; n++) await asks("signed");
  await asks("pending");
  const found = await soon(async () => {
    const [finding] = await findingsOf(kvolt.csms, station);
    return finding!.kind;
  });
  assert.deepEqual([found, chains.length], ["hasty-certificates", 10]);
  kvolt.clock.advance(DAY);
  await asks("signed");
});

test("signing: a station that refuses its certificate is shown with its word for it, and is not asked again", async () => {
  await using kvolt = await room({ SECRET_KEY });
  const { call, chains, unplug } = await taking(kvolt, "automatic", "Rejected");
  await call("SignCertificate", { csr });
  assert.equal((await latest(kvolt, "refused")).reason, "the station answered Rejected");
  unplug();
  const again = await reconnect(kvolt);
  await idle(kvolt);
  assert.deepEqual([chains.length, again.chains.length], [1, 0]);
});

test("signing: a station that answers its certificate with an error has refused it", async () => {
  await using kvolt = await room({ SECRET_KEY });
  const station = await kvolt.station();
  await kvolt.csms.stations.set(station, { signing: "automatic" });
  const { call } = plug(kvolt, station, {
    CertificateSigned: () => {
      throw new CallError("InternalError", "no room");
    },
  });
  await call("SignCertificate", { csr });
  assert.match((await latest(kvolt, "refused")).reason!, /answered with an error.*no room/);
});

test("signing: openssl takes every certificate that is made, for names that have to be escaped too", async () => {
  for (const id of ["CP-1", "#04", "a,b=c+d", 'ü "1" \\']) {
    await using kvolt = await room({ SECRET_KEY }, {});
    kvolt.clock.advance(Date.now() - kvolt.clock.now().getTime());
    await kvolt.station(id);
    const escaped = id.replace(/[\\/+=,]/g, "\\$&");
    const request = await csrOf(`/CN=${escaped}`, ["-utf8", ...P256]);
    await kvolt.csms.stations.set(id, { signing: "ask" });
    const { call, asked } = plug(kvolt, id, { CertificateSigned: () => ({ status: "Accepted" }) });
    await call("SignCertificate", { csr: request });
    const { id: number } = await latest(kvolt, "pending", id);
    await kvolt.csms.certificates.requests.sign(id, number);
    const pem = asked[0]!.payload.certificateChain;
    const said = await verified((await kvolt.csms.certificates.ca.certificate())!, pem);
    assert.ok(said.ok, said.text);
  }
});

const P256 = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];

function serialOf(pem: string): string {
  return new X509Certificate(pem).serialNumber.toLowerCase();
}

/** CP-1 connects again, and takes what it is sent. */
async function reconnect(kvolt: Awaited<ReturnType<typeof room>>) {
  const chains: string[] = [];
  const plugged = plug(kvolt, "CP-1", {
    CertificateSigned({ certificateChain }) {
      chains.push(certificateChain);
      return { status: "Accepted" };
    },
  });
  const station = await soon(async () => (await kvolt.csms.stations.get("CP-1"))!);
  await kvolt.csms.stations.connected(station, "memory", "ocpp1.6");
  return { ...plugged, chains };
}
