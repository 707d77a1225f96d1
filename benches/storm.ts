import type { Usage } from "./order.ts";
import { program } from "./program.ts";

/** What came of all stations' dialling at once. */
export interface Storm {
  readonly connected: number;
  /** Dials that were refused, or failed, and were made again. */
  readonly refused: number;
  /** Until the last one's boot was answered. */
  readonly seconds: number;
  /** CPU of the server for each station, in µs. */
  readonly cpuUs: number;
}

/** Has so many stations, each with a key of its own, drop their connections and dial again, all at once. */
export async function storm(count: number): Promise<Storm> {
  const folder = await Deno.makeTempDir({ prefix: "kvolt-bench-" });
  const keys = `${folder}/keys.json`;
  const server = program("server.ts", {
    args: ["0", "batch", String(count), keys],
    // The limits as they are for everybody.
    env: { KV_PATH: `${folder}/bench.db`, FLOOD_STATION_FRAMES: "", FLOOD_ADDRESS_FRAMES: "" },
  });
  const { port } = await server.hears();
  const chargers = program("dialling.ts", { args: [String(port), keys] });
  await chargers.ask("dial");
  const before: Usage = await server.ask("usage");
  const told = await chargers.ask("dial");
  const after: Usage = await server.ask("usage");
  await chargers.stop();
  await server.stop();
  await Deno.remove(folder, { recursive: true });
  return { ...told, cpuUs: (after.cpuUs - before.cpuUs) / count };
}
