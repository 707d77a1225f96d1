import type { Usage } from "./order.ts";
import { program } from "./program.ts";

/** How long what follows a boot may take to settle, in ms. */
const SETTLE_MS = 2_000;

/** Connected before anything is measured: compiled code and the store's own memory are no station's. */
const FIRST = 100;

/** Resident memory of kvolt with so many stations connected and booted, in kB a station. */
export async function memory(counts: readonly number[]): Promise<readonly number[]> {
  const folder = await Deno.makeTempDir({ prefix: "kvolt-bench-" });
  const server = program("server.ts", {
    env: { KV_PATH: `${folder}/bench.db` },
    flags: ["--v8-flags=--expose-gc"],
  });
  const { port } = await server.hears();
  const chargers = program("idle.ts", { args: [String(port)] });
  await chargers.ask(String(FIRST));
  const before: Usage = await server.ask("memory");
  const each: number[] = [];
  for (const count of counts) {
    await chargers.ask(String(FIRST + count));
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const { rss }: Usage = await server.ask("memory");
    each.push((rss - before.rss) / 1000 / count);
  }
  await chargers.stop();
  await server.stop();
  await Deno.remove(folder, { recursive: true });
  return each;
}
