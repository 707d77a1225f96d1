import assert from "node:assert/strict";
import fc from "fast-check";
import { text } from "../../ocpp/text.ts";

Deno.test("text counts characters, not UTF-16 units", () => {
  const five = text(5);
  const size = (value: string) => [...value].length;
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."a \0é⚡🔌𝄞", "\ud83d", "\udd0c"), maxLength: 8 }),
      (value) => {
        assert.equal(five.safeParse(value).success, size(value) <= 5);
      },
    ),
    { examples: [["🔌🔌🔌🔌🔌"], ["🔌🔌🔌🔌🔌🔌"], ["\ud83d\ud83d\ud83dxx"], [""]] },
  );
});

Deno.test("a text that is too long is reported with its limit", () => {
  const issue = text(3).safeParse("abcd").error!.issues[0]!;
  assert(issue.code === "too_big");
  assert.deepEqual([issue.origin, issue.maximum], ["string", 3]);
  assert.equal(issue.message, "Too big: expected string to have <=3 characters");
});
