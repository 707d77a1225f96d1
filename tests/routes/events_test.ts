import assert from "node:assert/strict";
import type { Clock } from "../../csms/clock.ts";
import { charger } from "../support/charger.ts";
import { fakeClock } from "../support/clock.ts";
import { API_TOKEN, kvolt } from "../support/kvolt.ts";
import { rest } from "../support/rest.ts";
import { begin, setting } from "./setting.ts";
import { listen, type Message } from "./sse.ts";

/** A stream that brings nothing must not hold up the suite. */
const ends = { timeout: 20_000 };

Deno.test(
  "what happens is streamed with its type, its data and an id to go on from",
  ends,
  async () => {
    await using s = await setting();
    await s.csms.csms.tokens.put({ id: "TAG-1", status: "Accepted" });
    const stream = await listen(s.csms);
    const id = await begin(s.cp);
    const started = await stream.next();
    assert.equal(started.event, "transaction.started");
    assert.match(started.id!, /^[0-9A-Z]{26}$/);
    assert.equal(started.data.station, "CP-1");
    assert.ok(Date.parse(started.data.at));
    assert.deepEqual(started.data.data, (await s.api.get(`/transactions/${id}`)).body);
    await s.cp.call("Heartbeat", {});
    const beat = await stream.next();
    assert.deepEqual([beat.event, beat.id], ["station.heartbeat", undefined]);
    await stream.close();
  },
);

Deno.test(
  "a client that comes back with the last id it had gets what it missed, and nothing twice, across a restart",
  ends,
  async () => {
    const dir = await Deno.makeTempDir();
    const env = { KV_PATH: `${dir}/kvolt.db`, AUTH_UNKNOWN: "Accepted" };
    const first = await kvolt(env);
    const cp = await charger(first.ws, "CP-1");
    await cp.boot();
    const stream = await listen(first, "?type=transaction.started,transaction.stopped");
    await begin(cp, { at: Date.now() - 5_000_000 });
    const last = await stream.next();
    await begin(cp, { at: Date.now() - 4_000_000, token: "MISSED-1" });
    await cp.close();
    await stream.close();
    await first.stop();

    const second = await kvolt(env);
    const again = await charger(second.ws, "CP-1");
    await begin(again, { at: Date.now() - 3_000_000, token: "MISSED-2" });
    const types = "?type=transaction.started,transaction.stopped";
    const back = await listen(second, types, { "last-event-id": last.id! });
    await begin(again, { at: Date.now() - 2_000_000, token: "LIVE" });
    const told: Message[] = [];
    while (told.at(-1)?.data.data.token !== "LIVE") told.push(await back.next());
    const words = told.map(({ event, data }) => `${event} ${data.data.token}`);
    // Each start closes the transaction before it (law 9), in the same commit.
    assert.deepEqual(words.filter((word) => /started/.test(word)), [
      ...["transaction.started MISSED-1", "transaction.started MISSED-2"],
      "transaction.started LIVE",
    ]);
    assert.equal(words.filter((word) => /stopped/.test(word)).length, 3);
    const ids = told.map(({ id }) => id!);
    assert.deepEqual(ids, [...new Set(ids)].sort());
    assert.ok(ids[0]! > last.id!);
    await back.close();

    const since = await listen(second, `?since=${ids[1]}&type=transaction.started`);
    assert.equal((await since.next()).data.data.token, "MISSED-2");
    await since.close();
    const everything = await listen(second, "?since=0");
    assert.equal((await everything.next()).event, "station.discovered");
    await everything.close();
    await again.close();
    await second.stop();
    await Deno.remove(dir, { recursive: true });
  },
);

Deno.test("a stream is narrowed to one station and to types", ends, async () => {
  await using s = await setting();
  const other = await charger(s.csms.ws, "CP-2");
  const stream = await listen(s.csms, "?station=CP-2&type=transaction.started,connector.changed");
  await begin(s.cp);
  await other.boot();
  const status = { connectorId: 3, errorCode: "NoError", status: "Available" };
  await s.cp.call("StatusNotification", status);
  await other.call("StatusNotification", status);
  const message = await stream.next();
  assert.deepEqual([message.event, message.data.station], ["connector.changed", "CP-2"]);
  await stream.close();
  await other.close();
});

Deno.test("an id that is none is 422", ends, async () => {
  const csms = await kvolt();
  const api = await rest(csms);
  const answers = [
    await api.get("/events?since=%2F"),
    await api.get("/events", { "last-event-id": "no id" }),
  ];
  const paths = answers.map(({ status, body }) => [status, body.errors[0].path]);
  assert.deepEqual(paths, [[422, "since"], [422, "last-event-id"]]);
  await csms.stop();
});

Deno.test(
  "a silent stream is kept alive every 15 s, and a client that is gone leaves no timer",
  ends,
  async () => {
    const base = fakeClock();
    let beats = 0;
    let armed = Promise.withResolvers<void>();
    const none = Promise.withResolvers<void>();
    const clock: Clock = {
      now: base.now,
      after(ms, task) {
        if (ms !== 15_000) return base.after(ms, task);
        beats++;
        armed.resolve();
        const cancel = base.after(ms, () => {
          beats--;
          task();
        });
        return () => {
          cancel();
          if (--beats === 0) none.resolve();
        };
      },
    };
    const csms = await kvolt({}, { clock });
    const stream = await listen(csms);
    for (let i = 0; i < 3; i++) {
      await armed.promise;
      armed = Promise.withResolvers();
      base.advance(15_000);
      assert.equal(await stream.comment(), "alive");
    }
    await armed.promise;
    await stream.close();
    await none.promise;
    const stopped = csms.stop();
    base.advance(100);
    await stopped;
  },
);

Deno.test("a stop of kvolt ends the streams at once", ends, async () => {
  // On its clock, which stands still, nothing comes later.
  const csms = await kvolt({}, { clock: fakeClock() });
  const stream = await listen(csms);
  await csms.stop();
  assert.deepEqual(await stream.rest(), []);
});

Deno.test(
  "a client that does not read is cut off, holds up nobody, and gets the rest when it comes back",
  ends,
  async () => {
    const csms = await kvolt();
    const stuck = await fetch(`${csms.api}/events`, {
      headers: { authorization: `Bearer ${API_TOKEN}` },
    });
    const note = "x".repeat(20_000);
    const kept = new Set<string>();
    // More than the sockets and the 1,000 events of a listener hold.
    for (let i = 0; i < 1_500; i++) {
      const id = `CP-${i}`;
      kept.add(id);
      await csms.csms.apply((change) => {
        change.record("handshake.failed", { path: note, reason: "test", address: "::1" }, id);
        return Promise.resolve();
      });
    }
    const text = await stuck.text();
    const ids = [...text.matchAll(/^id: (\w+)$/gm)].map(([, id]) => id!);
    assert.ok(ids.length < kept.size, `${ids.length} were sent`);
    for (const [, id] of text.matchAll(/"station":"(CP-\d+)"/g)) kept.delete(id!);
    const back = await listen(csms, "", { "last-event-id": ids.at(-1)! });
    while (kept.size > 0) kept.delete((await back.next()).data.station);
    await back.close();
    await csms.stop();
  },
);
