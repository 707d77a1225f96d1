import assert from "node:assert/strict";
import { deafness } from "../../ocpp/deaf.ts";
import { fakeClock } from "../support/clock.ts";

Deno.test("a peer that takes nothing between two looks is given up, one that takes something is not", () => {
  const clock = fakeClock();
  const watch = deafness(clock);
  const given: string[] = [];
  const deaf = { bufferedAmount: 10 };
  const slow = { bufferedAmount: 1000 };
  const idle = { bufferedAmount: 0 };
  const ends = [
    watch(deaf, () => given.push("deaf")),
    watch(slow, () => given.push("slow")),
    watch(idle, () => given.push("idle")),
  ];
  clock.advance(60_000);
  assert.deepEqual(given, [], "the first look only notes what waits");
  slow.bufferedAmount = 900;
  clock.advance(60_000);
  assert.deepEqual(given, ["deaf"]);
  slow.bufferedAmount = 0;
  clock.advance(120_000);
  assert.deepEqual(given.filter((name) => name !== "deaf"), []);
  for (const end of ends) end();
});

Deno.test("who has left is not looked at, and nothing runs while nobody is there", () => {
  const clock = fakeClock();
  const watch = deafness(clock);
  let given = 0;
  const end = watch({ bufferedAmount: 5 }, () => given++);
  clock.advance(60_000);
  end();
  end();
  clock.advance(600_000);
  assert.equal(given, 0);
  const again = watch({ bufferedAmount: 5 }, () => given++);
  clock.advance(120_000);
  assert.equal(given, 1, "a later one is watched afresh");
  again();
});
