import assert from "node:assert/strict";
import fc from "fast-check";
import { hasSeen, missingIn, withSeen } from "../../../csms/transactions/sequence.ts";

const numbers = fc.array(fc.nat(40), { minLength: 1, maxLength: 60 });
const rangesOf = (all: readonly number[]) =>
  all.reduce(withSeen, [] as ReturnType<typeof withSeen>);

Deno.test("numbers that come in any order, and again, are the same ranges", () => {
  fc.assert(fc.property(numbers, (all) => {
    const sorted = rangesOf([...new Set(all)].sort((a, b) => a - b));
    assert.deepEqual(rangesOf(all), sorted);
    assert.deepEqual(rangesOf([...all].reverse()), sorted);
    for (let n = 0; n <= 41; n++) assert.equal(hasSeen(sorted, n), all.includes(n));
  }));
});

Deno.test("what is missing is what did not come up to the highest number", () => {
  fc.assert(fc.property(numbers, (all) => {
    const highest = Math.max(...all);
    const expected = Array.from({ length: highest }, (_, n) => n).filter((n) => !all.includes(n));
    assert.deepEqual(missingIn(rangesOf(all), false), expected);
    const lowest = Math.min(...all);
    assert.deepEqual(missingIn(rangesOf(all), true), expected.filter((n) => n > lowest));
  }));
});

Deno.test("a hundred missing numbers are named and no more", () => {
  assert.equal(missingIn([[0, 0], [1_000_000, 1_000_000]], true).length, 100);
});
