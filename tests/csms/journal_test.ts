import assert from "node:assert/strict";
import type { Event } from "../../csms/events.ts";
import { pages, type Room, room } from "./room.ts";

const say = (it: Room, text: string) =>
  it.apply((change) => change.record("authority.down", { reason: text }));
const said = ({ data }: Event) => (data as { reason: string }).reason;

/** Takes events until one is said. */
async function until(events: AsyncIterable<Event>, last: string): Promise<string[]> {
  const found: string[] = [];
  for await (const event of events) {
    found.push(said(event));
    if (said(event) === last) break;
  }
  return found;
}

Deno.test("events are listed newest first, their ids rise with their commits, and they expire after EVENT_DAYS", async () => {
  await using it = await room({}, { journalDays: 2 });
  for (const text of ["a", "b", "c"]) await say(it, text);
  const all = (await pages(it.csms.journal.page, 2)).map(({ value }) => value);
  assert.deepEqual(all.map(said), ["c", "b", "a"]);
  const ids = all.map(({ id }) => id!);
  assert.deepEqual(ids, ids.toSorted().reverse());
  // What one commit tells is one record: a page may end, and one may go on, in the middle of it.
  await Promise.all([..."defghij"].map((text) => say(it, text)));
  for (const limit of [1, 2, 3, 4, 10]) {
    const found = (await pages(it.csms.journal.page, limit)).map(({ value }) => said(value));
    assert.equal(found.join(""), "jihgfedcba");
  }
  for (const [i, { id }] of it.events.entries()) {
    const rest = await Array.fromAsync(it.csms.journal.since(id!), said);
    assert.equal(rest.join(""), "abcdefghij".slice(i + 1));
  }
  it.clock.advance(2 * 86_400_000);
  assert.deepEqual((await it.csms.journal.page({ limit: 10 })).items, []);
});

Deno.test("a listener with a cursor gets what it missed and then what happens, without gap or repeat", async () => {
  await using it = await room();
  for (let n = 0; n < 250; n++) await say(it, `${n}`);
  const cursor = it.events[99]!.id!;
  const stop = new AbortController();
  const listening = it.csms.journal.listen(stop.signal, cursor);
  const expected = Array.from({ length: 300 }, (_, n) => `${n + 100}`);
  const found: string[] = [];
  for await (const event of listening) {
    found.push(said(event));
    // What is committed in the middle of the replay is in both, and is told once.
    if (found.length === 1) { for (let n = 250; n < 400; n++) void say(it, `${n}`); }
    if (said(event) === "399") break;
  }
  assert.deepEqual(found, expected);
  assert.equal(listening.dropped, 0);
});

Deno.test("a listener without a cursor gets what happens from now on, telemetry too, in order", async () => {
  await using it = await room();
  await say(it, "before");
  const stop = new AbortController();
  const listening = it.csms.journal.listen(stop.signal);
  await it.apply((change) => {
    change.tell("station.heartbeat", {}, "CP-1");
    change.record("authority.down", { reason: "1" });
  });
  await say(it, "2");
  const found: Event[] = [];
  for await (const event of listening) if (found.push(event) === 3) break;
  assert.deepEqual(found.map(({ type }) => type), [
    ...["authority.down", "station.heartbeat", "authority.down"],
  ]);
  assert.equal(found[1]!.id, undefined);
});

Deno.test("a listener that does not keep up loses its oldest events and is told how many; others lose none", async () => {
  await using it = await room();
  const stop = new AbortController();
  const slow = it.csms.journal.listen(stop.signal);
  for (let n = 0; n < 1_200; n++) await say(it, `${n}`);
  assert.equal(slow.dropped, 200);
  assert.equal(it.events.length, 1_200);
  const found = await until(slow, "1199");
  assert.deepEqual([found.length, found[0]], [1_000, "200"]);
});

Deno.test("an aborted listener ends, waiting or not, and nothing more is kept for it", async () => {
  await using it = await room();
  const stop = new AbortController();
  const waiting = it.csms.journal.listen(stop.signal);
  const ended = until(waiting, "never");
  await say(it, "1");
  const unread = it.csms.journal.listen(stop.signal);
  stop.abort();
  assert.deepEqual(await ended, ["1"]);
  for (let n = 0; n < 1_100; n++) await say(it, `${n}`);
  assert.equal(unread.dropped, 0);
  const late = it.csms.journal.listen(stop.signal);
  assert.deepEqual(await until(late, "never"), []);
});

Deno.test("a listener that throws disturbs neither the others nor the commit", async () => {
  await using it = await room();
  const end = it.csms.journal.subscribe(() => {
    throw new Error("no");
  });
  const heard: Event[] = [];
  it.csms.journal.subscribe((event) => heard.push(event));
  await say(it, "a");
  end();
  await say(it, "b");
  assert.deepEqual(heard.map(said), ["a", "b"]);
});
