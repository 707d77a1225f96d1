import assert from "node:assert/strict";
import { type Room, room } from "../room.ts";
import { ADDRESS, hire, PASSWORD, signIn } from "./crew.ts";

const MINUTE = 60_000;
const WINDOW = 10 * MINUTE;

/** What was begun before is written then: changes are written in their order. */
const settled = ({ store }: Room) =>
  store.apply((change) => Promise.resolve(store.meta.put(change, ["settled"], true)));

/** The lines of one kind, the oldest first: from where, on what, how often, and what came of it. */
async function lines(it: Room, what: string) {
  await settled(it);
  const { items } = await it.csms.audit.find({ what }, { limit: 500 });
  return [...items].reverse()
    .map(({ by, address, on, parameters, outcome }) => {
      assert.equal(by.kind, "address");
      return { by: by.name, address, on, parameters, outcome };
    });
}

const written = async (it: Room) => {
  await settled(it);
  return (await it.csms.audit.find({}, { limit: 500 })).items.length;
};

Deno.test("audit log: who has to wait before signing in is a line of the audit log that names the account, and the rest are counted", async () => {
  await using it = await room();
  await hire(it, "Ann");
  for (let i = 0; i < 5; i++) await assert.rejects(signIn(it, "Ann", "wrong"));
  for (let i = 0; i < 8; i++) await assert.rejects(signIn(it, "Ann"), { name: "TooMany" });
  const from = { by: ADDRESS, address: ADDRESS };
  const late = async () =>
    (await lines(it, "sign-in")).filter(({ outcome }) => outcome === "too many tries");
  const first = { ...from, on: { email: "Ann@example.org" }, parameters: undefined };
  assert.deepEqual(await late(), [{ ...first, outcome: "too many tries" }]);
  it.clock.advance(WINDOW);
  const rest = { ...from, on: {}, parameters: { times: 7 }, outcome: "too many tries" };
  assert.deepEqual((await late()).slice(1), [rest]);
  it.clock.advance(3 * WINDOW);
  assert.equal((await late()).length, 2, "who has stopped is told of no more");
});

Deno.test("audit log: links that are none, and asking for too many, are lines too, and no token or password is in them", async () => {
  await using it = await room();
  const { people } = it.csms;
  const first = { email: "a@example.org", name: "A", password: PASSWORD, address: ADDRESS };
  const wrong = "a-link-that-is-none";
  await assert.rejects(people.setUp(wrong, first), { name: "BadLink" });
  await assert.rejects(people.reset(wrong, PASSWORD, ADDRESS), { name: "BadLink" });
  for (let i = 0; i < 3; i++) await people.forgot("a@example.org", ADDRESS);
  await assert.rejects(people.forgot("a@example.org", ADDRESS), { name: "TooMany" });
  const outcomes = async (what: string) => (await lines(it, what)).at(-1)?.outcome;
  assert.equal(await outcomes("setup"), "no such link");
  assert.equal(await outcomes("reset-password"), "no such link");
  assert.equal(await outcomes("forgot-password"), "too many tries");
  const said = JSON.stringify((await it.csms.audit.find({}, { limit: 50 })).items);
  assert.ok(!said.includes(wrong) && !said.includes(PASSWORD));
});

Deno.test("audit log: a flood of tokens that are none, from one address or from thousands, writes so much and no more", async () => {
  await using it = await room();
  const { tokenRefused } = it.csms.people;
  for (let i = 0; i < 5_000; i++) await tokenRefused("192.0.2.1", "/api/v1/stations");
  assert.equal(await written(it), 1);
  // All of a /64 are one.
  for (let i = 0; i < 500; i++) await tokenRefused(`2001:db8::${i.toString(16)}`, "/");
  assert.equal(await written(it), 2);
  for (let i = 0; i < 5_000; i++) await tokenRefused(`10.1.${i >> 8}.${i & 255}`, "/");
  assert.equal(await written(it), 100);
  it.clock.advance(WINDOW);
  const told = (await lines(it, "token")).slice(100);
  const times = (by: string) => told.find((line) => line.by === by)?.parameters;
  assert.deepEqual(times("192.0.2.1"), { times: 4_999 });
  assert.deepEqual(times("2001:db8::0"), { times: 499 });
  assert.deepEqual(times("other addresses"), { times: 5_000 - 98 });
  assert.equal(told.length, 3);
  for (let hour = 0; hour < 6; hour++) {
    const before = await written(it);
    for (let i = 0; i < 300; i++) await tokenRefused(`10.2.${hour}.${i}`, "/");
    it.clock.advance(WINDOW);
    assert.ok(await written(it) - before <= 102, "a window has a hundred lines, and their sums");
  }
});

Deno.test("audit log: what was counted is written when kvolt stops", async () => {
  const it = await room();
  const { tokenRefused, stop } = it.csms.people;
  for (let i = 0; i < 3; i++) await tokenRefused("192.0.2.1", "/");
  stop();
  assert.deepEqual((await lines(it, "token")).map(({ parameters }) => parameters), [
    undefined,
    { times: 2 },
  ]);
  await it[Symbol.asyncDispose]();
});

Deno.test("audit log: that a refusal cannot be written keeps nobody from hearing that they were refused", async () => {
  const it = await room();
  it.store.close();
  await it.csms.people.tokenRefused("192.0.2.1", "/");
  await assert.rejects(it.csms.people.reset("none", PASSWORD, ADDRESS));
  it.csms.stop();
});
