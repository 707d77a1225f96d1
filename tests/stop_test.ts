import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

/** Runs a task of deno.json until it listens, sends the signal once, and says how it ended. */
async function ended(task: string, signal: Deno.Signal) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", task],
    cwd: fileURLToPath(new URL("../", import.meta.url)),
    env: { PORT: "0", HOST: "127.0.0.1", KV_PATH: ":memory:", DENO_NO_UPDATE_CHECK: "1" },
    ...{ stdin: "null", stdout: "piped", stderr: "piped" },
  }).spawn();
  const errors = new Response(child.stderr).text();
  let said = "";
  let again: ReturnType<typeof setTimeout> | undefined;
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    said += text;
    if (again !== undefined || !said.includes("listens on")) continue;
    child.kill(signal);
    // What does not end is made to, so that the test can say so.
    again = setTimeout(() => {
      said += "[it did not end]";
      child.kill("SIGTERM");
    }, 10_000);
  }
  clearTimeout(again);
  return { said: said + await errors, code: (await child.status).code };
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test(`deno task start ends at the first ${signal} with code 0`, async () => {
    const { said, code } = await ended("start", signal);
    assert.match(said, new RegExp(`${signal}: stopping`));
    assert.doesNotMatch(said, /\[ERR\]|did not end/);
    assert.equal(code, 0);
  });

  Deno.test(`deno task dev ends at the first ${signal}, and nothing is said to be wrong`, async () => {
    const { said, code } = await ended("dev", signal);
    assert.doesNotMatch(said, /\[ERR\]|unexpected|did not end/);
    assert.equal(code, signal === "SIGINT" ? 0 : 143);
  });
}
