// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { editions, withRest } from "../../support/with_rest.ts";

const secret = "a-secret-of-the-pki-tests";
const path = "/stations/CP-1/pki-requests";
const hash = {
  ...{ hashAlgorithm: "SHA256", issuerNameHash: "aa", issuerKeyHash: "bb", serialNumber: "01" },
};
const other = { ...hash, serialNumber: "02" };
const responderURL = "http://ocsp.example";
const status = { ocspRequestData: { ...hash, responderURL } };
const contract = {
  ...{ iso15118SchemaVersion: "urn:iso:15118:2:2013:MsgDef", action: "Install" },
  exiRequest: "ZXhpIHJlcXVlc3Q=",
};
const CHAIN = {
  certificateStatusRequests: [
    { certificateHashData: hash, source: "OCSP", urls: ["http://ocsp.example"] },
    { certificateHashData: other, source: "CRL", urls: ["http://crl.example"] },
  ],
};

/** The operator's infrastructure: a server that answers each question as it is told, and keeps them. */
function infrastructure(answer: (question: any) => Response) {
  const asked: any[] = [];
  const wrong: string[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const body = await request.text();
    const hmac = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
    if (request.headers.get("x-kvolt-signature") !== hmac) wrong.push(body);
    const { at: _, ...question } = JSON.parse(body);
    asked.push(question);
    return answer(question);
  });
  return {
    ...{ asked, wrong },
    env: { PKI_URL: `http://127.0.0.1:${server.addr.port}/ask`, PKI_SECRET: secret },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

const states = async (api: { get(path: string): Promise<{ body: any }> }) =>
  (await api.get(path)).body.items.map(({ kind, state }: any) => [kind, state]);

for (const protocol of editions) {
  Deno.test(`${protocol}: what a station asks of certificates goes to the operator's PKI, and its answer back`, async () => {
    await using pki = infrastructure(({ kind }) =>
      Response.json(kind === "status" ? { ocsp: "b2NzcA==" } : { exi: "ZXhp", remaining: 2 })
    );
    await using s = await withRest(protocol, pki.env);
    assert.deepEqual(await s.cp.call("GetCertificateStatus", status), {
      ...{ status: "Accepted", ocspResult: "b2NzcA==" },
    });
    // Nobody asked for a number of contracts, so that none is told.
    assert.deepEqual(await s.cp.call("Get15118EVCertificate", contract), {
      ...{ status: "Accepted", exiResponse: "ZXhp" },
    });
    assert.deepEqual(pki.asked, [
      { kind: "status", station: "CP-1", hash, responderUrl: responderURL },
      {
        ...{ kind: "contract", station: "CP-1", action: "Install" },
        ...{ schema: contract.iso15118SchemaVersion, exi: contract.exiRequest },
      },
    ]);
    assert.deepEqual(pki.wrong, []);
    assert.deepEqual(await states(s.api), [["contract", "answered"], ["status", "answered"]]);
  });

  Deno.test(`${protocol}: without a PKI a station is told so, and the operator sees what it asked`, async () => {
    await using s = await withRest(protocol);
    for (
      const [action, payload] of [
        ["GetCertificateStatus", status],
        ["Get15118EVCertificate", contract],
      ] as const
    ) {
      const said = await s.cp.call(action, payload);
      assert.deepEqual([said.status, said.statusInfo], ["Failed", {
        reasonCode: "NotEnabled",
        additionalInfo: "no public key infrastructure is configured",
      }]);
    }
    assert.deepEqual(await states(s.api), [
      ["contract", "not-configured"],
      ["status", "not-configured"],
    ]);
    const [, first] = (await s.api.get(path)).body.items;
    assert.deepEqual(first.request, { hash, responderUrl: responderURL });
  });

  Deno.test(`${protocol}: a PKI that refuses, or answers what nobody can read, is no answer`, async () => {
    let response = () => new Response("no", { status: 503 });
    await using pki = infrastructure(() => response());
    await using s = await withRest(protocol, pki.env);
    const nonsense = () => Response.json({ ocsp: 7 });
    const broken = () => new Response("<html>", { headers: { "content-type": "text/html" } });
    const long = () => Response.json({ ocsp: "x".repeat(18_001) });
    for (const each of [response, nonsense, broken, long]) {
      response = each;
      const said = await s.cp.call("GetCertificateStatus", status);
      assert.deepEqual([said.status, said.statusInfo.reasonCode], ["Failed", "InternalError"]);
      const [kept] = (await s.api.get(path)).body.items;
      assert.deepEqual([kept.state, kept.reason], ["failed", said.statusInfo.additionalInfo]);
    }
    assert.equal(pki.asked.length, 4);
  });
}

Deno.test("an answer of the PKI that 2.0.1 has no room for is refused honestly, and 2.1 takes it", async () => {
  const [ocsp, exi] = ["x".repeat(6_000), "y".repeat(6_000)];
  await using pki = infrastructure(() => Response.json({ ocsp, exi }));
  await using old = await withRest("ocpp2.0.1", pki.env);
  const why =
    "the public key infrastructure gave no answer: it is longer than this station can be told";
  for (
    const [action, payload, field] of [
      ["GetCertificateStatus", status, undefined],
      ["Get15118EVCertificate", contract, ""],
    ] as const
  ) {
    const said = await old.cp.call(action, payload);
    assert.deepEqual([said.status, said.statusInfo.additionalInfo], ["Failed", why]);
    assert.equal(said.ocspResult ?? said.exiResponse, field);
  }
  assert.deepEqual(await states(old.api), [["contract", "failed"], ["status", "failed"]]);
  await using young = await withRest("ocpp2.1", pki.env);
  assert.equal((await young.cp.call("GetCertificateStatus", status)).ocspResult, ocsp);
  assert.equal((await young.cp.call("Get15118EVCertificate", contract)).exiResponse, exi);
});

Deno.test("2.1: a vehicle with several contracts is told how many there are yet", async () => {
  await using pki = infrastructure(() => Response.json({ exi: "ZXhp", remaining: 2 }));
  await using s = await withRest("ocpp2.1", pki.env);
  const asks = { maximumContractCertificateChains: 1, prioritizedEMAIDs: ["DE8EO4711"] };
  assert.deepEqual(await s.cp.call("Get15118EVCertificate", { ...contract, ...asks }), {
    ...{ status: "Accepted", exiResponse: "ZXhp", remainingContracts: 2 },
  });
  const [{ maximumChains, prioritized }] = pki.asked;
  assert.deepEqual([maximumChains, prioritized], [1, ["DE8EO4711"]]);
});

Deno.test("2.1: the chain of a vehicle is judged certificate by certificate, in their order", async () => {
  const nextUpdate = "2030-01-01T00:00:00Z";
  const statuses = [{ status: "Good", nextUpdate }, { status: "Revoked", nextUpdate }];
  await using pki = infrastructure(() => Response.json({ statuses }));
  await using s = await withRest("ocpp2.1", pki.env);
  const { certificateStatus } = await s.cp.call("GetCertificateChainStatus", CHAIN);
  assert.deepEqual(certificateStatus, [
    { certificateHashData: hash, source: "OCSP", status: "Good", nextUpdate },
    { certificateHashData: other, source: "CRL", status: "Revoked", nextUpdate },
  ]);
  assert.deepEqual(pki.asked[0].certificates, [
    { hash, source: "OCSP", urls: ["http://ocsp.example"] },
    { hash: other, source: "CRL", urls: ["http://crl.example"] },
  ]);
});

Deno.test("2.1: of a chain nothing is called good that nobody judged", async () => {
  const nextUpdate = "2030-01-01T00:00:00Z";
  await using pki = infrastructure(() =>
    Response.json({ statuses: [{ status: "Good", nextUpdate }] })
  );
  await using short = await withRest("ocpp2.1", pki.env);
  await using none = await withRest("ocpp2.1");
  for (
    const [s, expected] of [[short, ["Good", "Failed"]], [none, ["Failed", "Failed"]]] as const
  ) {
    const { certificateStatus } = await s.cp.call("GetCertificateChainStatus", CHAIN);
    assert.deepEqual(certificateStatus.map(({ status }: any) => status), expected);
  }
  assert.deepEqual(await states(none.api), [["chain", "not-configured"]]);
});

Deno.test("2.0.1 has no question of a chain", async () => {
  await using s = await withRest("ocpp2.0.1");
  await assert.rejects(s.cp.call("GetCertificateChainStatus", CHAIN), { code: "NotImplemented" });
});
