import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import type { Protocol } from "../../csms/model.ts";
import { charger } from "../support/charger.ts";
import { csrOf, openssl, verified } from "../support/openssl.ts";
import { soon } from "../support/until.ts";
import { editions, type WithRest, withRest } from "../support/with_rest.ts";
import { setting } from "./setting.ts";
import { hasOpenssl, test } from "../support/with_openssl.ts";

const SECRET_KEY = "a-secret-key-of-the-tests-0123456789";
const yes = { status: "Accepted" };
const csr = hasOpenssl ? await csrOf("/O=Acme/CN=CP-1") : "";
const requests = "/stations/CP-1/certificate-requests";
const issued = "/stations/CP-1/certificates/issued";

const staged = (protocol: Protocol, env: Record<string, string> = { SECRET_KEY }) =>
  protocol === "ocpp1.6" ? setting(env) : withRest(protocol, env);
const asking = (protocol: Protocol) =>
  protocol === "ocpp1.6" ? { csr } : { csr, certificateType: "ChargingStationCertificate" };
const allow = ({ api }: WithRest, signing: string) =>
  api.send("PATCH", "/stations/CP-1", { settings: { signing } });
const rootOf = async ({ csms }: WithRest) =>
  await (await fetch(`${csms.api}/ca/certificate`)).text();

for (const protocol of ["ocpp1.6", ...editions] as const) {
  test(`signing: ${protocol}: a certificate is signed by itself, after the answer, and openssl takes it`, async () => {
    await using s = await staged(protocol);
    assert.equal((await allow(s, "automatic")).body.settings.signing, "automatic");
    const frames: string[] = [];
    s.cp.socket.addEventListener("message", ({ data }) => frames.push(data));
    assert.deepEqual(await s.cp.call("SignCertificate", asking(protocol), "sign-1"), yes);
    const { payload } = await s.cp.answers("CertificateSigned", yes);
    const [answer, call] = frames.map((text) => JSON.parse(text));
    assert.deepEqual([answer.slice(0, 2), call[2]], [[3, "sign-1"], "CertificateSigned"]);
    const said = await verified(await rootOf(s), payload.certificateChain);
    assert.ok(said.ok, said.text);
    const { subject, serialNumber } = new X509Certificate(payload.certificateChain);
    assert.equal(subject, "O=Acme\nCN=CP-1");
    const [request] = await soon(async () => {
      const { items } = (await s.api.get(requests)).body;
      assert.equal(items[0].state, "signed");
      return items;
    });
    const [one] = (await s.api.get(issued)).body.items;
    assert.deepEqual([one.serial, one.request], [serialNumber.toLowerCase(), request.id]);
    assert.deepEqual((await s.api.get("/certificates")).body.items, [one]);
    assert.deepEqual([one.revokedAt, one.reason], [null, null]);
  });

  test(`signing: ${protocol}: a certificate is renewed on request, signed with one call, and revoked`, async () => {
    await using s = await staged(protocol);
    const renewing = s.api.send("POST", "/stations/CP-1/certificates/renew");
    const name = protocol === "ocpp1.6"
      ? ["ExtendedTriggerMessage", "SignChargePointCertificate"]
      : ["TriggerMessage", "SignChargingStationCertificate"];
    const { payload } = await s.cp.answers(name[0]!, yes);
    assert.equal(payload.requestedMessage, name[1]);
    assert.equal((await renewing).body.accepted, true);
    await s.cp.call("SignCertificate", asking(protocol));
    const [{ id, state }] = (await s.api.get(requests)).body.items;
    assert.equal(state, "pending");
    const signing = s.api.send("POST", `${requests}/${id}/sign`);
    await s.cp.answers("CertificateSigned", yes);
    assert.equal((await signing).body.accepted, true);
    const [{ serial }] = (await s.api.get(issued)).body.items;
    const body = { reason: "keyCompromise" };
    const revoked = await s.api.send("POST", `/certificates/${serial}/revoke`, body);
    assert.equal(revoked.body.reason, "keyCompromise");
    const crl = new Uint8Array(await (await fetch(`${s.csms.api}/ca/crl`)).arrayBuffer());
    const read = ["crl", "-inform", "DER", "-in", "a", "-noout", "-text", "-CAfile", "b"];
    const { text } = await openssl(read, { a: crl, b: await rootOf(s) });
    assert.ok(text.includes("verify OK") && text.includes(serial.toUpperCase()), text);
    const issuer = new X509Certificate(await rootOf(s)).subject;
    assert.ok(await s.csms.csms.certificates.revoked(serial, issuer));
  });

  test(`signing: ${protocol}: a station that may never is refused, with the reason where it can be told`, async () => {
    await using s = await staged(protocol);
    await allow(s, "never");
    const { status, statusInfo } = await s.cp.call("SignCertificate", asking(protocol));
    assert.equal(status, "Rejected");
    if (protocol !== "ocpp1.6") assert.equal(statusInfo.reasonCode, "NotEnabled");
    const [request] = (await s.api.get(requests)).body.items;
    assert.deepEqual([request.state, request.serial], ["refused", null]);
    assert.match(request.reason, /its settings/);
  });

  test(`signing: ${protocol}: the word of a station that refuses its certificate is shown`, async () => {
    await using s = await staged(protocol);
    await allow(s, "automatic");
    await s.cp.call("SignCertificate", asking(protocol));
    const why = { reasonCode: "InvalidCertificate", additionalInfo: "no such root" };
    const info = protocol === "ocpp1.6" ? {} : { statusInfo: why };
    await s.cp.answers("CertificateSigned", { status: "Rejected", ...info });
    const words = protocol === "ocpp1.6" ? "" : " InvalidCertificate no such root";
    await soon(async () => {
      const [{ state, reason }] = (await s.api.get(requests)).body.items;
      assert.deepEqual([state, reason], ["refused", `the station answered Rejected${words}`]);
    });
  });

  test(`signing: ${protocol}: a request that is not the station's own is refused where nobody has to look`, async () => {
    await using s = await staged(protocol);
    await allow(s, "automatic");
    const asked = { ...asking(protocol), csr: await csrOf("/CN=CP-2") };
    const { status, statusInfo } = await s.cp.call("SignCertificate", asked);
    assert.equal(status, "Rejected");
    if (protocol !== "ocpp1.6") assert.equal(statusInfo.reasonCode, "InvalidCSR");
    assert.match((await s.api.get(requests)).body.items[0].reason, /is for "CP-2"/);
  });
}

test("signing: without SECRET_KEY a call says which variable to set, and there is no CA to be seen", async () => {
  await using s = await setting();
  await s.cp.call("SignCertificate", { csr });
  const [{ id }] = (await s.api.get(requests)).body.items;
  const { status, body } = await s.api.send("POST", `${requests}/${id}/sign`);
  assert.deepEqual([status, body.type], [409, "urn:kvolt:problem:unconfigured"]);
  assert.match(body.detail, /SECRET_KEY is not set/);
  for (const path of ["/ca/certificate", "/ca/crl"]) {
    assert.equal((await s.api.get(path)).status, 404);
  }
  assert.deepEqual((await s.api.get("/certificates")).body.items, []);
});

test("signing: the operator who signs a bad request is told what is wrong with it", async () => {
  await using s = await setting({ SECRET_KEY });
  await s.cp.call("SignCertificate", { csr: "a request" });
  const [{ id }] = (await s.api.get(requests)).body.items;
  const { status, body } = await s.api.send("POST", `${requests}/${id}/sign`);
  assert.equal(status, 422);
  assert.match(body.detail, /its request cannot be read as PKCS#10/);
  assert.equal((await s.api.get(requests)).body.items[0].state, "refused");
});

test("signing: a certificate for vehicles is not signed by kvolt's own CA, whoever asks", async () => {
  await using s = await withRest("ocpp2.1", { SECRET_KEY });
  await allow(s, "automatic");
  assert.deepEqual(
    await s.cp.call("SignCertificate", { csr, certificateType: "V2GCertificate" }),
    yes,
  );
  const [{ id, state }] = (await s.api.get(requests)).body.items;
  assert.equal(state, "pending");
  const { status, body } = await s.api.send("POST", `${requests}/${id}/sign`);
  assert.equal(status, 422);
  assert.match(body.detail, /V2GCertificate is for vehicles/);
  assert.equal((await s.api.get(requests)).body.items[0].state, "pending");
});

test("signing: what a station that is away was signed is sent when it is back", async () => {
  await using s = await setting({ SECRET_KEY });
  const away = await charger(s.csms.ws, "CP-2");
  await away.boot();
  await away.call("SignCertificate", { csr: await csrOf("/CN=CP-2") });
  await away.close();
  await soon(async () => assert.equal((await s.api.get("/stations/CP-2")).body.online, false));
  const list = "/stations/CP-2/certificate-requests";
  const [{ id }] = (await s.api.get(list)).body.items;
  assert.equal((await s.api.send("POST", `${list}/${id}/sign`)).status, 409);
  const [{ state, chain }] = (await s.api.get(list)).body.items;
  assert.equal(state, "sent");
  const back = await charger(s.csms.ws, "CP-2");
  await back.boot();
  const { payload } = await back.answers("CertificateSigned", yes);
  assert.equal(payload.certificateChain, chain);
  await back.close();
});

test("signing: a number that was never given is 404", async () => {
  await using s = await setting({ SECRET_KEY });
  assert.equal((await s.api.send("POST", "/certificates/abc/revoke")).status, 404);
  const body = { reason: "because" };
  assert.equal((await s.api.send("POST", "/certificates/abc/revoke", body)).status, 422);
});
