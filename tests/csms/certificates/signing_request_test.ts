import assert from "node:assert/strict";
import { checkRequest } from "../../../csms/certificates/signing_request.ts";
import { signingRequest } from "../../../simulator/signing_request.ts";
import { csrOf } from "../../support/openssl.ts";
import { test } from "../../support/with_openssl.ts";

const names = ["CP-1"];
const curve = (name: string) => ["-newkey", "ec", "-pkeyopt", `ec_paramgen_curve:${name}`];

async function refused(csr: string): Promise<string> {
  const checked = await checkRequest(csr, names);
  assert.ok(!checked.ok, "it must not be signed");
  return checked.reason;
}

for (
  const [name, key] of [
    ["RSA of 2048 bits", ["-newkey", "rsa:2048"]],
    ...["P-256", "P-384", "P-521"].map((name) => [name, curve(name)] as const),
  ] as const
) {
  test(`signing: a request with a key of ${name} may be signed`, async () => {
    const checked = await checkRequest(await csrOf("/O=Acme, Inc./CN=CP-1", key), names);
    assert.ok(checked.ok);
    assert.equal(checked.organization, "Acme, Inc.");
  });
}

test("signing: a request of the simulator may be signed, and names no organization", async () => {
  const checked = await checkRequest(await signingRequest("CP-1"), names);
  assert.deepEqual([checked.ok, "organization" in checked], [true, false]);
});

for (
  const [what, key, reason] of [
    ["an RSA key of 1024 bits", ["-newkey", "rsa:1024"], /RSA key of 1024 bits, fewer than 2048/],
    ["a key on P-224", curve("P-224"), /neither RSA nor on P-256/],
    ["a key on secp256k1", curve("secp256k1"), /neither RSA nor on P-256/],
    ["a key of Ed25519", ["-newkey", "ed25519"], /neither RSA nor on P-256/],
    ["a signature over SHA-1", ["-newkey", "rsa:2048", "-sha1"], /SHA-1/],
  ] as const
) {
  test(`signing: a request with ${what} is refused`, async () => {
    assert.match(await refused(await csrOf("/CN=CP-1", key)), reason);
  });
}

test("signing: a request for another name, for two or for none is refused", async () => {
  assert.match(await refused(await csrOf("/CN=CP-2")), /is for "CP-2", not for "CP-1"/);
  assert.match(await refused(await csrOf("/CN=cp-1")), /is for "cp-1"/);
  assert.match(await refused(await csrOf("/CN=CP-1/CN=CP-2")), /is for "CP-1", "CP-2"/);
  assert.match(await refused(await csrOf("/O=CP-1")), /is for nobody/);
});

test("signing: a station may call itself by any of its names", async () => {
  assert.ok((await checkRequest(await csrOf("/CN=SN-77"), ["CP-1", "SN-77"])).ok);
});

test("signing: a request that somebody changed is refused", async () => {
  const pem = await csrOf("/CN=CP-2");
  const body = pem.split("\n").slice(1, -2).join("");
  const der = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
  const at = new TextDecoder("latin1").decode(der).indexOf("CP-2");
  der[at + 3] = "1".charCodeAt(0);
  const changed = btoa(String.fromCharCode(...der)).replace(/.{64}/g, "$&\n");
  const forged =
    `-----BEGIN CERTIFICATE REQUEST-----\n${changed}\n-----END CERTIFICATE REQUEST-----`;
  assert.match(await refused(forged), /not signed by the key that is in it/);
});

test("signing: what is no request at all is refused in words", async () => {
  for (const text of ["", "a request", "-----BEGIN CERTIFICATE REQUEST-----", "MAA="]) {
    assert.match(await refused(text), /cannot be read as PKCS#10/);
  }
});
