/** The server under test: the product's own `start`, configured as it is, by the environment. */
import { readConfig } from "../csms/config.ts";
import { logToConsole } from "../csms/sinks/console.ts";
import { start } from "../main.ts";
import { tagOf } from "./frames.ts";
import { reportUsage, say } from "./order.ts";

const [tags = "0", batch = "batch", stations = "0", keys = ""] = Deno.args;
/** More than any charger sends by itself; each frame is held to it all the same. */
const LIMIT = "1000000/1";
const config = readConfig({
  ...{ PORT: "0", HOST: "127.0.0.1", DISCOVERY: "open", API_TOKEN: "a-token-of-the-bench" },
  ...{ FLOOD_STATION_FRAMES: LIMIT, FLOOD_ADDRESS_FRAMES: LIMIT },
  ...Deno.env.toObject(),
});
await logToConsole("warning", false);
const { csms, addresses } = await start(config, { batch: batch === "batch" });
// Tags of an operator, not unknown ones: a start then counts the transactions that each has open.
for (let n = 0; n < Number(tags); n++) {
  await csms.tokens.put({ id: tagOf(n), status: "Accepted" });
}
const given = Array.from({ length: Number(stations) }, async (_, n) => {
  await csms.stations.register(`KEY-${n}`);
  return await csms.stations.giveKey(`KEY-${n}`);
});
if (keys) await Deno.writeTextFile(keys, JSON.stringify(await Promise.all(given)));
say({ port: addresses[0]!.port });
await reportUsage();
