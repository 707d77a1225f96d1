import assert from "node:assert/strict";

const root = new URL("..", import.meta.url);

/** The sources of all tests below a folder. */
async function* tests(folder: URL): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* tests(new URL(`${name}/`, folder));
    else if (name.endsWith("_test.ts")) yield await Deno.readTextFile(new URL(name, folder));
  }
}

Deno.test("docs/security.md names the tests that show what it promises by their first words, and there are some of each", async () => {
  const text = await Deno.readTextFile(new URL("docs/security.md", root));
  const [, , list = "", table = ""] = /## Threats([^]*?)(\*accounts[^]*?)\n\n(\|[^]*?)\n\n/.exec(
    text,
  )!;
  const words = [...list.matchAll(/\*([\w -]+)\*/g)].map(([, word]) => word!);
  assert.ok(words.length > 20, `${words}`);
  const named = table.split("\n").slice(2).flatMap((row) =>
    row.split("|").at(-2)!.split(",").map((word) => word.trim()).filter(Boolean)
  );
  assert.deepEqual(named.filter((word) => !words.includes(word)), []);
  const sources = await Array.fromAsync(tests(new URL("tests/", root)));
  const begins = (word: string) => new RegExp(`(?:\\btest|browserTest)\\(\\s*["\`]${word}: `);
  assert.deepEqual(words.filter((word) => !sources.some((each) => begins(word).test(each))), []);
});
