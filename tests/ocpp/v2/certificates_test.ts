// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { selfSigned } from "../../support/certificate.ts";
import { editions, type WithRest, withRest } from "../../support/with_rest.ts";

const path = "/stations/CP-1/certificates";
const yes = { status: "Accepted" };
const pem = selfSigned().cert;
const hash = (serialNumber: string) => ({
  ...{ hashAlgorithm: "SHA256", issuerNameHash: "aa", issuerKeyHash: "bb", serialNumber },
});
const chain = (certificateType: string, serial: string, children: string[] = []) => ({
  certificateType,
  certificateHashData: hash(serial),
  ...(children.length ? { childCertificateHashData: children.map(hash) } : {}),
});
const V2G = chain("V2GCertificateChain", "10", ["11", "12"]);
const listed = (...certificateHashDataChain: unknown[]) => ({ ...yes, certificateHashDataChain });

/** What REST shows: use, serial number, serial numbers of those below. */
async function held({ api }: WithRest) {
  const { items } = (await api.get(path)).body;
  return items.map(({ use, hash, children }: any) => [
    ...[use, hash.serialNumber, children.map(({ serialNumber }: any) => serialNumber)],
  ]);
}

const idOf = async ({ api }: WithRest, serial: string): Promise<string> =>
  (await api.get(path)).body.items.find(({ hash }: any) => hash.serialNumber === serial).id;

for (const protocol of editions) {
  Deno.test(`${protocol}: a station lists what it holds in one answer, with what each issued`, async () => {
    await using s = await withRest(protocol);
    const asked = s.cp.answers(
      "GetInstalledCertificateIds",
      listed(chain("CSMSRootCertificate", "01"), V2G),
    );
    assert.deepEqual((await s.api.send("POST", `${path}/read`)).body, { count: 2 });
    assert.deepEqual((await asked).payload, {});
    assert.deepEqual(await held(s), [
      ["CSMSRootCertificate", "01", []],
      ["V2GCertificateChain", "10", ["11", "12"]],
    ]);

    // A list of one use says nothing of the others.
    const roots = s.cp.answers("GetInstalledCertificateIds", { status: "NotFound" });
    const narrowed = await s.api.send("POST", `${path}/read`, { use: "CSMSRootCertificate" });
    assert.deepEqual(narrowed.body, { count: 0 });
    assert.deepEqual((await roots).payload, { certificateType: ["CSMSRootCertificate"] });
    assert.deepEqual(await held(s), [["V2GCertificateChain", "10", ["11", "12"]]]);
    void s.cp.answers("GetInstalledCertificateIds", { status: "NotFound" });
    await s.api.send("POST", `${path}/read`);
    assert.deepEqual(await held(s), []);
  });

  Deno.test(`${protocol}: a root is installed and the list of its use read anew; what it replaced goes`, async () => {
    await using s = await withRest(protocol);
    void s.cp.answers(
      "GetInstalledCertificateIds",
      listed(chain("ManufacturerRootCertificate", "01"), V2G),
    );
    await s.api.send("POST", `${path}/read`);
    const use = "ManufacturerRootCertificate";
    const asked = s.cp.answers("InstallCertificate", yes);
    const reread = s.cp.answers("GetInstalledCertificateIds", listed(chain(use, "02")));
    const { body } = await s.api.send("POST", path, { use, certificate: pem });
    assert.deepEqual([body.accepted, body.status], [true, "Accepted"]);
    assert.deepEqual((await asked).payload, { certificateType: use, certificate: pem.trim() });
    assert.deepEqual((await reread).payload, { certificateType: [use] });
    assert.deepEqual(await held(s), [[use, "02", []], ["V2GCertificateChain", "10", ["11", "12"]]]);
  });

  for (const status of ["Rejected", "Failed"]) {
    Deno.test(`${protocol}: a certificate that a station answers with ${status} is not listed, and the record says why`, async () => {
      await using s = await withRest(protocol);
      const statusInfo = { reasonCode: "NoCert", additionalInfo: "the store is full" };
      void s.cp.answers("InstallCertificate", { status, statusInfo });
      const wanted = { use: "CSMSRootCertificate", certificate: pem };
      const { body } = await s.api.send("POST", path, wanted);
      assert.deepEqual([body.accepted, body.status], [false, status]);
      assert.deepEqual(await held(s), []);
      const [command] = (await s.api.get("/stations/CP-1/commands")).body.items;
      assert.equal(command.result.why, "NoCert: the store is full");
    });
  }

  Deno.test(`${protocol}: a certificate is dropped, alone or from below another; one that stays is still shown`, async () => {
    await using s = await withRest(protocol);
    const csms = chain("CSMSRootCertificate", "01");
    void s.cp.answers("GetInstalledCertificateIds", listed(csms, V2G));
    await s.api.send("POST", `${path}/read`);
    const root = await idOf(s, "01");
    // The last root of the CSMS stays where it is (M04.FR.06).
    const refused = s.cp.answers("DeleteCertificate", { status: "Failed" });
    const no = (await s.api.send("DELETE", `${path}/${root}`)).body;
    assert.deepEqual((await refused).payload, { certificateHashData: hash("01") });
    assert.deepEqual([no.accepted, no.status], [false, "Failed"]);
    assert.equal((await held(s)).length, 2);

    void s.cp.answers("DeleteCertificate", yes);
    assert.equal((await s.api.send("DELETE", `${path}/${root}`)).body.accepted, true);
    assert.deepEqual(await held(s), [["V2GCertificateChain", "10", ["11", "12"]]]);
    assert.equal((await s.api.send("DELETE", `${path}/${root}`)).status, 404);

    // One below another, by a call that names it.
    void s.cp.answers("DeleteCertificate", yes);
    const call = { certificateHashData: hash("11") };
    await s.api.send("POST", "/stations/CP-1/calls/DeleteCertificate", call);
    assert.deepEqual(await held(s), [["V2GCertificateChain", "10", ["12"]]]);
    // What the station has not is as it was wanted.
    void s.cp.answers("DeleteCertificate", { status: "NotFound" });
    const gone = (await s.api.send("DELETE", `${path}/${await idOf(s, "10")}`)).body;
    assert.deepEqual([gone.accepted, gone.status], [true, "NotFound"]);
    assert.deepEqual(await held(s), []);
  });
}

Deno.test("a root of a vehicle's maker is one that 2.1 alone can be sent", async () => {
  const wanted = { use: "OEMRootCertificate", certificate: pem };
  await using old = await withRest("ocpp2.0.1");
  assert.equal((await old.api.send("POST", path, wanted)).status, 422);
  await using young = await withRest("ocpp2.1");
  void young.cp.answers("InstallCertificate", yes);
  void young.cp.answers(
    "GetInstalledCertificateIds",
    listed(chain("OEMRootCertificate", "05")),
  );
  assert.equal((await young.api.send("POST", path, wanted)).body.accepted, true);
  assert.deepEqual(await held(young), [["OEMRootCertificate", "05", []]]);
});
