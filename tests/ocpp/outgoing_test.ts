import assert from "node:assert/strict";
import { fakeClock } from "../support/clock.ts";
import { alone } from "../support/pair.ts";

const frame = (text: string | undefined) => JSON.parse(text ?? "null");
const action = (text: string | undefined) => frame(text)?.[2];
const result = (text: string | undefined, payload: unknown = {}) =>
  JSON.stringify([3, frame(text)[1], payload]);

/** A session on a clock that stands still; `take` is the next request on the wire. */
function stage() {
  const clock = fakeClock();
  const { session, line } = alone(clock, { timeoutMs: 30_000 });
  return { clock, session, line, take: () => line.sent.shift() };
}
const reset = { type: "Soft" };

Deno.test("requests go out one at a time, first in first out, each after the answer to the one before", async () => {
  const { session, line, take } = stage();
  const calls = [
    session.call("Reset", reset),
    session.call("ClearCache", {}),
    session.call("GetLocalListVersion", {}),
  ];
  assert.equal(line.sent.length, 1);
  const order: string[] = [];
  for (let n = 0; n < calls.length; n++) {
    const text = take();
    order.push(action(text));
    assert.equal(line.sent.length, 0);
    session.receive(result(text, { n }));
  }
  assert.deepEqual(order, ["Reset", "ClearCache", "GetLocalListVersion"]);
  assert.deepEqual(await Promise.all(calls), [{ n: 0 }, { n: 1 }, { n: 2 }]);
});

Deno.test("an error of the peer is what the call rejects with, and the next one goes out", async () => {
  const { session, take } = stage();
  const refused = session.call("Reset", reset);
  const next = session.call("ClearCache", {});
  const [, id] = frame(take());
  session.receive(JSON.stringify([4, id, "NotSupported", "no", { why: 1 }]));
  await assert.rejects(refused, { name: "CallError", code: "NotSupported", details: { why: 1 } });
  session.receive(result(take(), { status: "Accepted" }));
  assert.deepEqual(await next, { status: "Accepted" });
});

Deno.test("a request that is not answered in time is given up, the next goes out, and the late answer is told", async () => {
  const { clock, session, take } = stage();
  const late: unknown[] = [];
  const first = session.call("Reset", reset, { timeoutMs: 5_000, late: (told) => late.push(told) });
  const second = session.call("ClearCache", {});
  const asked = take();
  clock.advance(4_999);
  assert.equal(take(), undefined);
  const failed = assert.rejects(first, { name: "NoAnswer", message: /Reset.*5000 ms/ });
  clock.advance(1);
  await failed;
  const next = take();
  assert.equal(action(next), "ClearCache");
  session.receive(result(asked, { status: "Rejected" }));
  assert.deepEqual(late, [{ status: "Rejected" }]);
  session.receive(result(asked, { status: "Rejected" }));
  assert.equal(late.length, 1, "the same answer again is nobody's");
  session.receive(result(next, { status: "Accepted" }));
  assert.deepEqual(await second, { status: "Accepted" });
});

Deno.test("a late refusal is told as the error that it is", async () => {
  const { clock, session, take } = stage();
  const late: unknown[] = [];
  const call = session.call("Reset", reset, { late: (told) => late.push(told) });
  const [, id] = frame(take());
  const failed = assert.rejects(call, { name: "NoAnswer" });
  clock.advance(30_000);
  await failed;
  session.receive(JSON.stringify([4, id, "InternalError", "", {}]));
  assert.equal((late[0] as { code: string }).code, "InternalError");
});

Deno.test("a request that waits behind others for its whole time is never sent", async () => {
  const { clock, session, line, take } = stage();
  const first = session.call("Reset", reset, { timeoutMs: 60_000 });
  const second = session.call("ClearCache", {}, { timeoutMs: 1_000 });
  const failed = assert.rejects(second, {
    ...{ name: "NoAnswer", message: "ClearCache was not sent within 1000 ms: others are waiting" },
  });
  clock.advance(1_000);
  await failed;
  session.receive(result(take()));
  await first;
  assert.deepEqual(line.sent, []);
});

Deno.test("a request's time begins anew when it is sent", async () => {
  const { clock, session, take } = stage();
  const first = session.call("Reset", reset);
  const second = session.call("ClearCache", {});
  clock.advance(29_000);
  session.receive(result(take()));
  await first;
  clock.advance(29_000);
  session.receive(result(take(), { status: "Accepted" }));
  assert.deepEqual(await second, { status: "Accepted" });
});

Deno.test("held requests wait for the release, but for the one that comes first", async () => {
  const { session, line, take } = stage();
  session.hold();
  const held = session.call("Reset", reset);
  assert.deepEqual(line.sent, []);
  const first = session.call("ClearCache", {}, { first: true });
  const text = take();
  assert.equal(action(text), "ClearCache");
  session.receive(result(text));
  await first;
  assert.deepEqual(line.sent, [], "the answer lets no held one out");
  session.release();
  session.receive(result(take()));
  await held;
});

Deno.test("a held request that runs out of time is not sent at the release", async () => {
  const { clock, session, line } = stage();
  session.hold();
  const held = assert.rejects(session.call("Reset", reset), {
    name: "NoAnswer",
    message: "Reset was not sent within 30000 ms: the station has not booted yet",
  });
  const first = session.call("Reset", reset);
  void first.catch(() => {});
  clock.advance(30_000);
  await held;
  session.release();
  assert.deepEqual(line.sent, []);
});

Deno.test("a hundred requests may wait; the next is refused at once, and the others are not disturbed", async () => {
  const { session, take } = stage();
  const calls = Array.from({ length: 101 }, () => session.call("ClearCache", {}));
  await assert.rejects(session.call("ClearCache", {}), {
    ...{ name: "Busy", message: /100 requests are waiting already/ },
  });
  for (let n = 0; n < 101; n++) session.receive(result(take(), { n }));
  assert.equal((await Promise.all(calls)).length, 101);
});

Deno.test("when the line ends, whoever waits is told, sent or not, and later calls are refused", async () => {
  const { session } = stage();
  const sent = assert.rejects(session.call("Reset", reset), { name: "NotConnected" });
  const queued = assert.rejects(session.call("ClearCache", {}), { name: "NotConnected" });
  session.end();
  await Promise.all([sent, queued]);
  await assert.rejects(session.call("ClearCache", {}), { name: "NotConnected" });
});

Deno.test("an answer to nothing that was asked settles nothing and is remarked", async () => {
  const remarks: string[] = [];
  const clock = fakeClock();
  const { session, line } = alone(clock, {
    observer: { remarked: ({ kind }) => remarks.push(kind) },
  });
  const call = session.call("ClearCache", {});
  session.receive('[3,"no-such-id",{}]');
  session.receive('[4,"no-such-id","InternalError","",{}]');
  assert.deepEqual(remarks, ["unasked-answer", "unasked-answer"]);
  session.receive(result(line.sent[0], { status: "Accepted" }));
  assert.deepEqual(await call, { status: "Accepted" });
});

Deno.test("what a time-out leaves behind is bounded: the answer to the oldest of a hundred and one is nobody's", async () => {
  const { clock, session, take } = stage();
  const late: number[] = [];
  const asked: (string | undefined)[] = [];
  for (let n = 0; n < 101; n++) {
    const call = session.call("ClearCache", {}, { late: () => late.push(n) });
    asked.push(take());
    const failed = assert.rejects(call, { name: "NoAnswer" });
    clock.advance(30_000);
    await failed;
  }
  for (const text of asked) session.receive(result(text));
  assert.deepEqual(late, Array.from({ length: 100 }, (_, n) => n + 1));
});
