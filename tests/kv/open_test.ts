import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { DatabaseUnusable } from "../../kv/errors.ts";
import { inspect } from "../../kv/inspect.ts";
import { openKv, probe } from "../../kv/open.ts";
import { withCommit } from "./fixture.ts";

const env = (values: Record<string, string> = {}) => ({ get: (name: string) => values[name] });

/** A database of some 3 MB in a folder of its own. */
async function filled(): Promise<{ path: string } & AsyncDisposable> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/kvolt.db`;
  const kv = await Deno.openKv(path);
  for (let i = 0; i < 20; i++) {
    let atomic = kv.atomic();
    for (let j = 0; j < 300; j++) atomic = atomic.set(["samples", i, j], "x".repeat(400));
    await atomic.commit();
  }
  kv.close();
  return { path, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}

/** Overwrites the middle of a file, as a dying disk does. */
function damage(path: string, from: number, to: number): void {
  using file = Deno.openSync(path, { write: true });
  const { size } = file.statSync();
  file.seekSync(Math.floor(size * from), Deno.SeekMode.Start);
  file.writeSync(new Uint8Array(Math.floor(size * (to - from))).fill(0xa5));
}

const unusable = (pattern: RegExp) => (error: Error) => {
  assert.ok(error instanceof DatabaseUnusable, String(error));
  assert.match(error.message, pattern);
  return true;
};

Deno.test("a file is opened in a folder that is made for it, and is exclusive", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/a/b/kvolt.db`;
  const { kv, exclusive, where } = await openKv(path, env());
  assert.equal(exclusive, true);
  assert.match(where, /a\/b\/kvolt\.db/);
  assert.deepEqual(await Array.fromAsync(kv.list({ prefix: [] })), [], "the probe leaves nothing");
  await kv.set(["a"], 1);
  kv.close();
  const again = await openKv(path, env());
  assert.equal((await again.kv.get(["a"])).value, 1);
  again.kv.close();
  for (const made of ["a", "a/b"]) {
    assert.equal(Deno.statSync(`${folder}/${made}`).mode! & 0o077, 0, "nobody else reads it");
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("memory is exclusive, and on Deno Deploy the path is ignored and the store shared", async () => {
  const memory = await openKv(":memory:", env());
  assert.equal(memory.exclusive, true);
  memory.kv.close();
  const folder = await Deno.makeTempDir();
  const deployed = await openKv(`${folder}/no.db`, env({ DENO_DEPLOY: "1" }));
  assert.equal(deployed.exclusive, false);
  assert.equal(existsSync(`${folder}/no.db`), false);
  deployed.kv.close();
  const own = await openKv(undefined, env());
  assert.equal(own.exclusive, true);
  own.kv.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a KV Connect URL without its token is an error that names the server", async () => {
  await assert.rejects(
    openKv("http://127.0.0.1:9/kv", env()),
    unusable(/KV Connect server http:\/\/127\.0\.0\.1:9\/kv cannot be opened: .*TOKEN/),
  );
});

Deno.test("a file that is damaged in its middle is refused with the way to restore it", async () => {
  await using file = await filled();
  damage(file.path, 0.4, 0.6);
  const opens = await Deno.openKv(file.path);
  opens.close(); // Deno KV alone does not notice
  await assert.rejects(
    openKv(file.path, env()),
    unusable(/kvolt\.db is damaged: .+ To restore a backup: stop kvolt, move .+-wal/),
  );
});

Deno.test("what is not a database, a folder, and a place that cannot be are refused", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/kvolt.db`;
  await Deno.writeTextFile(path, "hello ".repeat(1000));
  await assert.rejects(
    openKv(path, env()),
    unusable(/kvolt\.db is damaged: file is not a database/),
  );
  await assert.rejects(openKv(folder, env()), unusable(/is not a file/));
  await assert.rejects(
    openKv(`${path}/x/y.db`, env()),
    unusable(/folder for the database .* made/),
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("past the size that is checked whole, damage at both ends is still seen", async () => {
  await using file = await filled();
  inspect(file.path, 0);
  damage(file.path, 0.9, 1);
  assert.throws(() => inspect(file.path, 0), unusable(/is damaged/));
});

Deno.test("an empty file and one that is missing are fine: both become a database", async () => {
  const path = await Deno.makeTempFile();
  inspect(path);
  inspect(path, -1);
  await Deno.remove(path);
  inspect(path);
});

Deno.test("a database that cannot be written, or does not answer, says so and why", async () => {
  using kv = await Deno.openKv(":memory:");
  const full = withCommit(kv, () => Promise.reject(new Error("database or disk is full")));
  await assert.rejects(
    probe(full, "the database x", 10),
    unusable(/x cannot be written: .*is full/),
  );
  const hanging = withCommit(kv, () => new Promise(() => {}));
  await assert.rejects(probe(hanging, "the database x", 10), unusable(/did not answer .* 10 ms/));
});
