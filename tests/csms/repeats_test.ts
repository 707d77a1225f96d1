import assert from "node:assert/strict";
import { fingerprint, repeats } from "../../csms/repeats.ts";
import type { Change } from "../../kv/change.ts";
import { overriding } from "../kv/fixture.ts";
import { type Room, room } from "./room.ts";

type Repeats = ReturnType<typeof repeats>;

/** Answers a message once; gives what it is answered and whether that was a repeat. */
function ask(it: Room, on: Repeats, n: number | string, answer: unknown = { n }) {
  const mark = { messageId: `m-${n}`, action: "DataTransfer", hash: fingerprint(`m-${n}`, "A", n) };
  return on.once("CP-1", mark, async (keep) => {
    await it.apply((change: Change) => keep(change, answer));
    return answer;
  });
}

Deno.test("a fingerprint is of the id, the action and the content together", () => {
  const one = fingerprint("1", "A", { a: 1 });
  assert.equal(fingerprint("1", "A", { a: 1 }), one);
  for (const [id, action, a] of [["2", "A", 1], ["1", "B", 1], ["1", "A", 2]] as const) {
    assert.notEqual(fingerprint(id, action, { a }), one);
  }
});

Deno.test("the last 16 answers of a station are given again, and no older ones", async () => {
  await using it = await room();
  for (let n = 0; n < 17; n++) await ask(it, it.csms.repeats, n);
  assert.equal((await ask(it, it.csms.repeats, 16)).repeated, true);
  assert.deepEqual(await ask(it, it.csms.repeats, 1, "new"), { answer: { n: 1 }, repeated: true });
  assert.deepEqual(await ask(it, it.csms.repeats, 0, "new"), { answer: "new", repeated: false });
  const kept = await Array.fromAsync(it.store.answers.each(["CP-1"]));
  assert.equal(kept.length, 16);
});

Deno.test("after a restart the answers are given again and the ring goes on where it was", async () => {
  await using it = await room();
  for (let n = 0; n < 20; n++) await ask(it, it.csms.repeats, n);
  const restarted = repeats(it);
  for (let n = 4; n < 20; n++) {
    assert.deepEqual(await ask(it, restarted, n, "new"), { answer: { n }, repeated: true });
  }
  await ask(it, restarted, 20);
  const again = repeats(it);
  assert.equal((await ask(it, again, 5)).repeated, true);
  assert.equal((await ask(it, again, 4)).repeated, false);
});

Deno.test("what failed is not remembered, nor what came while it failed", async () => {
  await using it = await room();
  const mark = { messageId: "1", action: "A", hash: "h" };
  const held = Promise.withResolvers<unknown>();
  const begun = Promise.withResolvers<void>();
  const first = it.csms.repeats.once("CP-1", mark, () => {
    begun.resolve();
    return held.promise;
  });
  await begun.promise;
  const second = it.csms.repeats.once("CP-1", mark, () => Promise.resolve("never run"));
  const failures = Promise.allSettled([first, second]);
  held.reject(new Error("no"));
  for (const outcome of await failures) assert.equal(outcome.status, "rejected");
  const third = await it.csms.repeats.once("CP-1", mark, () => Promise.resolve("yes"));
  assert.deepEqual(third, { answer: "yes", repeated: false });
});

Deno.test("a store that fails once while the answers are read fails that one message alone", async () => {
  let failing = true;
  await using it = await room({}, {
    wrap: (kv) =>
      overriding(kv, "list", (...args: Parameters<Deno.Kv["list"]>) => {
        if (failing) throw new Error("the disk is away");
        return kv.list(...args);
      }),
  });
  await assert.rejects(
    it.csms.repeats.once(
      "CP-1",
      { messageId: "1", action: "A", hash: "h" },
      () => Promise.resolve(),
    ),
    /away/,
  );
  failing = false;
  assert.equal((await ask(it, it.csms.repeats, 1)).repeated, false);
});

Deno.test("stations have rings of their own, and many of them do not push each other out of the store", async () => {
  await using it = await room();
  const few = repeats({ ...it, capacity: 2 });
  const mark = { messageId: "1", action: "A", hash: "same" };
  for (const station of ["A", "B", "C"]) {
    const { repeated } = await few.once(station, mark, async (keep) => {
      await it.apply((change) => keep(change, station));
      return station;
    });
    assert.equal(repeated, false);
  }
  for (const station of ["A", "B", "C"]) {
    const again = await few.once(station, mark, () => Promise.resolve("new"));
    assert.deepEqual(again, { answer: station, repeated: true });
  }
});
