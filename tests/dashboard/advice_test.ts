import assert from "node:assert/strict";
import { adviceFor } from "../../dashboard/station/advice.ts";

const quirks = await Deno.readTextFile(new URL("../../docs/quirks.md", import.meta.url));
const table = quirks.slice(
  quirks.indexOf("## Findings by kind"),
  quirks.indexOf("## What a vendor"),
);
const rows = table.split("\n").filter((line) => line.startsWith("| "));
const kinds = (row: string) => [...row.matchAll(/`([a-z0-9-]+)`/g)].map(([, kind]) => kind!);

/** The literal words of the source that look like a kind of finding. */
async function written(): Promise<Set<string>> {
  const words = new Set<string>();
  async function read(folder: URL): Promise<void> {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (isDirectory) await read(new URL(`${name}/`, folder));
      else {for (
          const [, word] of (await Deno.readTextFile(new URL(name, folder))).matchAll(
            /"([a-z0-9-]+)"/g,
          )
        ) words.add(word!);}
    }
  }
  for (const room of ["csms", "ocpp"]) await read(new URL(`../../${room}/`, import.meta.url));
  return words;
}

Deno.test("every kind of finding that the table of quirks names is one that is found", async () => {
  const words = await written();
  const all = rows.flatMap(kinds);
  assert.ok(all.length > 60);
  assert.deepEqual(all.filter((kind) => !words.has(kind)), []);
  assert.equal(new Set(all).size, all.length, "each stands there once");
});

Deno.test("what calls for somebody never says that there is nothing to do", () => {
  for (const about of ["certificates", "configuration", "the clock"]) {
    const row = rows.find((row) => row.startsWith(`| ${about} |`))!;
    for (const kind of kinds(row)) assert.doesNotMatch(adviceFor(kind), /Nothing to do/, kind);
  }
});
