import assert from "node:assert/strict";
import fc from "fast-check";
import { ownPath } from "../../../csms/people/own_path.ts";

Deno.test("after signing in one goes to a path of kvolt", () => {
  assert.equal(ownPath("/stations/CP-1?tab=log#end"), "/stations/CP-1?tab=log#end");
  assert.equal(ownPath(undefined), "/");
  assert.equal(ownPath("stations", "/live"), "/live");
});

Deno.test("no link leads from there to another site", () => {
  const away = [
    ...["//evil.example", "/\\evil.example", "\\/evil.example", "/\t/evil.example"],
    ...["https://evil.example", "javascript:alert(1)", "/.//evil.example", "/a/..//evil.example"],
    ...["", " //evil.example", "/\n/evil.example", "///evil.example", "http:evil.example"],
  ];
  for (const next of away) assert.equal(ownPath(next), "/", JSON.stringify(next));
  const piece = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "\t",
    "\n",
    ":",
    "@",
    "evil.example",
    "?",
    "#",
    "a",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const target = new URL(ownPath(pieces.join("")), "https://kvolt.example/sign-in");
      assert.equal(target.origin, "https://kvolt.example");
    }),
    { numRuns: 2_000 },
  );
});
