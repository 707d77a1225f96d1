import { chosenKeys } from "./chosen.ts";
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

const SECRET_KEY = "a-secret-key-of-the-bench-0123456789";

/** kvolt on the database of a folder, with the limits as they are for everybody. */
const serving = (folder: string, args: string[], env: Record<string, string> = {}) =>
  program("server.ts", {
    args: ["0", "batch", ...args],
    env: {
      ...{ KV_PATH: `${folder}/bench.db`, FLOOD_STATION_FRAMES: "", FLOOD_ADDRESS_FRAMES: "" },
      ...env,
    },
  });

/** All stations dial so many times; gives what came of the last. */
async function dialled(
  server: ReturnType<typeof program>,
  keys: string,
  times: number,
): Promise<Storm> {
  const { port } = await server.hears();
  const chargers = program("dialling.ts", { args: [String(port), keys] });
  for (let time = 1; time < times; time++) await chargers.ask("dial");
  const before: Usage = await server.ask("usage");
  const told = await chargers.ask("dial");
  const after: Usage = await server.ask("usage");
  await chargers.stop();
  await server.stop();
  return { ...told, cpuUs: (after.cpuUs - before.cpuUs) / told.connected };
}

async function inFolder<T>(run: (folder: string, keys: string) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "kvolt-bench-" });
  try {
    return await run(folder, `${folder}/keys.json`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Has so many stations, each with a generated key of its own, drop their connections and dial again, all at once. */
export const storm = (count: number): Promise<Storm> =>
  inFolder((folder, keys) => dialled(serving(folder, [String(count), keys]), keys, 2));

/**
 * The same with keys that were chosen: their first round looks at each, the storm is the second. And then another
 * kvolt has the database and SECRET_KEY alone, and remembers by what they tell it.
 */
export const stormOfChosen = (count: number): Promise<{ again: Storm; restarted: Storm }> =>
  inFolder(async (folder, keys) => {
    const all = await chosenKeys(`${folder}/bench.db`, { count, secretKey: SECRET_KEY });
    await Deno.writeTextFile(keys, JSON.stringify(all));
    return {
      again: await dialled(serving(folder, []), keys, 2),
      restarted: await dialled(serving(folder, [], { SECRET_KEY }), keys, 1),
    };
  });
