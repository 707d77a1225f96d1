import assert from "node:assert/strict";
import { counting, FORGOTTEN_MS, waitMs } from "../../../csms/people/tries.ts";

const rule = { free: 5, longest: 60_000 };

Deno.test("sign-in: the wait doubles with each failure beyond those that are free, up to the longest", () => {
  const waits = [0, 4, 5, 6, 7, 10, 11, 2_000].map((count) => waitMs({ count, at: 0 }, 0, rule));
  assert.deepEqual(waits, [0, 0, 1_000, 2_000, 4_000, 32_000, 60_000, 60_000]);
  assert.equal(waitMs({ count: 6, at: 0 }, 1_500, rule), 500);
  assert.equal(waitMs({ count: 6, at: 0 }, 9_000, rule), 0);
});

Deno.test("sign-in: failures are forgotten an hour after the last one", () => {
  assert.deepEqual(counting(undefined, 7), { count: 0, at: 7 });
  const tries = { count: 9, at: 1_000 };
  assert.deepEqual(counting(tries, 1_000 + FORGOTTEN_MS), tries);
  assert.equal(counting(tries, 1_001 + FORGOTTEN_MS).count, 0);
});

Deno.test("sign-in: a clock that went back makes nobody wait longer than the longest wait", () => {
  const tries = counting({ count: 50, at: 10 * 365 * 86_400_000 }, 1_000);
  assert.equal(waitMs(tries, 1_000, rule), rule.longest);
});
