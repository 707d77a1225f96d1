import { asStarted } from "./as_started.ts";
import { lines } from "./lines.ts";

/** The time from spawning the product to its word that it listens, in ms: the median of some starts, the first not counted. */
export async function startUp(times = 7): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "kvolt-bench-" });
  const took: number[] = [];
  for (let i = 0; i <= times; i++) {
    const begin = performance.now();
    const main = new URL("../main.ts", import.meta.url).pathname;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "--frozen", "--allow-all", ...asStarted, main],
      env: { PORT: "0", HOST: "127.0.0.1", KV_PATH: `${folder}/bench.db` },
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const said = child.stdout.pipeThrough(lines()).getReader();
    for (;;) {
      const { done, value } = await said.read();
      if (done) throw new Error("kvolt ended before it listened");
      if (value.includes("listens on")) break;
    }
    if (i > 0) took.push(performance.now() - begin);
    await said.cancel();
    child.kill("SIGKILL");
    await child.status;
  }
  await Deno.remove(folder, { recursive: true });
  return took.sort((a, b) => a - b)[times >> 1]!;
}
