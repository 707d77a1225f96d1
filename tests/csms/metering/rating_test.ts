import assert from "node:assert/strict";
import fc from "fast-check";
import { ratingOf } from "../../../csms/metering/rating.ts";

function seen(powers: readonly number[], start?: number): number | undefined {
  return powers.reduce<number | undefined>(
    (rating, power) => ratingOf(rating, power) ?? rating,
    start,
  );
}

const steady = (power: number, length = 20) => Array<number>(length).fill(power);

Deno.test("a charge that goes on brings the rating to its power, to three digits", () => {
  assert.equal(seen(steady(3_664)), 3_660);
  assert.equal(seen(steady(11_040)), 11_000);
  assert.equal(seen(steady(22_080)), 22_100);
  assert.equal(seen(steady(149_400)), 149_000);
});

Deno.test("one spike moves the rating little", () => {
  assert.ok(seen([...steady(11_000), 900_000])! < 16_000);
});

Deno.test("what two samples in a row show counts at once, and a spike among them does not", () => {
  assert.equal(ratingOf(undefined, 11_040, 11_000), 11_000);
  assert.equal(ratingOf(4_500, 11_040, 11_200), 11_000);
  assert.equal(ratingOf(11_000, 900_000, 11_040), 15_800);
  assert.equal(ratingOf(11_000, 11_040, 900_000), undefined);
});

Deno.test("what no connector delivers is passed over", () => {
  for (const power of [4_294_967_295, Infinity, NaN]) {
    assert.equal(ratingOf(11_000, power), undefined);
  }
});

Deno.test("a change of 1 % or less is none, nor is less power", () => {
  assert.equal(ratingOf(11_000, 11_110), undefined);
  assert.equal(ratingOf(11_000, 11_200), 11_200);
  assert.equal(ratingOf(11_000, 6_000), undefined);
});

Deno.test("an idle connector has no rating", () => {
  assert.equal(seen([0, 3, 40, -5]), undefined);
});

Deno.test("a rating only rises, and no higher than the power that was seen", () => {
  const power = fc.integer({ min: 0, max: 400_000 });
  fc.assert(fc.property(fc.array(power, { maxLength: 40 }), (powers) => {
    let rating: number | undefined;
    for (const each of powers) {
      const next = ratingOf(rating, each);
      if (next === undefined) continue;
      assert.ok(next > (rating ?? 0) * 1.01);
      assert.ok(next <= each * 1.005);
      rating = next;
    }
  }));
});
