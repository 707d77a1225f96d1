import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { type ClientPair, pki, tlsKvolt } from "../support/tls.ts";
import { soon } from "../support/until.ts";
import { test } from "../support/with_openssl.ts";

const POINT = 65;

const derOf = (pem: string) => Uint8Array.fromBase64(pem.replaceAll(/-----.*-----|\s/g, ""));

/**
 * A key of the thief's own that says of itself that it belongs to a stolen certificate: the point at its end
 * is that of the certificate, which is all that openssl compares.
 */
function forged(own: string, stolen: string): string {
  const der = derOf(own);
  const point = createPublicKey(stolen).export({ type: "spki", format: "der" }).subarray(-POINT);
  der.set(point, der.length - POINT);
  return `-----BEGIN PRIVATE KEY-----\n${der.toBase64()}\n-----END PRIVATE KEY-----\n`;
}

/** The first line of what openssl is answered when it dials as a station; empty where TLS does not let it. */
async function dial(
  mutual: string,
  folder: string,
  { cert, key }: ClientPair,
): Promise<string | undefined> {
  await Deno.writeTextFile(`${folder}/thief.pem`, cert);
  await Deno.writeTextFile(`${folder}/thief.key`, key);
  const { host } = new URL(mutual);
  const shown = ["-cert", `${folder}/thief.pem`, "-key", `${folder}/thief.key`];
  const child = new Deno.Command("openssl", {
    args: ["s_client", "-connect", host, "-quiet", ...shown],
    ...{ stdin: "piped", stdout: "piped", stderr: "null" },
  }).spawn();
  const lines = [
    ...["GET /ocpp/CP-1 HTTP/1.1", `host: ${host}`, "connection: upgrade", "upgrade: websocket"],
    ...["sec-websocket-version: 13", "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==", "", ""],
  ];
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(lines.join("\r\n"))).catch(() => {});
  const reader = child.stdout.getReader();
  const answer = new TextDecoder().decode((await reader.read()).value);
  await input.close().catch(() => {});
  await reader.cancel();
  try {
    child.kill("SIGTERM");
  } catch {
    // It has ended by itself.
  }
  await child.status;
  return answer.split("\r\n")[0];
}

test("mutual TLS: a certificate of somebody else, whose key one has not, lets nobody in", async () => {
  await using certificates = await pki();
  const { ca, folder } = certificates;
  const csms = await tlsKvolt(certificates);
  const [own, stolen] = [await ca.issue("/CN=CP-2"), await ca.issue("/CN=CP-1")];

  const thief = await dial(csms.mutual, folder, { ...stolen, key: forged(own.key, stolen.cert) });
  assert.equal(thief, "");
  await soon(async () => {
    const { body } = await csms.get("/failed-handshakes");
    assert.match(body.items[0].reason, /^TLS: /);
  });
  assert.equal((await csms.get("/stations/CP-1")).status, 404, "kvolt has not met it");

  const owner = await dial(csms.mutual, folder, stolen);
  assert.equal(owner, "HTTP/1.1 101 Switching Protocols");
  await csms.stop();
});

test("mutual TLS: a certificate at whose key TLS did not look counts for nothing, though the CA signed it", async () => {
  await using certificates = await pki();
  const { ca, folder } = certificates;
  const csms = await tlsKvolt(certificates);
  // Without extensions it is of X.509 v1, which TLS passes over here.
  const [own, stolen] = [
    await ca.issue("/CN=CP-2"),
    await ca.issue("/CN=CP-1", { extensions: [] }),
  ];
  for (const key of [forged(own.key, stolen.cert), stolen.key]) {
    const answer = await dial(csms.mutual, folder, { ...stolen, key });
    assert.equal(answer, "HTTP/1.1 403 Forbidden");
  }
  const { body } = await csms.get("/failed-handshakes");
  assert.match(body.items[0].reason, /CN=CP-1 is not one for TLS clients in X\.509 v3/);
  assert.equal((await csms.get("/stations/CP-1")).status, 404);
  await csms.stop();
});
