import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { backup } from "../../kv/backup.ts";
import { openKv } from "../../kv/open.ts";

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Runs the program behind `deno task backup`. */
async function run(path: string, ...args: string[]) {
  const allowed = ["--allow-env", "--allow-read", "--allow-write"];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--frozen", ...allowed, file("../../kv/backup.ts"), ...args],
    env: { KV_PATH: path, NO_COLOR: "1" },
  }).output();
  return { code, stdout: decode(stdout), stderr: decode(stderr) };
}

/** The rows of a copy, in the order they were written; it must open as any database does. */
async function rowsOf(path: string): Promise<number[]> {
  const { kv } = await openKv(path, { get: () => undefined });
  const keys = await Array.fromAsync(kv.list({ prefix: ["meta"] }), ({ key }) => key[1] as string);
  kv.close();
  return keys.map((key) => Number(key.split(" ")[1])).toSorted((a, b) => a - b);
}

Deno.test("a running writer is copied to a whole database and is not disturbed", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/kvolt.db`;
  const writer = new Deno.Command(Deno.execPath(), {
    args: ["run", "--frozen", "--allow-all", file("writer.ts"), path],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const lines = writer.stdout.pipeThrough(new TextDecoderStream()).getReader();
  assert.equal((await lines.read()).value, "ready\n");

  const copies = [`${folder}/one.db`, `${folder}/deep/two.db`];
  for (const copy of copies) {
    const { code, stdout, stderr } = await run(path, copy);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /copied .*kvolt\.db to .*\.db, \d+\.\d MB/);
    assert.equal(existsSync(`${copy}.part`), false);
    assert.equal(Deno.statSync(copy).mode! & 0o077, 0, "its owner's alone");
  }
  await writer.stdin.close();
  let said = "";
  for (let part = await lines.read(); !part.done; part = await lines.read()) said += part.value;
  assert.equal((await writer.status).code, 0);

  const { written, beside } = JSON.parse(said) as { written: number; beside: number };
  assert.ok(beside > 100, `${beside} commits were under way beside another`);
  const all = (n: number) => Array.from({ length: n }, (_, i) => i);
  assert.deepEqual(await rowsOf(path), all(written), "the writer lost nothing");
  const [one, two] = [await rowsOf(copies[0]!), await rowsOf(copies[1]!)];
  assert.deepEqual(one, all(one.length), "the first rows without a gap");
  assert.deepEqual(two, all(two.length));
  assert.ok(2000 <= one.length && one.length < two.length && two.length < written, "it went on");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a backup has a name of its own by default, and never overwrites", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/kvolt.db`;
  const { kv } = await openKv(path, { get: () => undefined });
  await kv.set(["meta", "row 0"], 1);
  kv.close();
  const { code, stderr } = await run(path);
  assert.equal(code, 0, stderr);
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
  const copy = names.find((name) => /^kvolt-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.db$/.test(name));
  assert.ok(copy, names.join());
  assert.deepEqual(await rowsOf(`${folder}/${copy}`), [0]);

  await Deno.writeTextFile(`${folder}/taken.db`, "precious");
  const refused = await run(path, `${folder}/taken.db`);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /no backup: .*taken\.db exists already, it is not overwritten/);
  assert.equal(await Deno.readTextFile(`${folder}/taken.db`), "precious");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("what is not a database file is refused, and no part of a copy stays", async () => {
  const folder = await Deno.makeTempDir();
  const target = `${folder}/copy.db`;
  await assert.rejects(backup("https://kv.example", target), /is not a file/);
  await assert.rejects(backup(":memory:", target), /is not a file/);
  await assert.rejects(backup(`${folder}/none.db`, target), /there is no database .*none\.db/);
  await Deno.writeTextFile(`${folder}/text.db`, "hello ".repeat(1000));
  await assert.rejects(backup(`${folder}/text.db`, target), /not a database/);
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["text.db"]);
  await Deno.remove(folder, { recursive: true });
});
