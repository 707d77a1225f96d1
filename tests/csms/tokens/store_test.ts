import assert from "node:assert/strict";
import fc from "fast-check";
import type { TokenInput } from "../../../csms/tokens/store.ts";
import { Change, Conflict } from "../../../kv/change.ts";
import { of, pages, type Room, room } from "../room.ts";

Deno.test("a token keeps when it was made and says when it changed; each change is an event", async () => {
  await using it = await room();
  const made = await it.csms.tokens.put({ id: "CARD", status: "Accepted", note: "Ann" });
  it.clock.advance(60_000);
  const changed = await it.csms.tokens.put({ id: "CARD", status: "Blocked" });
  assert.deepEqual(made, {
    ...{ id: "CARD", status: "Accepted", note: "Ann", aliases: [] },
    ...{ createdAt: "2026-01-01T00:00:00.000Z", changedAt: "2026-01-01T00:00:00.000Z" },
  });
  assert.deepEqual([changed.createdAt, changed.changedAt, changed.note], [
    ...["2026-01-01T00:00:00.000Z", "2026-01-01T00:01:00.000Z", undefined],
  ]);
  await it.csms.tokens.remove("CARD");
  assert.deepEqual(of(it, "token.changed").map(({ data }) => data), [
    { token: "CARD", status: "Accepted" },
    { token: "CARD", status: "Blocked" },
  ]);
  assert.deepEqual(of(it, "token.removed").map(({ data }) => data), [{ token: "CARD" }]);
});

Deno.test("a name belongs to one token: an alias is neither another's alias nor another's id", async () => {
  await using it = await room();
  await it.csms.tokens.put({ id: "A", status: "Accepted", aliases: ["X"] });
  await it.csms.tokens.put({ id: "B", status: "Accepted" });
  const taken = { name: "TokenTaken" };
  const put = (token: TokenInput) => it.csms.tokens.put(token);
  await assert.rejects(put({ id: "B", status: "Accepted", aliases: ["x"] }), taken);
  await assert.rejects(put({ id: "B", status: "Accepted", aliases: ["a"] }), taken);
  await assert.rejects(put({ id: "X", status: "Accepted" }), taken);
  assert.deepEqual((await it.csms.tokens.find("B"))?.value.aliases, [], "nothing was written");
  await put({ id: "A", status: "Accepted" });
  await put({ id: "X", status: "Accepted" });
  assert.equal((await it.csms.tokens.find("x"))?.value.id, "X");
});

Deno.test("a token that names itself among its aliases, or one twice, can be changed and removed like any other", async () => {
  await using it = await room();
  await it.csms.tokens.put({ id: "CARD", status: "Accepted", aliases: ["card", "X", "x "] });
  const changed = await it.csms.tokens.put({ id: "CARD", status: "Blocked", aliases: ["card"] });
  assert.equal(changed.status, "Blocked");
  assert.equal(await it.csms.tokens.remove("card"), true);
  assert.equal(await it.csms.tokens.find("CARD"), null);
  assert.equal(await it.csms.tokens.find("X"), null);
});

Deno.test("two tokens that claim one name at once: one has it, the other is told", async () => {
  for (let round = 0; round < 20; round++) {
    await using it = await room();
    const outcomes = await Promise.allSettled([
      it.csms.tokens.put({ id: "A", status: "Accepted", aliases: ["X"] }),
      it.csms.tokens.put({
        id: round % 2 ? "X" : "B",
        status: "Accepted",
        aliases: round % 2 ? [] : ["X"],
      }),
    ]);
    const refused = outcomes.filter(({ status }) => status === "rejected");
    assert.equal(refused.length, 1);
    assert.equal((refused[0] as PromiseRejectedResult).reason.name, "TokenTaken");
  }
});

Deno.test("a decision that was made before a token changed does not outlive the change", async () => {
  const put = (token: TokenInput) => (it: Room) => it.csms.tokens.put(token);
  const rounds = [
    ["VAN", put({ id: "VAN", status: "Blocked", parent: "FLEET" }), "Blocked"],
    ["VAN", put({ id: "FLEET", status: "Blocked" }), "Blocked"],
    ["VAN", (it: Room) => it.csms.tokens.remove("VAN"), "Invalid"],
    ["NEW", put({ id: "NEW", status: "Accepted" }), "Accepted"],
    ["NEW", put({ id: "VAN", status: "Accepted", aliases: ["NEW"] }), "Accepted"],
    ["ORPHAN", put({ id: "LATER", status: "Blocked" }), "Blocked"],
  ] as const;
  for (const [token, changed, expected] of rounds) {
    await using it = await room();
    await it.station();
    await it.csms.tokens.put({ id: "FLEET", status: "Accepted" });
    await it.csms.tokens.put({ id: "VAN", status: "Accepted", parent: "FLEET" });
    await it.csms.tokens.put({ id: "ORPHAN", status: "Accepted", parent: "LATER" });
    const built = new Change();
    await it.csms.tokens.decide(built, token, "CP-1");
    await changed(it);
    await it.store.commit(built).catch((error) => assert.ok(error instanceof Conflict));
    assert.equal((await it.decide(token)).status, expected, token);
  }
});

Deno.test("the parent of more tokens than one commit takes is changed like any other, and each child follows", async () => {
  await using it = await room();
  await it.station();
  await it.csms.tokens.put({ id: "FLEET", status: "Accepted" });
  const names = Array.from({ length: 1_200 }, (_, n) => `VAN-${n}`);
  await Promise.all(
    names.map((id) => it.csms.tokens.put({ id, status: "Accepted", parent: "FLEET" })),
  );
  for (const id of names.slice(-3)) assert.equal((await it.decide(id)).status, "Accepted");
  await it.csms.tokens.put({ id: "FLEET", status: "Blocked" });
  for (const id of names.slice(-3)) assert.equal((await it.decide(id)).status, "Blocked");
});

Deno.test("tokens are listed in the order of their names, a page at a time", async () => {
  await using it = await room();
  const names = ["B", "a", "D", "c", "E"];
  for (const id of names) await it.csms.tokens.put({ id, status: "Accepted" });
  const found = await pages(it.csms.tokens.page, 2);
  assert.deepEqual(found.map(({ value }) => value.id), ["a", "B", "c", "D", "E"]);
});

Deno.test("whatever is done to tokens, in any order and at once, what is decided is what the store says", async () => {
  const name = fc.constantFrom("A", "B", "C", "D");
  const step = fc.oneof(
    fc.record({ remove: name }),
    fc.record({ decide: name }),
    fc.record({
      put: fc.record({
        id: name,
        status: fc.constantFrom("Accepted" as const, "Blocked" as const),
        aliases: fc.uniqueArray(name, { maxLength: 2 }),
      }, { requiredKeys: ["id", "status"] }),
      parent: fc.option(name, { nil: undefined }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 8 }),
      async (rounds) => {
        await using it = await room();
        await it.station();
        for (const steps of rounds) {
          await Promise.all(steps.map(async (step) => {
            if ("decide" in step) return await it.decide(step.decide);
            if ("remove" in step) return await it.csms.tokens.remove(step.remove);
            const { put, parent } = step;
            await it.csms.tokens.put({ ...put, ...(parent ? { parent } : {}) }).catch((error) =>
              assert.equal(error.name, "TokenTaken")
            );
          }));
        }
        for (const id of ["A", "B", "C", "D"]) {
          const token = (await it.csms.tokens.find(id))?.value;
          const parent = token?.parent && (await it.csms.tokens.find(token.parent))?.value;
          const expected = !token
            ? "Invalid"
            : parent && parent.status === "Blocked"
            ? "Blocked"
            : token.status;
          assert.equal((await it.decide(id)).status, expected, id);
        }
      },
    ),
    { numRuns: 100 },
  );
});
