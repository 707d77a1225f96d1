import assert from "node:assert/strict";
import fc from "fast-check";
import { Bucket, type Limit } from "../../../csms/floods/bucket.ts";

const limits: fc.Arbitrary<Limit> = fc.record({
  count: fc.integer({ min: 1, max: 1_000 }),
  seconds: fc.integer({ min: 1, max: 600 }),
});
const START = Date.parse("2026-01-01T00:00:00Z");
/** How far sums of fractions may be off. */
const OFF = 1e-6;

/** Takes at each of these times; gives the times at which it could. */
function taken(bucket: Bucket, times: readonly number[]): number[] {
  return times.filter((time) => bucket.take(time));
}

Deno.test("a bucket gives its count at once, and nothing more before time has passed", () => {
  fc.assert(fc.property(limits, (limit) => {
    const bucket = new Bucket(limit);
    const tries = Array(limit.count + 10).fill(START);
    assert.equal(taken(bucket, tries).length, limit.count);
  }));
});

Deno.test("in no stretch of time does a bucket give more than its count and what came in meanwhile", () => {
  const steps = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 });
  fc.assert(fc.property(limits, steps, (limit, steps) => {
    let now = START;
    const times = taken(new Bucket(limit), steps.map((step) => now += step));
    for (const [i, from] of times.entries()) {
      for (const [j, to] of times.entries()) {
        if (j < i) continue;
        const came = (to - from) * limit.count / (limit.seconds * 1000);
        assert.ok(j - i + 1 <= limit.count + came + OFF, `${j - i + 1} in ${to - from} ms`);
      }
    }
  }));
});

Deno.test("an empty bucket is full after its seconds, and gives one after a share of them", () => {
  fc.assert(fc.property(limits, ({ count, seconds }) => {
    const bucket = new Bucket({ count, seconds });
    assert.ok(bucket.take(START, count));
    const share = seconds * 1000 / count;
    assert.ok(Math.abs(bucket.wait(START) - share) < OFF);
    assert.equal(bucket.take(START + share * 0.9), false);
    assert.ok(bucket.take(START + share + 1));
    assert.ok(bucket.take(START + share + 2 + seconds * 1000, count));
  }));
});

Deno.test("what is owed is paid in turn: the n-th beyond the count waits for n shares", () => {
  fc.assert(fc.property(limits, ({ count, seconds }) => {
    const bucket = new Bucket({ count, seconds });
    for (let n = 0; n < count; n++) assert.equal(bucket.owe(START), 0);
    const share = seconds * 1000 / count;
    for (let n = 1; n <= 5; n++) {
      assert.ok(Math.abs(bucket.owe(START) - n * share) < OFF * seconds * 1000);
    }
    assert.equal(bucket.take(START + 5.5 * share), false, "the debt is paid first");
    assert.ok(bucket.take(START + 6.1 * share));
  }));
});

Deno.test("a clock that jumps back and forth makes nobody wait longer than the bucket's seconds", () => {
  const jumps = fc.array(fc.integer({ min: -1e12, max: 1e12 }), { maxLength: 50 });
  fc.assert(fc.property(limits, jumps, (limit, jumps) => {
    const bucket = new Bucket(limit);
    for (const jump of jumps) {
      const now = START + jump;
      assert.ok(taken(bucket, Array(limit.count + 1).fill(now)).length <= limit.count);
      assert.ok(bucket.wait(now) <= limit.seconds * 1000 / limit.count + OFF);
    }
    const now = START + (jumps.at(-1) ?? 0);
    assert.ok(bucket.take(now + limit.seconds * 1000 + 1, limit.count), "and then it is full");
  }));
});

Deno.test("a clock that is set back takes nothing away that was there", () => {
  const bucket = new Bucket({ count: 10, seconds: 60 });
  assert.ok(bucket.take(START, 4));
  assert.ok(bucket.take(START - 86_400_000, 6));
  assert.equal(bucket.take(START - 86_400_000), false);
});
