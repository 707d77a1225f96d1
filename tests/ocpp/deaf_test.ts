import assert from "node:assert/strict";
import { deafness } from "../../ocpp/deaf.ts";
import { fakeClock } from "../support/clock.ts";

Deno.test("a peer that takes nothing between two looks is given up, one that takes something is not", () => {
  const clock = fakeClock();
  const watch = deafness(clock);
  const given: string[] = [];
  const peer = (name: string, bufferedAmount: number) => ({
    bufferedAmount,
    giveUp: () => given.push(name),
  });
  const deaf = peer("deaf", 10);
  const slow = peer("slow", 1000);
  const idle = peer("idle", 0);
  for (const each of [deaf, slow, idle]) watch.add(each);
  clock.advance(60_000);
  assert.deepEqual(given, [], "the first look only notes what waits");
  slow.bufferedAmount = 900;
  clock.advance(60_000);
  assert.deepEqual(given, ["deaf"]);
  slow.bufferedAmount = 0;
  clock.advance(120_000);
  assert.deepEqual(given.filter((name) => name !== "deaf"), []);
  for (const each of [deaf, slow, idle]) watch.delete(each);
});

Deno.test("who has left is not looked at, and nothing runs while nobody is there", () => {
  const clock = fakeClock();
  const watch = deafness(clock);
  let given = 0;
  const peer = { bufferedAmount: 5, giveUp: () => given++ };
  watch.add(peer);
  clock.advance(60_000);
  watch.delete(peer);
  watch.delete(peer);
  clock.advance(600_000);
  assert.equal(given, 0);
  watch.add(peer);
  clock.advance(120_000);
  assert.equal(given, 1, "a later one is watched afresh");
  watch.delete(peer);
});
