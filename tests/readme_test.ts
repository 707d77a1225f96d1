import assert from "node:assert/strict";
import { readConfig } from "../csms/config.ts";
import { settingsOf } from "../csms/settings.ts";

const root = new URL("..", import.meta.url);
const readme = await Deno.readTextFile(new URL("README.md", root));

Deno.test("the README's table says of every variable what csms/meanings.ts says of it", () => {
  const internal = "KVOLT_DEV";
  const rows = readme.split("\n").filter((line) => /^\| `[A-Z]/.test(line));
  const told = settingsOf(readConfig({})).filter(({ settings }) => settings[0]!.name !== internal);
  const coded = (texts: readonly (string | undefined)[]) =>
    texts.map((text) => text === undefined ? "" : `\`${text}\``).join(", ");
  const expected = told.map(({ settings, does, otherwise }) => {
    const defaults = settings.map(({ byDefault }) => byDefault);
    const shown = otherwise ?? (defaults.some((text) => text !== undefined) ? coded(defaults) : "");
    return `| ${coded(settings.map(({ name }) => name))} | ${shown} | ${does} |`.replace(
      "|  |",
      "| |",
    );
  });
  assert.deepEqual(rows, expected);
});

Deno.test("every file that a document links to is there", async () => {
  const documents = ["README.md"];
  for await (const { name } of Deno.readDir(new URL("docs/", root))) {
    if (name.endsWith(".md")) documents.push(`docs/${name}`);
  }
  for (const document of documents) {
    const text = await Deno.readTextFile(new URL(document, root));
    for (const [, target] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      const file = new URL(target!, new URL(document, root));
      assert.ok((await Deno.stat(file)).isFile, `${document} links to ${target}`);
    }
  }
});
