import assert from "node:assert/strict";
import fc from "fast-check";
import { ulid } from "ulid";
import type { Message } from "../../csms/model.ts";
import { openStore, type Store } from "../../kv/mod.ts";
import { Clock, commit, logged, memory, overriding, withCommit } from "./fixture.ts";

const DAY = 86_400_000;
const far = Date.UTC(2026, 1, 1);
const at = "2026-01-01T12:00:00Z";
const frame = (station: string, text: string): Omit<Message, "id"> => (
  { station, direction: "in", kind: "call", text, at }
);

/** Adds frames of a station in one change. */
async function add(store: Store, station: string, texts: readonly string[], until = far) {
  await commit(store, (change) => {
    for (const text of texts) change.log(frame(station, text), until);
  });
}

/** All frames of a station, read in pages of so many. */
async function all(store: Store, station: string, limit: number): Promise<Message[]> {
  const found: Message[] = [];
  let cursor: string | null = null;
  do {
    const page = await store.messagesOf(station, { limit, ...(cursor ? { cursor } : {}) });
    assert.ok(page.items.length <= limit);
    found.push(...page.items.map(({ value }) => value));
    cursor = page.next;
  } while (cursor);
  return found;
}

const texts = (messages: readonly Message[]) => messages.map(({ text }) => text);
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `${from + i}`);
const count = async (kv: Deno.Kv, name: string) =>
  (await Array.fromAsync(kv.list({ prefix: [name] }))).length;

Deno.test("frames are read newest first, as they were committed, whether they are sorted yet or not", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ station: fc.integer({ min: 0, max: 4 }), n: fc.integer({ min: 1, max: 300 }) }),
        {
          maxLength: 25,
        },
      ),
      fc.integer({ min: 1, max: 90 }),
      async (turns, limit) => {
        await using f = await memory();
        const told = new Map<string, string[]>();
        let n = 0;
        for (const turn of turns) {
          const station = `CP-${turn.station}`;
          const said = numbers(n, n += turn.n);
          told.set(station, [...(told.get(station) ?? []), ...said]);
          f.clock.ms += turn.n * 60_000;
          await add(f.store, station, said, f.clock.ms + 30 * DAY);
        }
        for (const [station, said] of told) {
          const found = await all(f.store, station, limit);
          assert.deepEqual(texts(found), said.toReversed());
          const ids = found.map(({ id }) => id);
          assert.deepEqual(ids, ids.toSorted().reverse());
        }
      },
    ),
    { numRuns: 30 },
  );
});

Deno.test("many frames are sorted by station, few records for all of one, and nothing stands twice", async () => {
  await using f = await memory();
  for (let n = 0; n < 250; n++) {
    await Promise.all(
      numbers(0, 10).map((id) => add(f.store, `CP-${id}`, [`${n}`], far)),
    );
  }
  await f.store.drain();
  assert.ok(await count(f.kv, "latestMessages") <= 100);
  assert.ok(await count(f.kv, "messages") < 60);
  let frames = 0;
  for await (const { value } of f.kv.list<{ value: unknown[] }>({ prefix: [] })) {
    if (Array.isArray(value.value)) frames += value.value.length;
  }
  assert.equal(frames, 2_500);
  assert.deepEqual(texts(await all(f.store, "CP-7", 40)), numbers(0, 250).toReversed());
});

Deno.test("a frame is gone when its time has come, sorted or not, though its record stays with a later one", async () => {
  await using f = await memory();
  const day = async (n: number, said: readonly string[]) => {
    f.clock.ms = Date.UTC(2026, 0, 1, 12) + n * DAY;
    await add(f.store, "CP-1", said, f.clock.ms + 2 * DAY);
  };
  await day(0, ["first"]);
  await day(0.25, numbers(0, 1_000));
  await f.store.drain();
  assert.equal(await count(f.kv, "latestMessages"), 0);
  await day(1, ["last"]);
  for (const [days, left] of [[1.999, 1_002], [2, 1_001], [2.25, 1], [3, 0]] as const) {
    f.clock.ms = Date.UTC(2026, 0, 1, 12) + days * DAY;
    assert.equal((await all(f.store, "CP-1", 500)).length, left, `after ${days} days`);
  }
});

Deno.test("frames that had a record each, before they were kept together, are read after those of now", async () => {
  await using f = await memory();
  for (const [text, expiresAt] of [["gone", f.clock.ms], ["old", far]] as const) {
    const id = ulid(f.clock.ms - DAY);
    const value = { id, ...frame("CP-1", text) };
    await f.kv.set(["messages", "CP-1", id], { value, expiresAt });
  }
  await add(f.store, "CP-1", numbers(0, 1_100));
  await f.store.drain();
  assert.deepEqual(texts(await all(f.store, "CP-1", 64)), [...numbers(0, 1_100).reverse(), "old"]);
});

Deno.test("frames that were kept together with their answers inside the rest are read and sorted as those of now", async () => {
  await using f = await memory();
  const answer = { kind: "result" as const, text: "[3,]", at };
  const { text, station, ...beside } = frame("CP-1", "old");
  const id = ulid(f.clock.ms - DAY);
  const rest = JSON.stringify({ ...beside, answer });
  await f.kv.set(["latestMessages", id], { value: [[id, station, text, rest]], expiresAt: far });
  const [unsorted] = await all(f.store, "CP-1", 1);
  assert.deepEqual(unsorted!.answer, answer);
  await add(f.store, "CP-1", numbers(0, 1_100));
  await f.store.drain();
  assert.ok(await count(f.kv, "latestMessages") < 1_000);
  const sorted = (await all(f.store, "CP-1", 500)).at(-1)!;
  assert.deepEqual([sorted.text, sorted.answer], ["old", answer]);
});

Deno.test("frames whose characters take two bytes each are sorted in as many commits as it takes", async () => {
  await using f = await memory();
  const long = "漢".repeat(15_000);
  for (let n = 0; n < 1_010; n++) await add(f.store, "CP-1", [n < 40 ? `${n} ${long}` : `${n}`]);
  await f.store.drain();
  const found = texts(await all(f.store, "CP-1", 100)).map((text) => text.split(" ")[0]);
  assert.deepEqual(found, numbers(0, 1_010).reverse());
  assert.ok(await count(f.kv, "latestMessages") < 1_000);
  assert.ok(await count(f.kv, "messages") >= 30);
});

Deno.test("where sorting fails the frames are still read, it is said, and it is tried again later", async () => {
  let broken = true;
  const kv = (real: Deno.Kv) =>
    overriding(real, "list", (selector: { prefix: string[] }, options: Deno.KvListOptions) => {
      if (broken && options?.batchSize === 10) throw new Error("no disk");
      return real.list(selector, options);
    });
  await using f = await memory({}, kv);
  const records = await logged(async () => {
    await add(f.store, "CP-1", numbers(0, 1_200));
    await f.store.drain();
  });
  assert.match(records[0]!.message.join(""), /frames could not be sorted by station.*no disk/);
  assert.equal(records.length, 1);
  assert.deepEqual(texts(await all(f.store, "CP-1", 500)), numbers(0, 1_200).reverse());
  assert.equal(await count(f.kv, "messages"), 0);
  broken = false;
  await add(f.store, "CP-1", numbers(1_200, 2_300));
  await f.store.drain();
  assert.ok(await count(f.kv, "messages") > 0);
  assert.deepEqual(texts(await all(f.store, "CP-1", 500)), numbers(0, 2_300).reverse());
});

Deno.test("frames that are written while it is looked for some to sort are sorted then, and not with the next", async () => {
  const [looked, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  async function* slowly(records: AsyncIterable<unknown>) {
    yield* records;
    looked.resolve();
    await goOn.promise;
  }
  const kv = (real: Deno.Kv) =>
    overriding(real, "list", (selector: { prefix: string[] }, options: Deno.KvListOptions) => {
      const list = real.list(selector, options);
      return options?.batchSize === 10 ? slowly(list) : list;
    });
  await using f = await memory({}, kv);
  await add(f.store, "CP-1", ["first"]);
  await looked.promise;
  await add(f.store, "CP-1", numbers(0, 1_000));
  goOn.resolve();
  await f.store.drain();
  assert.equal(await count(f.kv, "latestMessages"), 0);
});

Deno.test("a frame whose change is not written is not in the log", async () => {
  let full = false;
  const kv = (real: Deno.Kv) =>
    withCommit(real, (commit) => full ? Promise.reject(new Error("disk is full")) : commit());
  await using f = await memory({}, kv);
  await add(f.store, "CP-1", ["kept"]);
  full = true;
  await logged(() => assert.rejects(add(f.store, "CP-1", ["lost"]), /disk is full/));
  full = false;
  await add(f.store, "CP-1", ["kept too"]);
  assert.deepEqual(texts(await all(f.store, "CP-1", 9)), ["kept too", "kept"]);
});

Deno.test("two processes on one store sort its frames between them, each once", async () => {
  const kv = await Deno.openKv(":memory:");
  const now = new Clock().now;
  const stores = [0, 1].map(() => openStore(kv, { now, exclusive: false }));
  for (let n = 0; n < 30; n++) {
    await Promise.all(
      stores.map((store, i) => add(store, `CP-${i}`, numbers(n * 100, n * 100 + 100))),
    );
  }
  for (const store of stores) await store.drain();
  for (const [i, store] of stores.entries()) {
    assert.deepEqual(texts(await all(store, `CP-${i}`, 200)).sort(), numbers(0, 3_000).sort());
  }
  kv.close();
});

Deno.test("ids of frames ascend over a restart with the clock set back", async () => {
  const path = await Deno.makeTempFile({ suffix: ".db" });
  const clock = new Clock();
  for (let round = 0; round < 3; round++) {
    const store = openStore(await Deno.openKv(path), { now: clock.now, exclusive: true });
    await add(store, "CP-1", numbers(round * 700, round * 700 + 700));
    await store.drain();
    clock.ms -= 3_600_000;
    if (round === 2) {
      assert.deepEqual(texts(await all(store, "CP-1", 99)), numbers(0, 2_100).reverse());
    }
    store.close();
  }
  await Deno.remove(path);
});

Deno.test("a cursor of another list and a page of nothing are refused, and no station is too long", async () => {
  await using f = await memory();
  await add(f.store, "CP-1", ["1", "2"]);
  const { next } = await f.store.messagesOf("CP-1", { limit: 1 });
  await assert.rejects(f.store.messagesOf("CP-2", { limit: 1, cursor: next! }), /another list/);
  await assert.rejects(f.store.messagesOf("CP-1", { limit: 1, cursor: "x" }), /not a cursor/);
  await assert.rejects(f.store.messagesOf("CP-1", { limit: 0 }), RangeError);
  const nothing = { items: [], next: null };
  assert.deepEqual(await f.store.messagesOf("x".repeat(5000), { limit: 1 }), nothing);
});

Deno.test("an answer of any text is kept beside its request, in one record", async () => {
  await using f = await memory();
  const text = "…".repeat(24_000);
  // One that has such a character takes two bytes for each of its own, those that escape them too.
  for (const said of ['…"'.padEnd(6_000, '"'), "…".padEnd(6_000, "\\"), "…".repeat(6_000)]) {
    const answer = { kind: "result" as const, text: said, at };
    await commit(f.store, (change) => change.log({ ...frame("CP-1", text), answer }, far));
    const [shown] = await all(f.store, "CP-1", 1);
    assert.deepEqual(shown!.answer, answer);
    assert.equal(shown!.text, text);
    await commit(f.store, (change) => {
      for (const n of numbers(0, 20)) change.log({ ...frame("CP-2", n), answer }, far);
    });
  }
  const answered = (await all(f.store, "CP-2", 30)).filter(({ answer }) => answer);
  assert.equal(answered.length, 60, "as many in a record as it takes with their answers");
});

Deno.test("no frame is kept longer than its time, though its station's day takes several records", async () => {
  await using f = await memory();
  const begin = f.clock.ms;
  const often = 400_000;
  for (let n = 0; n < 215; n++) {
    f.clock.ms += often;
    await add(f.store, "CP-1", [`${n} ${"x".repeat(300)}`], f.clock.ms + 2 * DAY);
  }
  await f.store.drain();
  assert.ok(await count(f.kv, "messages") > 2);
  for (const hours of [6, 12, 18]) {
    f.clock.ms = begin + 2 * DAY + hours * 3_600_000;
    const shown = texts(await all(f.store, "CP-1", 500)).map((text) => parseInt(text));
    const past = shown.filter((n) => begin + (n + 1) * often + 2 * DAY <= f.clock.ms);
    assert.deepEqual(past, [], `${hours} h`);
  }
});

Deno.test("frames of one day that are kept for different times are each kept for their own", async () => {
  await using f = await memory();
  const begin = f.clock.ms;
  for (let n = 0; n < 200; n++) {
    f.clock.ms += 1_000;
    await add(f.store, "CP-1", [`${n}`], f.clock.ms + (n % 2 === 0 ? 2 : 30) * DAY);
  }
  await f.store.drain();
  assert.ok(await count(f.kv, "messages") > 0);
  f.clock.ms = begin + 3 * DAY;
  const shown = texts(await all(f.store, "CP-1", 500)).map(Number);
  assert.deepEqual(shown.filter((n) => n % 2 === 0), []);
  assert.equal(shown.length, 100);
});

Deno.test("frames that could not be sorted for a while are sorted afterwards, all of them", async () => {
  let broken = false;
  await using f = await memory({}, (kv) =>
    overriding(
      kv,
      "get",
      (key: Deno.KvKey) =>
        broken && key[1] === "sortedMessages" ? Promise.reject(new Error("no")) : kv.get(key),
    ));
  await add(f.store, "CP-2", ["the ids are known from here on"]);
  await f.store.drain();
  broken = true;
  const records = await logged(async () => {
    for (let n = 0; n < 8; n++) {
      await add(f.store, "CP-1", numbers(n * 700, n * 700 + 700));
      await f.store.drain();
    }
  });
  assert.ok(records.length > 0);
  assert.equal(await count(f.kv, "messages"), 0);
  broken = false;
  await add(f.store, "CP-1", numbers(5_600, 6_300));
  await f.store.drain();
  let left = 0;
  for await (const { value } of f.kv.list<{ value: unknown[] }>({ prefix: ["latestMessages"] })) {
    left += value.value.length;
  }
  assert.ok(left < 1_000, `${left} wait`);
  assert.deepEqual(texts(await all(f.store, "CP-1", 500)).toReversed(), numbers(0, 6_300));
});

Deno.test("ids ascend over a restart with the clock set back, though every frame is sorted and no event is there", async () => {
  await using f = await memory();
  await add(f.store, "CP-1", numbers(0, 1_000));
  await f.store.drain();
  assert.equal(await count(f.kv, "latestMessages"), 0);
  f.clock.ms -= 3_600_000;
  const now = () => new Date(f.clock.ms);
  const again = openStore(f.kv, { now, exclusive: true });
  await add(again, "CP-1", ["after"]);
  assert.deepEqual(texts(await all(again, "CP-1", 100)).toReversed(), [
    ...numbers(0, 1_000),
    "after",
  ]);
  await again.drain();
});

Deno.test("two that sort at once lose nothing: whoever is later looks again", async () => {
  await using f = await memory();
  const held = Promise.withResolvers<void>();
  const moving = Promise.withResolvers<void>();
  let holds = true;
  const kv = overriding(f.kv, "atomic", () => {
    const atomic = f.kv.atomic();
    let isMove = false;
    const check = atomic.check.bind(atomic);
    const commit = atomic.commit.bind(atomic);
    return Object.assign(atomic, {
      check(...checks: Deno.AtomicCheck[]) {
        isMove ||= checks.some(({ key }) => key[1] === "sortedMessages");
        return check(...checks);
      },
      async commit() {
        if (isMove && holds) {
          moving.resolve();
          await held.promise;
        }
        return await commit();
      },
    });
  });
  const now = () => new Date(f.clock.ms);
  const slow = openStore(kv, { now, exclusive: true });
  await add(slow, "CP-1", numbers(0, 1_000));
  await moving.promise;
  // Another instance sorts the same, and more.
  const quick = openStore(f.kv, { now, exclusive: true });
  f.clock.ms += 1_000;
  await add(quick, "CP-1", numbers(1_000, 2_000));
  await quick.drain();
  holds = false;
  held.resolve();
  await slow.drain();
  assert.deepEqual(texts(await all(quick, "CP-1", 500)).toReversed(), numbers(0, 2_000));
});
