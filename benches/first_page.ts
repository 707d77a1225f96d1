import type { Shown } from "./dashboard.ts";
import type { Usage } from "./order.ts";
import { program } from "./program.ts";

/** Loads that come before those that are measured, for the compiler. */
const WARM_UP = 20;
const PAGES = 20;

/** What the list of so many stations takes: what it transfers, and the server's CPU for one in ms. */
export async function firstPage(stations: number): Promise<Shown & { readonly cpuMs: number }> {
  const folder = await Deno.makeTempDir({ prefix: "kvolt-bench-" });
  const server = program("server.ts", { env: { KV_PATH: `${folder}/bench.db` } });
  const { port } = await server.hears();
  const browser = program("dashboard.ts", { args: [String(port), String(stations)] });
  const shown: Shown = await browser.hears();
  await browser.ask(String(WARM_UP));
  const before: Usage = await server.ask("usage");
  await browser.ask(String(PAGES));
  const after: Usage = await server.ask("usage");
  await browser.stop();
  await server.stop();
  await Deno.remove(folder, { recursive: true });
  return { ...shown, cpuMs: (after.cpuUs - before.cpuUs) / 1000 / PAGES };
}
