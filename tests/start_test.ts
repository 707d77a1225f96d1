import assert from "node:assert/strict";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { readConfig } from "../csms/config.ts";
import { start } from "../main.ts";
import { ownAddresses } from "../serve/own_addresses.ts";
import { selfSigned } from "./support/certificate.ts";
import { database } from "./support/database.ts";
import { API_TOKEN, kvolt } from "./support/kvolt.ts";
import { captured } from "./support/log.ts";

/** A certificate and its key as files, beside a key of another, a text and a file that is not there. */
async function certificate() {
  const folder = await Deno.makeTempDir();
  const { cert, key } = selfSigned();
  const contents = { cert, key, other: selfSigned().key, text: "hello\n" };
  for (const [name, content] of Object.entries(contents)) {
    await Deno.writeTextFile(`${folder}/${name}`, content);
  }
  const path = (name: string) => `${folder}/${name}`;
  return {
    ...{ cert: path("cert"), key: path("key"), other: path("other"), text: path("text") },
    missing: path("missing"),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** Runs kvolt as a process of its own until it ends by itself. */
async function run(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--frozen", "-A", "main.ts"],
    cwd: fileURLToPath(new URL("../", import.meta.url)),
    env: { PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "error", ...env },
    stdout: "piped",
    stderr: "piped",
  });
  const { code, stdout, stderr } = await command.output();
  const text = new TextDecoder();
  return { code, said: text.decode(stdout) + text.decode(stderr) };
}

Deno.test("a database that is damaged ends the start with what to do and code 1", async () => {
  await using file = await database();
  const kv = await Deno.openKv(file.path);
  for (let i = 0; i < 2_000; i++) kv.set(["samples", i], "x".repeat(400));
  await kv.set(["samples", "last"], 1);
  kv.close();
  {
    using disk = await Deno.open(file.path, { write: true });
    const { size } = await disk.stat();
    await disk.seek(Math.floor(size * 0.3), Deno.SeekMode.Start);
    await disk.write(new Uint8Array(Math.floor(size * 0.4)).fill(0xa5));
  }
  const { code, said } = await run({ KV_PATH: file.path });
  assert.equal(code, 1);
  assert.match(said, /kvolt cannot start: the database .*kvolt\.db is damaged: /);
  assert.match(said, /To restore a backup: stop kvolt, move /);
  assert.doesNotMatch(said, /\n\s+at /, "no stack: it is not a mistake of the program");
});

Deno.test("a file that is no database ends the start with code 1, and so does one that another kvolt has", async () => {
  await using file = await database();
  await Deno.writeTextFile(file.path, "hello ".repeat(1_000));
  const { code, said } = await run({ KV_PATH: file.path });
  assert.equal(code, 1);
  assert.match(said, /is damaged: file is not a database/);
  await using other = await database();
  const csms = await kvolt({ KV_PATH: other.path });
  const second = await run({ KV_PATH: other.path });
  assert.equal(second.code, 1);
  assert.match(second.said, /is in use by another kvolt/);
  await csms.stop();
});

Deno.test("a setting that cannot be used is named with its value, and a secret is not shown", async () => {
  const { code, said } = await run({ KV_PATH: ":memory:", PORT: "lots", API_TOKEN: "short" });
  assert.equal(code, 1);
  assert.match(said, /kvolt cannot start: PORT is "lots": /);
  assert.match(said, /API_TOKEN is \(hidden\): /);
  assert.doesNotMatch(said, /short"/);
});

/** What is said instead of starting: a line, and no stack. */
async function oneLine(env: Record<string, string>): Promise<string> {
  const { code, said } = await run({ KV_PATH: ":memory:", ...env });
  assert.equal(code, 1, said);
  assert.match(said, /^kvolt cannot start: [^\n]+\n$/);
  return said.slice("kvolt cannot start: ".length);
}

Deno.test("a port that is taken, and a host that is not this machine's, are named with their values", async () => {
  const taken = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = taken.addr;
  assert.match(await oneLine({ PORT: String(port) }), new RegExp(`^PORT is ${port}: .*in use`));
  await using files = await certificate();
  const tls = { TLS_CERT: files.cert, TLS_KEY: files.key, TLS_PORT: String(port) };
  assert.match(await oneLine(tls), new RegExp(`^TLS_PORT is ${port}: .*in use`));
  taken.close();
  for (const HOST of ["203.0.113.9", "no.such.host.invalid", "http://x"]) {
    const said = await oneLine({ HOST });
    assert.ok(said.startsWith(`HOST is ${JSON.stringify(HOST)}: `), said);
  }
});

Deno.test("a certificate or key that is missing or no PEM is named with its path", async () => {
  await using files = await certificate();
  const { cert, key, other, text, missing } = files;
  for (
    const [TLS_CERT, TLS_KEY, name] of [
      [missing, key, "TLS_CERT"],
      [cert, missing, "TLS_KEY"],
      [text, key, "TLS_CERT"],
      [cert, text, "TLS_KEY"],
      [cert, other, "TLS_KEY"],
    ] as const
  ) {
    const said = await oneLine({ TLS_CERT, TLS_KEY, TLS_PORT: "0" });
    const path = name === "TLS_CERT" ? TLS_CERT : TLS_KEY;
    assert.ok(said.startsWith(`${name} is ${JSON.stringify(path)}: `), said);
  }
});

Deno.test("the folder that a start makes for the database is its owner's alone", async () => {
  await using file = await database();
  const folder = `${dirname(file.path)}/new`;
  const csms = await kvolt({ KV_PATH: `${folder}/kvolt.db` });
  assert.equal(Deno.statSync(folder).mode! & 0o077, 0);
  await csms.stop();
});

Deno.test("a start that fails gives back what it took, and stopping twice is stopping once", async () => {
  await using file = await database();
  const taken = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const env = { KV_PATH: file.path, PORT: String(taken.addr.port) };
  const config = readConfig({ ...env, HOST: "127.0.0.1", API_TOKEN });
  await assert.rejects(start(config), { name: "BadConfig", message: /^PORT is / });
  taken.close();
  const csms = await kvolt(env);
  await Promise.all([csms.stop(), csms.stop()]);
  await csms.stop();
  await (await kvolt(env)).stop();
});

Deno.test("the link to the first account opens, and says what to write for localhost at another machine", async () => {
  await using log = await captured();
  const csms = await kvolt({ HOST: "0.0.0.0" });
  const [, link, elsewhere] = /first at (\S+) within 24 h(.*)/.exec(log.text())!;
  const page = await fetch(link!);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<form/);
  const found = ownAddresses("0.0.0.0", Deno.networkInterfaces).join(" or ");
  assert.equal(elsewhere, found && ` (at another machine: ${found} for localhost)`);
  await csms.stop();
});

Deno.test("the link to the first account has PUBLIC_URL where that is set, and nothing else", async () => {
  await using log = await captured();
  const csms = await kvolt({ HOST: "0.0.0.0", PUBLIC_URL: "https://kvolt.example" });
  assert.match(log.text(), /first at https:\/\/kvolt\.example\/setup\?token=\S+ within 24 h\n/);
  await csms.stop();
});

Deno.test("tasks, container and service all start kvolt with the same flags for V8", async () => {
  const read = (path: string) => Deno.readTextFile(new URL(`../${path}`, import.meta.url));
  const { tasks } = JSON.parse(await read("deno.json"));
  const service = /^ExecStart=.*$/m.exec(await read("docs/deploy.md"))![0];
  const container = /^CMD \["deno", "run".*$/m.exec(await read("Dockerfile"))![0];
  const flags = [tasks.start.command, tasks.dev.command, service, container].map((line) =>
    /--v8-flags=[^" ]+/.exec(line)?.[0]
  );
  assert.deepEqual(flags, Array(4).fill("--v8-flags=--max-semi-space-size=8"));
});
