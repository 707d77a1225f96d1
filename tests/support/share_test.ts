import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { filesOf } from "./share.ts";

const files = (readdirSync(new URL("../", import.meta.url), { recursive: true }) as string[])
  .filter((name) => name.endsWith("_test.ts"));

Deno.test("each file of tests is in one share, whatever else lies beside the shares", () => {
  for (const beside of [[], [".DS_Store"], ["1.ts~", "README.md", ".2.ts.swp"]]) {
    const shares = Array.from({ length: 8 }, (_, i) => `${i + 1}.ts`);
    const loaded = shares.flatMap((name) =>
      filesOf(`file:///somewhere/tests/shares/${name}`, [...beside, ...shares], files)
    );
    assert.deepEqual(loaded.sort(), files.toSorted(), `${beside}`);
  }
});

Deno.test("who is no share is told so, and loads nothing unsaid", () => {
  assert.throws(() => filesOf("file:///somewhere/tests/one.ts", ["1.ts"], files), /one\.ts/);
});
