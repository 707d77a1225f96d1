import assert from "node:assert/strict";
import { selfSigned } from "../support/certificate.ts";
import { editions, withRest } from "../support/with_rest.ts";
import { setting } from "./setting.ts";

const yes = { status: "Accepted" };
const base = "/stations/CP-1/certificates";
const hash = {
  ...{ hashAlgorithm: "SHA256", issuerNameHash: "aa", issuerKeyHash: "bb", serialNumber: "01" },
};
const { cert, key } = selfSigned();

Deno.test("a root certificate is installed, listed and dropped on a station of 1.6", async () => {
  await using s = await setting();
  const installed = s.cp.answers("InstallCertificate", yes);
  void s.cp.answers("GetInstalledCertificateIds", { ...yes, certificateHashData: [hash] });
  const wanted = { use: "CSMSRootCertificate", certificate: cert };
  assert.equal((await s.api.send("POST", base, wanted)).body.accepted, true);
  assert.equal((await installed).payload.certificateType, "CentralSystemRootCertificate");
  const [kept] = (await s.api.get(base)).body.items;
  assert.deepEqual([kept.use, kept.hash], ["CSMSRootCertificate", hash]);
  const dropped = s.cp.answers("DeleteCertificate", yes);
  assert.equal((await s.api.send("DELETE", `${base}/${kept.id}`)).body.accepted, true);
  assert.deepEqual((await dropped).payload, { certificateHashData: hash });
  assert.deepEqual((await s.api.get(base)).body.items, []);
  assert.equal((await s.api.send("DELETE", `${base}/${kept.id}`)).status, 404);
});

Deno.test("what is not one certificate in PEM goes to no station", async () => {
  await using s = await setting();
  const use = "CSMSRootCertificate";
  const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
  for (const certificate of ["not PEM", broken, cert + cert, cert + key]) {
    const { status, body } = await s.api.send("POST", base, { use, certificate });
    assert.deepEqual([status, body.errors[0].path], [422, "certificate"]);
  }
});

for (const protocol of editions) {
  Deno.test(`a station of ${protocol} is sent the chain that it asked for`, async () => {
    await using s = await withRest(protocol);
    const asks = { csr: "a request", certificateType: "ChargingStationCertificate" };
    const number = protocol === "ocpp2.1" ? { requestId: 7 } : {};
    assert.deepEqual(await s.cp.call("SignCertificate", { ...asks, ...number }), yes);
    const list = "/stations/CP-1/certificate-requests";
    const [request] = (await s.api.get(list)).body.items;
    assert.equal(request.state, "pending");
    const signed = s.cp.answers("CertificateSigned", yes);
    const answer = await s.api.send("POST", `${list}/${request.id}/sign`, { chain: cert });
    assert.equal(answer.body.accepted, true);
    const { certificateChain, ...rest } = (await signed).payload;
    assert.equal(certificateChain, cert.trim());
    assert.deepEqual(rest, { certificateType: asks.certificateType, ...number });
    assert.equal((await s.api.get(list)).body.items[0].state, "signed");
    assert.equal((await s.api.send("POST", `${list}/none/sign`, { chain: cert })).status, 404);
  });

  Deno.test(`without a PKI a station of ${protocol} is told that there is none`, async () => {
    await using s = await withRest(protocol);
    const answer = await s.cp.call("GetCertificateStatus", {
      ocspRequestData: { ...hash, responderURL: "http://ocsp.example" },
    });
    assert.deepEqual([answer.status, answer.statusInfo.reasonCode], ["Failed", "NotEnabled"]);
    const [kept] = (await s.api.get("/stations/CP-1/pki-requests")).body.items;
    assert.deepEqual([kept.kind, kept.state], ["status", "not-configured"]);
  });
}
