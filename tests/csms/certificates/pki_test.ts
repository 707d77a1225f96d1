import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { room } from "../room.ts";

const secret = "a-secret-of-the-pki-tests";
const question = {
  hash: {
    hashAlgorithm: "SHA256" as const,
    ...{ issuerNameHash: "a", issuerKeyHash: "b", serialNumber: "1" },
  },
  responderUrl: "http://ocsp.example",
};

Deno.test("a question for the PKI is signed, asked once though the work is begun again, and kept", async () => {
  const asked: { body: string; signature: string | null }[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const signature = request.headers.get("x-kvolt-signature");
    asked.push({ body: await request.text(), signature });
    return Response.json({ ocsp: "b2s=" });
  });
  const env = { PKI_URL: `http://127.0.0.1:${server.addr.port}`, PKI_SECRET: secret };
  {
    await using kvolt = await room(env);
    await kvolt.station();
    let attempts = 0;
    const answer = await kvolt.apply(async (change) => {
      kvolt.store.meta.absent(change, ["a"]);
      if (++attempts === 1) await kvolt.kv.set(["meta", "a"], 1);
      else await kvolt.kv.delete(["meta", "a"]);
      return await kvolt.csms.certificates.pki.ask(change, "CP-1", "status", question);
    });
    assert.deepEqual(answer, { ok: true, answer: { ocsp: "b2s=" } });
    assert.deepEqual([attempts, asked.length], [2, 1]);
    const [{ body, signature } = { body: "", signature: "" }] = asked;
    const hmac = createHmac("sha256", secret).update(body).digest("hex");
    assert.equal(signature, `sha256=${hmac}`);
    const { items } = await kvolt.csms.certificates.pki.page("CP-1", { limit: 5 });
    assert.deepEqual(items.map(({ value }) => [value.kind, value.state]), [["status", "answered"]]);
  }
  await server.shutdown();
});
