import assert from "node:assert/strict";
import { CallError } from "../../ocpp/errors.ts";
import { type Incoming, MAX_BUFFERED, MAX_FRAME, MAX_WAITING } from "../../ocpp/session.ts";
import { fakeClock } from "../support/clock.ts";
import { alone, pair } from "../support/pair.ts";

const beat = (id: string) => JSON.stringify([2, id, "Heartbeat", {}]);
const currentTime = "2026-01-01T00:00:00Z";

Deno.test("requests are answered in the order they came, however long each takes", async () => {
  const held = new Map<string, PromiseWithResolvers<unknown>>();
  const { session, line } = alone(fakeClock(), {
    answer: ({ id }) => {
      const slot = Promise.withResolvers<unknown>();
      held.set(id, slot);
      return slot.promise;
    },
  });
  for (const id of ["1", "2", "3"]) session.receive(beat(id));
  assert.deepEqual([...held.keys()], ["1"], "the second is not begun before the first is answered");
  for (const id of ["1", "2", "3"]) {
    held.get(id)!.resolve({ currentTime });
    for (let n = 0; n < 10; n++) await Promise.resolve();
  }
  await session.idle;
  assert.deepEqual(
    line.sent,
    ["1", "2", "3"].map((id) => JSON.stringify([3, id, { currentTime }])),
  );
});

Deno.test("an answer of the peer passes by a request that is still at work", async () => {
  const held = Promise.withResolvers<unknown>();
  const { near, far } = pair(fakeClock(), {
    near: () => held.promise,
    far: () => Promise.resolve({ status: "Accepted" }),
  });
  const theirs = far.call("Heartbeat", {});
  assert.deepEqual(await near.call("ClearCache", {}), { status: "Accepted" });
  held.resolve({ currentTime });
  assert.deepEqual(await theirs, { currentTime });
});

Deno.test("what a handler throws is answered: a CallError as it is, of anything else nothing is told", async () => {
  const errors: unknown[] = [
    new CallError("SecurityError", "no", { a: 1 }),
    new Error("the password is x"),
  ];
  const { session, line } = alone(fakeClock(), { answer: () => Promise.reject(errors.shift()) });
  session.receive(beat("1"));
  session.receive(beat("2"));
  await session.idle;
  const [one, two] = line.sent.map((text) => JSON.parse(text));
  assert.deepEqual(one, [4, "1", "SecurityError", "no", { a: 1 }]);
  assert.deepEqual(two.slice(0, 3), [4, "2", "InternalError"]);
  assert.doesNotMatch(line.sent[1]!, /password/);
});

Deno.test("an answer of ours that is not valid becomes an InternalError, and what follows it does not run", async () => {
  let followed = false;
  const { session, line } = alone(fakeClock(), {
    answer: (call: Incoming) => {
      call.after = () => followed = true;
      return Promise.resolve({ currentTime: 5 });
    },
  });
  session.receive(beat("1"));
  await session.idle;
  assert.equal(JSON.parse(line.sent[0]!)[2], "InternalError");
  assert.equal(followed, false);
});

Deno.test("what follows an answer runs once it has been sent", async () => {
  const order: string[] = [];
  const { session, line } = alone(fakeClock(), {
    answer: (call: Incoming) => {
      call.after = () => order.push(`after ${line.sent.length}`);
      return Promise.resolve({ currentTime });
    },
  });
  session.receive(beat("1"));
  await session.idle;
  assert.deepEqual(order, ["after 1"]);
});

Deno.test("a payload that is not valid is rejected before it is sent, with the path of each fault", async () => {
  const { session, line } = alone(fakeClock());
  const { issues } = await session.call("SetChargingProfile", {
    connectorId: "1",
    csChargingProfiles: {},
  }).then(() => assert.fail(), (error) => error);
  const paths = issues.map(({ path }: { path: string }) => path);
  assert.ok(paths.includes("connectorId"));
  assert.ok(paths.includes("csChargingProfiles.chargingProfileId"));
  await assert.rejects(session.call("Reset", { type: "Soft", extra: 1 }), {
    name: "InvalidPayload",
  });
  assert.deepEqual(line.sent, []);
});

Deno.test("an action that the version does not have is rejected before it is sent", async () => {
  const { session, line } = alone(fakeClock());
  await assert.rejects(session.call("TransactionEvent", {}), {
    ...{ name: "InvalidPayload", message: "ocpp1.6 has no action TransactionEvent" },
  });
  assert.deepEqual(line.sent, []);
});

Deno.test("a peer that does not read is given up when more than 1 MiB waits for it", async () => {
  const { session, line } = alone(fakeClock());
  line.bufferedAmount = MAX_BUFFERED;
  const sent = assert.rejects(session.call("ClearCache", {}), { name: "NotConnected" });
  assert.equal(line.sent.length, 1);
  line.bufferedAmount = MAX_BUFFERED + 1;
  session.receive(JSON.stringify([2, "1", "Heartbeat", {}]));
  await session.idle;
  await sent;
  assert.equal(line.closed?.code, 1008);
  assert.equal(line.sent.length, 1);
  assert.equal(session.ended, true);
});

Deno.test("a request to a peer that does not read rejects, and ends the session once", async () => {
  const { session, line } = alone(fakeClock());
  line.bufferedAmount = MAX_BUFFERED + 1;
  await assert.rejects(session.call("ClearCache", {}), { name: "NotConnected" });
  assert.equal(line.closed?.code, 1008);
  assert.deepEqual(line.sent, []);
});

Deno.test("a peer with a thousand requests unanswered is closed, and none of them is answered any more", async () => {
  const held = Promise.withResolvers<unknown>();
  let begun = 0;
  const { session, line } = alone(fakeClock(), { answer: () => (begun++, held.promise) });
  for (let n = 0; n <= MAX_WAITING; n++) session.receive(beat(`${n}`));
  assert.equal(session.ended, false);
  session.receive(beat("one more"));
  assert.equal(line.closed?.code, 1008);
  held.resolve({ currentTime });
  await session.idle;
  assert.deepEqual([begun, line.sent], [1, []]);
});

Deno.test("a frame of 1 MiB is read, a longer one closes with 1009", async () => {
  const { session, line } = alone(fakeClock(), { answer: () => Promise.resolve({ currentTime }) });
  const [head, tail] = ['[2,"1","Heartbeat",{"x":"', '"}]'];
  const filled = (length: number) => head + "x".repeat(length - head.length - tail.length) + tail;
  session.receive(filled(MAX_FRAME));
  await session.idle;
  assert.equal(line.sent.length, 1);
  session.receive(filled(MAX_FRAME + 1));
  assert.equal(line.closed?.code, 1009);
});

Deno.test("frames after the end are ignored, and ending twice is ending once", async () => {
  let answered = 0;
  const { session, line } = alone(fakeClock(), {
    answer: () => Promise.resolve({ currentTime, n: answered++ }),
  });
  session.close(1000, "x".repeat(500));
  session.close(1001, "again");
  session.end();
  session.receive(beat("1"));
  await session.idle;
  assert.deepEqual([answered, line.sent], [0, []]);
  assert.equal(line.closed?.code, 1000);
  assert.ok(line.closed!.reason.length <= 120, "a close frame takes 123 bytes of reason");
});

Deno.test("an answer that is ready after the end is not sent", async () => {
  const held = Promise.withResolvers<unknown>();
  const { session, line } = alone(fakeClock(), { answer: () => held.promise });
  session.receive(beat("1"));
  session.end();
  held.resolve({ currentTime });
  await session.idle;
  assert.deepEqual(line.sent, []);
});

Deno.test("an id that came as a number is answered as one", async () => {
  const { session, line } = alone(fakeClock(), { answer: () => Promise.resolve({ currentTime }) });
  session.receive('[2,17,"Heartbeat",{}]');
  await session.idle;
  assert.equal(line.sent[0], JSON.stringify([3, 17, { currentTime }]));
});
