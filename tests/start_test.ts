import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { database } from "./support/database.ts";
import { kvolt } from "./support/kvolt.ts";

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
