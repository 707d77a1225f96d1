import assert from "node:assert/strict";
import fc from "fast-check";
import { Bucket, type Limit } from "../../../csms/floods/bucket.ts";
import { type Backlog, Flow, MOST_WAITING } from "../../../csms/floods/flow.ts";
import { fakeClock } from "../../support/clock.ts";

const plenty: Limit = { count: 1_000_000, seconds: 1 };

/** A flow of numbered frames under a limit of its own, and one that others share. */
function stage(
  limit: Limit,
  shared: Bucket = new Bucket(plenty),
  backlog: Backlog = { length: 0 },
) {
  const clock = fakeClock();
  const passed: number[] = [];
  const held: boolean[] = [];
  let overflows = 0;
  const frames = new Flow<number>({
    ...{ clock, backlog, shared, own: new Bucket(limit) },
    deliver: (frame) => passed.push(frame),
    held: (forOthers) => held.push(forOthers),
    overflow: () => overflows++,
  });
  let sent = 0;
  return {
    ...{ clock, passed, held, backlog, frames },
    get overflows() {
      return overflows;
    },
    send(count: number, length = 100) {
      for (let n = 0; n < count; n++) frames.take(sent++, length, clock.now().getTime());
    },
  };
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

Deno.test("flood control: what is within the limit passes at once, and the rest as the bucket fills again", () => {
  const { clock, passed, held, send, backlog } = stage({ count: 10, seconds: 10 });
  send(10);
  assert.deepEqual(passed, upTo(10));
  assert.deepEqual(held, []);
  send(5);
  assert.equal(passed.length, 10);
  assert.deepEqual(held, Array(5).fill(false));
  assert.equal(backlog.length, 500);
  for (let more = 1; more <= 5; more++) {
    clock.advance(1_000);
    assert.deepEqual(passed, upTo(10 + more));
  }
  assert.equal(backlog.length, 0);
  clock.advance(10_000);
  send(10);
  assert.equal(passed.length, 25, "and then it is full again");
});

Deno.test("flood control: a station that replays 500 messages after an outage does not wait, by the default limit", () => {
  const { passed, held, send } = stage({ count: 600, seconds: 10 });
  send(500);
  assert.equal(passed.length, 500);
  assert.deepEqual(held, []);
});

Deno.test("flood control: whenever they come, all frames pass once, in order, no more than the limit allows", () => {
  const bursts = fc.array(
    fc.record({ count: fc.nat({ max: 30 }), after: fc.nat({ max: 5_000 }) }),
    { maxLength: 30 },
  );
  fc.assert(fc.property(bursts, (bursts) => {
    const { clock, passed, send } = stage({ count: 20, seconds: 4 });
    const began = clock.now().getTime();
    let all = 0;
    for (const { count, after } of bursts) {
      send(count);
      all += count;
      clock.advance(after);
      const most = 20 + (clock.now().getTime() - began) / 200;
      assert.ok(passed.length <= most, `${passed.length} of ${most}`);
    }
    clock.advance(all * 200 + 1_000);
    assert.deepEqual(passed, upTo(all));
  }));
});

Deno.test("flood control: a long frame counts as several", () => {
  const { passed, send } = stage({ count: 10, seconds: 10 });
  send(1, 16_384 * 9);
  send(1);
  assert.deepEqual(passed, [0]);
});

Deno.test("flood control: where the address has no more to give, one waits for others, and is told apart", () => {
  const shared = new Bucket({ count: 5, seconds: 5 });
  const { clock, passed, held, send } = stage(plenty, shared);
  send(6);
  assert.equal(passed.length, 5);
  assert.deepEqual(held, [true]);
  clock.advance(1_000);
  assert.equal(passed.length, 6);
});

Deno.test("flood control: two connections of one address share what it has by turns, however much one of them sends", () => {
  const shared = new Bucket({ count: 1, seconds: 1 });
  const clock = fakeClock();
  const passed = { loud: 0, quiet: 0 };
  const open = (name: "loud" | "quiet") =>
    new Flow<number>({
      ...{ clock, shared, own: new Bucket(plenty), backlog: { length: 0 }, held() {} },
      deliver: () => passed[name]++,
      overflow: () => assert.fail("too many"),
    });
  const [loud, quiet] = [open("loud"), open("quiet")];
  const now = clock.now().getTime();
  for (let n = 0; n < 1_000; n++) loud.take(n, 10, now);
  for (let n = 0; n < 3; n++) quiet.take(n, 10, now);
  clock.advance(7_000);
  assert.equal(passed.quiet, 3);
  loud.stop();
});

Deno.test("flood control: who sends more than may wait is ended once, and what waited is let go", () => {
  const flooding = stage({ count: 1, seconds: 86_400 });
  flooding.send(1 + MOST_WAITING, 10);
  assert.equal(flooding.overflows, 0);
  assert.equal(flooding.backlog.length, MOST_WAITING * 10);
  flooding.send(100, 10);
  assert.equal(flooding.overflows, 1);
  assert.equal(flooding.backlog.length, 0);
  flooding.clock.advance(100_000_000);
  assert.deepEqual(flooding.passed, [0], "nothing comes after the end");
});

Deno.test("flood control: characters count as well as frames, on one connection and on all together", () => {
  const long = stage({ count: 1, seconds: 60 });
  long.send(2);
  long.send(1, 1 << 20);
  assert.equal(long.overflows, 1);
  const backlog = { length: (1 << 26) - 50 };
  const late = stage({ count: 1, seconds: 60 }, undefined, backlog);
  late.send(2, 100);
  assert.equal(late.overflows, 1);
  assert.equal(backlog.length, (1 << 26) - 50);
});

Deno.test("flood control: a connection that ends while its frames pass takes no more, and leaves no timer", () => {
  const clock = fakeClock();
  const passed: number[] = [];
  const backlog = { length: 0 };
  const frames = new Flow<number>({
    ...{ clock, backlog, own: new Bucket({ count: 1, seconds: 1 }), shared: new Bucket(plenty) },
    deliver: (frame) => {
      passed.push(frame);
      if (frame === 2) frames.stop();
    },
    held() {},
    overflow: () => assert.fail("too many"),
  });
  for (let n = 0; n < 5; n++) frames.take(n, 10, clock.now().getTime());
  clock.advance(60_000);
  assert.deepEqual(passed, [0, 1, 2]);
  assert.equal(backlog.length, 0);
  frames.take(9, 10, clock.now().getTime());
  assert.deepEqual(passed, [0, 1, 2]);
});
