import assert from "node:assert/strict";
import { findingsOf } from "../support/findings.ts";
import { DAY, of, pages, room } from "./room.ts";

Deno.test("frames are kept newest first, a page at a time, but for the actions of LOG_SKIP", async () => {
  await using it = await room({ LOG_SKIP: "Heartbeat, Authorize ,", LOG_DAYS: "2" });
  const add = (action: string | undefined, text: string) =>
    it.apply((change) =>
      it.csms.messages.add(change, "CP-1", { direction: "in", kind: "call", action, text })
    );
  await add("Heartbeat", "skipped");
  await add("Authorize", "skipped");
  await add("MeterValues", "1");
  await add(undefined, "2");
  await add("Reset", "3");
  const all = (await pages((options) => it.csms.messages.page("CP-1", options), 2))
    .map(({ value }) => value);
  assert.deepEqual(all.map(({ text }) => text), ["3", "2", "1"]);
  assert.deepEqual(all[0], {
    ...{ id: all[0]!.id, station: "CP-1", direction: "in", kind: "call", action: "Reset" },
    ...{ text: "3", at: "2026-01-01T00:00:00.000Z" },
  });
  assert.deepEqual(["Heartbeat", "Authorize", "Reset"].map(it.csms.messages.skips), [
    ...[true, true, false],
  ]);
  assert.deepEqual((await it.csms.messages.page("CP-2", { limit: 9 })).items, []);
  it.clock.advance(2 * DAY);
  assert.deepEqual((await it.csms.messages.page("CP-1", { limit: 9 })).items, []);
});

Deno.test("a frame that is longer than the store takes is cut and says how long it was", async () => {
  await using it = await room();
  const text = "漢".repeat(100_000);
  await it.apply((change) =>
    it.csms.messages.add(change, "CP-1", { direction: "in", kind: "malformed", text })
  );
  const kept = (await it.csms.messages.page("CP-1", { limit: 1 })).items[0]!.value.text;
  assert.ok(kept.length < 25_000 && kept.startsWith("漢".repeat(20_000)));
  assert.match(kept, /\(100000 characters in all\)$/);
});

Deno.test("the longest request and its longest answer fit in one record, with their own times", async () => {
  await using it = await room();
  const text = "漢".repeat(100_000);
  const [came] = [it.clock.now(), it.clock.advance(1_000)];
  await it.apply((change) =>
    it.csms.messages.add(change, "CP-1", {
      ...{ direction: "in", kind: "call", action: text, messageId: text, text, at: came },
      answer: { kind: "error", text },
    })
  );
  const { at, answer } = (await it.csms.messages.page("CP-1", { limit: 1 })).items[0]!.value;
  assert.deepEqual([at, answer?.kind], ["2026-01-01T00:00:00.000Z", "error"]);
  assert.equal(answer?.at, "2026-01-01T00:00:01.000Z");
  assert.match(answer.text, /^漢{6000}… \(100000 characters in all\)$/);
});

Deno.test("a finding is counted by kind, is an event the first time, and can be cleared", async () => {
  await using it = await room({ LOG_DAYS: "2" });
  const add = (kind: string, example?: string) =>
    it.apply((change) => it.csms.findings.add(change, "CP-1", kind, `about ${kind}`, example));
  await add("a", "x".repeat(1_000));
  it.clock.advance(1_000);
  await add("a", "y");
  await add("b");
  const [a, b] = await findingsOf(it.csms, "CP-1");
  assert.deepEqual(a, {
    ...{ station: "CP-1", kind: "a", text: "about a", example: "y", count: 2 },
    ...{ firstAt: "2026-01-01T00:00:00.000Z", lastAt: "2026-01-01T00:00:01.000Z" },
  });
  assert.equal(b?.count, 1);
  assert.deepEqual(of(it, "finding.new").map(({ data }) => (data as { kind: string }).kind), [
    ...["a", "b"],
  ]);
  assert.deepEqual(
    (await pages((options) => it.csms.findings.page("CP-1", options), 1)).map(({ value }) => value),
    [a, b],
  );
  assert.equal(await it.csms.findings.clear("CP-1", "a"), true);
  assert.equal(await it.csms.findings.clear("CP-1", "a"), false);
  await add("a");
  assert.equal((await findingsOf(it.csms, "CP-1"))[0]?.count, 1);
  it.clock.advance(2 * DAY);
  assert.deepEqual(await findingsOf(it.csms, "CP-1"), []);
});

const failure = {
  path: "/ocpp/CP-1",
  station: "CP-1",
  address: "10.0.0.9",
  offered: "ocpp2.0",
  reason: "no common version",
};

Deno.test("a handshake that fails again and again is one entry with a count, written at most every 10 s", async () => {
  await using it = await room();
  const { failed, list } = it.csms.handshakes;
  for (let n = 0; n < 50; n++) await failed(failure);
  assert.deepEqual((await list()).map(({ count }) => count), [50]);
  const written = async () =>
    (await it.store.failedHandshakes.get("10.0.0.9", "/ocpp/CP-1"))!.value;
  assert.equal((await written()).count, 1);
  it.clock.advance(10_000);
  await failed(failure);
  assert.equal((await written()).count, 51);
  assert.equal((await written()).firstAt, "2026-01-01T00:00:00.000Z");
  assert.equal(of(it, "handshake.failed").length, 1);
  await failed({ ...failure, reason: "wrong key" });
  assert.equal((await written()).reason, "wrong key");
  assert.equal(of(it, "handshake.failed").length, 2);
});

Deno.test("handshakes that fail at the same moment are all counted", async () => {
  await using it = await room();
  await Promise.all(Array.from({ length: 10 }, () => it.csms.handshakes.failed(failure)));
  assert.deepEqual((await it.csms.handshakes.list()).map(({ count }) => count), [10]);
  assert.equal(of(it, "handshake.failed").length, 1);
});

Deno.test("failed handshakes are listed the latest first, by address and path, and expire after LOG_DAYS", async () => {
  await using it = await room({ LOG_DAYS: "1" });
  for (const [address, path] of [["a", "/1"], ["a", "/2"], ["b", "/1"]] as const) {
    await it.csms.handshakes.failed({ ...failure, address, path });
    it.clock.advance(1_000);
  }
  const listed = await it.csms.handshakes.list();
  assert.deepEqual(listed.map(({ address, path }) => address + path), ["b/1", "a/2", "a/1"]);
  it.clock.advance(DAY);
  assert.deepEqual(await it.csms.handshakes.list(), []);
});

Deno.test("counts that were not written when they are let go of are written then", async () => {
  await using it = await room();
  await it.csms.handshakes.failed(failure);
  await it.csms.handshakes.failed(failure);
  for (let n = 0; n < 1_000; n++) {
    // New ones are written as fast as somebody may make up names.
    if (n === 500) it.clock.advance(600_000);
    await it.csms.handshakes.failed({ ...failure, path: `/${n}` });
  }
  const kept = await it.store.failedHandshakes.get(failure.address, failure.path);
  assert.equal(kept?.value.count, 2);
});
