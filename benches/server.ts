/** The server under test: the product's own `start`, configured as it is, by the environment. */
import { readConfig } from "../csms/config.ts";
import { logToConsole } from "../csms/sinks/console.ts";
import { start } from "../main.ts";
import { tagOf } from "./frames.ts";
import { reportUsage, say } from "./order.ts";

const [tags = "0", batch = "batch"] = Deno.args;
const config = readConfig({
  ...{ PORT: "0", HOST: "127.0.0.1", DISCOVERY: "open", API_TOKEN: "a-token-of-the-bench" },
  ...Deno.env.toObject(),
});
await logToConsole("warning", false);
const { csms, addresses } = await start(config, { batch: batch === "batch" });
// Tags of an operator, not unknown ones: a start then counts the transactions that each has open.
for (let n = 0; n < Number(tags); n++) {
  await csms.tokens.put({ id: tagOf(n), status: "Accepted" });
}
say({ port: addresses[0]!.port });
await reportUsage();
