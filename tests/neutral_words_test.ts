import assert from "node:assert/strict";
import { officialActions } from "./support/official.ts";

const root = new URL("../csms/", import.meta.url);
const actions = new Set(
  (["ocpp1.6", "ocpp2.0.1", "ocpp2.1"] as const).flatMap((protocol) => officialActions(protocol)),
);
/** The frames that are not kept, which an operator names as the specification does. */
const operators = 'LOG_SKIP: list("Heartbeat,MeterValues")';

async function* files(folder: URL): AsyncGenerator<URL> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* files(new URL(`${name}/`, folder));
    else yield new URL(name, folder);
  }
}

/** The OCPP actions that a source names in its texts, comments apart. */
function named(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "").replace(operators, "");
  const texts = code.match(/"[^"\n]*"|'[^'\n]*'|`[^`]*`/g) ?? [];
  return texts.flatMap((text) => text.match(/\w+/g) ?? []).filter((word) => actions.has(word));
}

Deno.test("the rules name no OCPP action: they speak in verbs", async () => {
  assert.ok(actions.size > 100);
  assert.deepEqual(named('{ message: "Heartbeat" }'), ["Heartbeat"]);
  assert.deepEqual(named('call("Reset", `${id} StopTransaction`)'), ["Reset", "StopTransaction"]);
  for await (const file of files(root)) {
    const words = named(await Deno.readTextFile(file));
    assert.deepEqual(words, [], `${file.pathname} names ${words}`);
  }
});
