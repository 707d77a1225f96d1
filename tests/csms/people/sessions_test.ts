import assert from "node:assert/strict";
import { DAY, HOUR, room } from "../room.ts";
import { ADDRESS, everything, hire, signIn } from "./crew.ts";

const MINUTE = 60_000;

Deno.test("sessions: a session says who asks; its secret is in nobody's database", async () => {
  await using it = await room();
  const ann = await hire(it, "Ann", "viewer");
  const session = await signIn(it, "Ann");
  assert.ok(session.length >= 27, "160 bits");
  const [shown] = await it.csms.people.sessions.list(ann.id);
  assert.deepEqual(await it.csms.identify({ session }), {
    ...{ kind: "account", id: ann.id, name: "Ann", access: "read", session: shown!.id },
  });
  assert.ok(!(await everything(it)).includes(session));
  for (const wrong of ["", session.slice(1), session.toLowerCase(), "x".repeat(10_000)]) {
    assert.equal(await it.csms.identify({ session: wrong }), undefined);
  }
});

Deno.test("sessions: a session that is not used ends after 7 days, one that is used after 30", async () => {
  await using it = await room();
  await hire(it, "Ann");
  const [idle, used] = [await signIn(it, "Ann"), await signIn(it, "Ann")];
  const is = async (session: string) => await it.csms.identify({ session }) !== undefined;
  for (let day = 1; day <= 6; day++) {
    it.clock.advance(DAY);
    assert.ok(await is(used));
  }
  it.clock.advance(DAY - 1);
  assert.ok(await is(idle), "by value: not a moment before");
  it.clock.advance(7 * DAY);
  assert.ok(!await is(idle));
  assert.ok(!await is(used));
  const third = await signIn(it, "Ann");
  for (let day = 1; day <= 29; day++) {
    it.clock.advance(DAY);
    assert.ok(await is(third), `day ${day}`);
  }
  it.clock.advance(DAY);
  assert.ok(!await is(third));
});

Deno.test("clock jumps: a clock that jumps gives nobody a longer session", async () => {
  const earlier = await Deno.openKv(":memory:");
  {
    await using it = await room({}, { kv: earlier });
    await hire(it, "Ann");
    it.clock.advance(10 * 365 * DAY);
    const future = await signIn(it, "Ann");
    assert.ok(await it.csms.identify({ session: future }));
    // The same database, read with a clock that was put right.
    await using right = await room({}, { kv: earlier });
    assert.equal(await right.csms.identify({ session: future }), undefined);
    const session = await signIn(right, "Ann");
    right.clock.advance(HOUR);
    assert.ok(await right.csms.identify({ session }));
  }
  earlier.close();
});

Deno.test("sessions: that a session is used is written once in five minutes", async () => {
  await using it = await room();
  const ann = await hire(it, "Ann");
  const session = await signIn(it, "Ann");
  const seen = async () => (await it.csms.people.sessions.list(ann.id))[0]!.seenAt;
  const begun = await seen();
  it.clock.advance(4 * MINUTE);
  await it.csms.identify({ session });
  assert.equal(await seen(), begun);
  it.clock.advance(2 * MINUTE);
  await it.csms.identify({ session });
  assert.equal(Date.parse(await seen()) - Date.parse(begun), 6 * MINUTE);
});

Deno.test("sessions: sessions are listed with where they are, and one or all of them end at once", async () => {
  await using it = await room();
  const { csms: { people, identify } } = it;
  const [ann, bob] = [await hire(it, "Ann"), await hire(it, "Bob", "viewer")];
  const first = await signIn(it, "Ann");
  it.clock.advance(MINUTE);
  const [second, other] = [await signIn(it, "Ann"), await signIn(it, "Bob")];
  const list = await people.sessions.list(ann.id);
  assert.equal(list.length, 2);
  assert.deepEqual(Object.keys(list[0]!).sort(), ["address", "agent", "createdAt", "id", "seenAt"]);
  assert.deepEqual([list[0]!.address, list[0]!.agent], [ADDRESS, "T"]);
  assert.equal(await people.sessions.endOne(bob.id, list[1]!.id), false, "not one's own");
  assert.equal(await people.sessions.endOne(ann.id, list[1]!.id), true);
  assert.equal(await identify({ session: first }), undefined);
  assert.ok(await identify({ session: second }));
  await people.sessions.endAll(ann.id);
  assert.equal(await identify({ session: second }), undefined);
  assert.deepEqual(await people.sessions.list(ann.id), []);
  assert.ok(await identify({ session: other }), "those of others go on");
});

Deno.test("sessions: a cookie that was stolen is worth nothing after its owner has signed out", async () => {
  await using it = await room();
  await hire(it, "Ann");
  const session = await signIn(it, "Ann");
  await it.csms.people.signOut(session, ADDRESS);
  assert.equal(await it.csms.identify({ session }), undefined);
  // Neither is it brought back by a request that was under way.
  it.clock.advance(HOUR);
  assert.equal(await it.csms.identify({ session }), undefined);
  await it.csms.people.signOut(session, ADDRESS);
});
