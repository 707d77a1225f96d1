import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { BadConfig } from "../../../csms/config.ts";
import { openssl } from "../../support/openssl.ts";
import { room } from "../room.ts";
import { newKv, SECRET_KEY } from "./stage.ts";
import { test } from "../../support/with_openssl.ts";

test("signing: the CA is made at first use, is an EC root that openssl takes, and stays the same", async () => {
  using kv = await newKv();
  const certificates: string[] = [];
  for (let start = 0; start < 3; start++) {
    await using kvolt = await room({ SECRET_KEY }, { kv: kv.kv });
    const { ca } = kvolt.csms.certificates;
    if (start === 0) assert.equal(await ca.certificate(), undefined);
    const { certificate, key } = await ca.root();
    assert.deepEqual([key.extractable, key.usages], [false, ["sign"]]);
    assert.equal(await ca.certificate(), certificate);
    certificates.push(certificate);
  }
  assert.equal(new Set(certificates).size, 1);
  const [root] = certificates;
  const said = await openssl(["verify", "-x509_strict", "-CAfile", "root.pem", "root.pem"], {
    "root.pem": root!,
  });
  assert.ok(said.ok, said.text);
  const read = new X509Certificate(root!);
  assert.ok(read.ca && read.checkIssued(read));
  assert.equal(read.publicKey.asymmetricKeyDetails?.namedCurve, "prime256v1");
  assert.match(read.subject, /^CN=kvolt CA [0-9a-f]{8}$/);
});

Deno.test("signing: two that make the CA at once have the same", async () => {
  using kv = await newKv();
  await using one = await room({ SECRET_KEY }, { kv: kv.kv, exclusive: false });
  await using other = await room({ SECRET_KEY }, { kv: kv.kv, exclusive: false });
  const roots = await Promise.all(
    [one, other, one].map(({ csms }) => csms.certificates.ca.root()),
  );
  assert.equal(new Set(roots.map(({ certificate }) => certificate)).size, 1);
});

Deno.test("signing: the key is nowhere in the store but sealed", async () => {
  await using kvolt = await room({ SECRET_KEY });
  await kvolt.csms.certificates.ca.root();
  const { value } = await kvolt.kv.get<{ key: Uint8Array }>(["meta", "ca"]);
  // An ecPublicKey in PKCS#8 says so (1.2.840.10045.2.1).
  const oid = Uint8Array.fromHex("2a8648ce3d0201").toHex();
  assert.ok(!value!.key.toHex().includes(oid));
});

Deno.test("signing: another SECRET_KEY is told as such, hides itself, and loses nothing", async () => {
  using kv = await newKv();
  let before = "";
  {
    await using kvolt = await room({ SECRET_KEY }, { kv: kv.kv });
    before = (await kvolt.csms.certificates.ca.root()).certificate;
  }
  {
    const wrong = "another-secret-key-of-the-tests-0123";
    await using kvolt = await room({ SECRET_KEY: wrong }, { kv: kv.kv });
    for (let again = 0; again < 2; again++) {
      await assert.rejects(kvolt.csms.certificates.ca.root(), (error: Error) => {
        assert.ok(error instanceof BadConfig);
        assert.match(
          error.message,
          /^SECRET_KEY is \(hidden\): it does not open the key of the CA/,
        );
        return !error.message.includes(wrong);
      });
    }
    assert.equal(await kvolt.csms.certificates.ca.certificate(), before);
  }
  await using kvolt = await room({ SECRET_KEY }, { kv: kv.kv });
  assert.equal((await kvolt.csms.certificates.ca.root()).certificate, before);
});

Deno.test("signing: a key that was put beside another certificate does not open", async () => {
  using kv = await newKv();
  using others = await newKv();
  await using kvolt = await room({ SECRET_KEY }, { kv: kv.kv });
  await using other = await room({ SECRET_KEY }, { kv: others.kv });
  await kvolt.csms.certificates.ca.root();
  await other.csms.certificates.ca.root();
  const { value } = await kv.kv.get<{ certificate: string; key: Uint8Array }>(["meta", "ca"]);
  const { value: foreign } = await others.kv.get<{ key: Uint8Array }>(["meta", "ca"]);
  await kv.kv.set(["meta", "ca"], { ...value, key: foreign!.key });
  await using third = await room({ SECRET_KEY }, { kv: kv.kv });
  await assert.rejects(third.csms.certificates.ca.root(), BadConfig);
});

Deno.test("signing: without SECRET_KEY nothing is made, and the error says what to set", async () => {
  await using kvolt = await room();
  const { ca } = kvolt.csms.certificates;
  assert.equal(ca.on, false);
  await assert.rejects(ca.root(), /^SigningOff: .*SECRET_KEY is not set/);
  assert.equal(await ca.certificate(), undefined);
});
