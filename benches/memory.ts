import type { Usage } from "./order.ts";
import { program } from "./program.ts";

/** How long what follows a boot may take to settle, in ms. */
const SETTLE_MS = 2_000;

/**
 * Connected before anything is measured, and to the end, so that nobody has what they leave: compiled code, the
 * store's own memory, and the slack of V8's heap, which grows in steps of megabytes with the first few hundred,
 * are no station's.
 */
const FIRST = 500;

/** Resident memory of kvolt for each of so many more stations, connected and booted, in kB. */
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
