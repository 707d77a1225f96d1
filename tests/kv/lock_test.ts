import assert from "node:assert/strict";
import { DatabaseUnusable } from "../../kv/errors.ts";
import { takeAlone } from "../../kv/lock.ts";

const env = (values: Record<string, string> = {}) => ({ get: (name: string) => values[name] });

Deno.test("a second kvolt on the same file is refused until the first gives it back", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/new/kvolt.db`;
  const release = takeAlone(path, env());
  assert.throws(() => takeAlone(path, env()), (error: Error) => {
    assert.ok(error instanceof DatabaseUnusable);
    assert.match(error.message, /kvolt\.db is in use by another kvolt/);
    return true;
  });
  release();
  takeAlone(path, env())();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a lock ends with the process that held it, however it died", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/kvolt.db`;
  const module = new URL("../../kv/lock.ts", import.meta.url).href;
  const code = `import { takeAlone } from ${JSON.stringify(module)};
    takeAlone(${JSON.stringify(path)}, Deno.env);
    await Deno.stdout.write(new Uint8Array([1]));
    setInterval(() => {}, 1000);`;
  const holder = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--ext=ts", "-"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = holder.stdin.getWriter();
  await writer.write(new TextEncoder().encode(code));
  await writer.close();
  const reader = holder.stdout.getReader();
  await reader.read();
  assert.throws(() => takeAlone(path, env()), DatabaseUnusable);
  holder.kill("SIGKILL");
  await holder.status;
  await reader.cancel();
  takeAlone(path, env())();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a lock that was given back is free, whatever processes are being started meanwhile", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/kvolt.db`;
  const code = `postMessage("ready");
    for (;;) await new Deno.Command("true", { stdout: "null", stderr: "null" }).output();`;
  const starter = new Worker(`data:text/javascript,${encodeURIComponent(code)}`, {
    type: "module",
  });
  await new Promise((resolve) => starter.onmessage = resolve);
  // Between its fork and its exec a child holds what its parent had open: some of these meet one.
  for (let round = 0; round < 10_000; round++) takeAlone(path, env())();
  starter.terminate();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("memory, a KV Connect server and Deno Deploy need no lock", () => {
  takeAlone(":memory:", env())();
  takeAlone("https://kv.example/connect", env())();
  takeAlone("/nowhere/at/all.db", env({ DENO_DEPLOY: "1" }))();
});

Deno.test("a place where no lock can be written is an error that names it", () => {
  assert.throws(
    () => takeAlone("/proc/none/kvolt.db", env()),
    /kvolt\.db\.lock cannot be written/,
  );
});
