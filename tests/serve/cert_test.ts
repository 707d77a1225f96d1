import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { makeCertificates } from "../../serve/cert.ts";
import { kvolt } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";
import { test } from "../support/with_openssl.ts";

/** A folder that goes when the test does. */
async function folder() {
  const path = await Deno.makeTempDir();
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

async function run(command: string, args: string[]): Promise<{ code: number; said: string }> {
  const cwd = fileURLToPath(new URL("../../", import.meta.url));
  const { code, stdout, stderr } = await new Deno.Command(command, { args, cwd }).output();
  return { code, said: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

const cert = (...args: string[]) =>
  run(Deno.execPath(), ["run", "-q", "--frozen", "-RW", "serve/cert.ts", ...args]);

Deno.test("TLS: what deno task cert makes lets a station in over mutual TLS, by its name", async () => {
  await using dir = await folder();
  const { code, said } = await cert("--dir", dir.path, "--station", "CP-1, CP/2");
  assert.equal(code, 0, said);
  const files = ["ca", "server", "CP-1", "CP%2F2"].flatMap((
    name,
  ) => [`${name}.pem`, `${name}.key`]);
  const [made, use] = said.split("\n\n");
  assert.deepEqual(made!.split("\n"), files.map((file) => `${dir.path}/${file}`));
  const [started, simulated] = use!.split("\n");
  const tls = `TLS_CERT=${dir.path}/server.pem TLS_KEY=${dir.path}/server.key`;
  assert.ok(started!.endsWith(` ${tls} TLS_CLIENT_CA=${dir.path}/ca.pem deno task start`), said);
  assert.match(simulated!, / DENO_CERT=\S+\/ca\.pem deno task sim --url wss:\/\/localhost:8443\//);
  const read = (file: string) => Deno.readTextFile(`${dir.path}/${file}`);
  for (const file of files) {
    const { mode } = await Deno.stat(`${dir.path}/${file}`);
    assert.equal((mode! & 0o077) === 0, file.endsWith(".key"), `${file} is for its owner alone`);
  }

  const csms = await kvolt({
    ...{ TLS_CERT: `${dir.path}/server.pem`, TLS_KEY: `${dir.path}/server.key`, TLS_PORT: "0" },
    ...{ TLS_CLIENT_CA: `${dir.path}/ca.pem`, MTLS_PORT: "0" },
  });
  const shows = { cert: await read("CP-1.pem"), key: await read("CP-1.key") };
  for (const host of ["localhost", "127.0.0.1"]) {
    const mutual = `wss://${host}:${csms.addresses[2]!.port}`;
    const station = await rawPeer(mutual, "/ocpp/CP-1", {
      caCerts: [await read("ca.pem")],
      ...shows,
    });
    assert.equal(station.status, 101);
    assert.equal(csms.csms.links.get("CP-1")?.certificate?.subject, "CN=CP-1");
    station.drop();
  }
  await csms.stop();
});

test("TLS: openssl finds nothing wrong with the certificates, each for its own use", async () => {
  await using dir = await folder();
  const hosts = ["kvolt.example", "192.0.2.7", "2001:db8::7"];
  await makeCertificates({ dir: dir.path, hosts, stations: ["CP-1"], days: 30 });
  const path = (name: string) => `${dir.path}/${name}.pem`;
  const verify = (...args: string[]) =>
    run("openssl", ["verify", "-x509_strict", "-CAfile", path("ca"), ...args]);
  for (const host of hosts.slice(1)) {
    const args = ["-purpose", "sslserver", "-verify_ip", host, path("server")];
    assert.equal((await verify(...args)).code, 0);
  }
  const named = await verify(
    "-purpose",
    "sslserver",
    "-verify_hostname",
    hosts[0]!,
    path("server"),
  );
  assert.equal(named.code, 0, named.said);
  assert.notEqual((await verify("-verify_hostname", "other.example", path("server"))).code, 0);
  assert.equal((await verify("-purpose", "sslclient", path("CP-1"))).code, 0);
  assert.notEqual((await verify("-purpose", "sslclient", path("server"))).code, 0);
  assert.notEqual((await verify("-purpose", "sslserver", path("CP-1"))).code, 0);
});

Deno.test("TLS: run again, the CA goes on and the rest is new", async () => {
  await using dir = await folder();
  const wanted = { dir: dir.path, hosts: ["localhost"], stations: ["CP-1"], days: 30 };
  const read = (name: string) => Deno.readTextFile(`${dir.path}/${name}`);
  const all = () => Promise.all(["ca.pem", "ca.key", "server.pem", "CP-1.key"].map(read));
  await makeCertificates(wanted);
  const [ca, caKey, server, key] = await all();
  assert.deepEqual((await makeCertificates(wanted)).length, 4, "the CA is not made again");
  const after = await all();
  assert.deepEqual(after.slice(0, 2), [ca, caKey]);
  assert.notEqual(after[2], server);
  assert.notEqual(after[3], key);
});

Deno.test("TLS: what cannot be made ends with a line and code 1", async () => {
  const { code, said } = await cert("--days", "some");
  assert.deepEqual([code, said], [
    1,
    "no certificates: --days is some: a number from 1 on is needed\n",
  ]);
  assert.equal((await cert("--unknown")).code, 1);
  assert.match((await cert("--help")).said, /deno task cert \[--dir certs\]/);
});
