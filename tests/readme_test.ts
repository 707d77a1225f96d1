import assert from "node:assert/strict";
import { variables } from "../csms/config.ts";

const root = new URL("..", import.meta.url);
const readme = await Deno.readTextFile(new URL("README.md", root));

Deno.test("the README's table names every variable of the configuration, and no other", () => {
  const rows = readme.split("\n").filter((line) => line.startsWith("| `"));
  const named = rows.flatMap((row) => row.split("|")[1]!.match(/[A-Z][A-Z_]+/g) ?? []);
  const internal = ["KVOLT_DEV"];
  assert.deepEqual(named.toSorted(), variables.filter((v) => !internal.includes(v)).toSorted());
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
