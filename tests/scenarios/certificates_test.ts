import assert from "node:assert/strict";
import { BadConfig } from "../../csms/config.ts";
import { chargePoint } from "../../simulator/charge_point.ts";
import { charger } from "../support/charger.ts";
import { database } from "../support/database.ts";
import { killable } from "../support/killable.ts";
import { API_TOKEN, kvolt } from "../support/kvolt.ts";
import { csrOf, verified } from "../support/openssl.ts";
import { soon } from "../support/until.ts";
import { test } from "../support/with_openssl.ts";

const SECRET_KEY = "a-secret-key-of-the-tests-0123456789";
const yes = { status: "Accepted" };
const requests = "/stations/CP-1/certificate-requests";
const issued = "/stations/CP-1/certificates/issued";
const automatic = { settings: { signing: "automatic" } };

for (const version of ["1.6", "2.0.1", "2.1"] as const) {
  test(`a simulated station of ${version} renews its certificate when asked to, and keeps it`, async () => {
    const csms = await kvolt({ SECRET_KEY });
    const cp = chargePoint({ id: "CP-1", url: `${csms.ws}/ocpp`, version });
    await cp.connect();
    await cp.booted;
    await csms.send("PATCH", "/stations/CP-1", automatic);
    const { body } = await csms.send("POST", "/stations/CP-1/certificates/renew");
    assert.equal(body.accepted, true);
    const chain = await soon(async () => {
      const [{ state, chain }] = (await csms.get(requests)).body.items;
      assert.equal(state, "signed");
      return chain;
    });
    const own = cp.save().certificates.filter(({ type }) => /^Charg.*Certificate$/.test(type));
    assert.deepEqual(own.map(({ pem }) => pem), [chain]);
    const { body: root } = await csms.get("/ca/certificate");
    const said = await verified(root, chain);
    assert.ok(said.ok, said.text);
    await cp.close();
    await csms.stop();
  });
}

test("a certificate that was signed while its station was away goes out after a restart, once it has booted", async () => {
  await using file = await database();
  const env = { SECRET_KEY, KV_PATH: file.path };
  let csms = await kvolt(env);
  const away = await charger(csms.ws, "CP-1");
  await away.boot();
  await away.call("SignCertificate", { csr: await csrOf("/CN=CP-1") });
  await away.close();
  await soon(async () => assert.equal((await csms.get("/stations/CP-1")).body.online, false));
  const [{ id }] = (await csms.get(requests)).body.items;
  assert.equal((await csms.send("POST", `${requests}/${id}/sign`)).status, 409);
  const [{ chain }] = (await csms.get(requests)).body.items;
  await csms.stop();

  csms = await kvolt(env);
  const back = await charger(csms.ws, "CP-1");
  const types: number[] = [];
  back.socket.addEventListener("message", ({ data }) => types.push(JSON.parse(data)[0]));
  await back.boot();
  const { payload } = await back.answers("CertificateSigned", yes);
  assert.equal(payload.certificateChain, chain);
  assert.deepEqual(types.slice(0, 2), [3, 2], "nobody is spoken to before the boot was answered");
  await soon(async () => assert.equal((await csms.get(requests)).body.items[0].state, "signed"));
  assert.equal((await csms.get(issued)).body.items.length, 1);
  await back.close();
  await csms.stop();
});

test("killed right after the answer to SignCertificate, kvolt sends the certificate when the station is back", async () => {
  await using file = await database();
  const csms = killable(file.path, { SECRET_KEY });
  const call = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${API_TOKEN}`, "content-type": "application/json" };
    const response = await fetch(csms.api + path, { method, headers, body: JSON.stringify(body) });
    return await response.json();
  };
  await csms.start();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  await call("PATCH", "/stations/CP-1", automatic);
  const csr = await csrOf("/CN=CP-1");
  for (let round = 0; round < 2; round++) {
    const one = round === 0 ? cp : await charger(csms.ws, "CP-1");
    if (round > 0) await one.boot();
    if (round > 0) await one.answers("CertificateSigned", yes);
    assert.deepEqual(await one.call("SignCertificate", { csr }), yes);
    await csms.kill();
    await one.closed;
    await csms.start();
  }
  const back = await charger(csms.ws, "CP-1");
  await back.boot();
  const { payload } = await back.answers("CertificateSigned", yes);
  await soon(async () => {
    const [latest] = (await call("GET", requests)).items;
    assert.deepEqual([latest.state, latest.chain], ["signed", payload.certificateChain]);
  });
  await back.close();
  await csms.kill();
});

test("with another SECRET_KEY kvolt does not start and says why, without one it starts and signs nothing", async () => {
  await using file = await database();
  const KV_PATH = file.path;
  let csms = await kvolt({ SECRET_KEY, KV_PATH });
  const root = (await csms.get("/ca/certificate")).body;
  await csms.stop();

  const wrong = "another-secret-key-of-the-tests-0123";
  await assert.rejects(kvolt({ SECRET_KEY: wrong, KV_PATH }), (error: Error) => {
    assert.ok(error instanceof BadConfig);
    return /^SECRET_KEY is \(hidden\)/.test(error.message) && !error.message.includes(wrong);
  });

  csms = await kvolt({ KV_PATH });
  assert.equal((await csms.get("/ca/certificate")).body, root);
  const { status, body } = await csms.get("/ca/crl");
  assert.deepEqual([status, /SECRET_KEY is not set/.test(body.detail)], [409, true]);
  await csms.stop();

  csms = await kvolt({ SECRET_KEY, KV_PATH });
  assert.equal((await csms.get("/ca/certificate")).body, root);
  assert.equal((await csms.get("/ca/crl")).status, 200);
  await csms.stop();
});
