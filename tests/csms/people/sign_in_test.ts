import assert from "node:assert/strict";
import { HOUR, room } from "../room.ts";
import { ADDRESS, audited, hire, PASSWORD, signIn } from "./crew.ts";

Deno.test("sign-in: who signs in is told who they are, and when is kept", async () => {
  await using it = await room();
  const ann = await hire(it, "Ann");
  it.clock.advance(HOUR);
  const { account } = await it.csms.people.signIn({
    ...{ email: " ANN@example.org ", password: PASSWORD, address: ADDRESS },
  });
  assert.deepEqual(account, { ...ann, signedInAt: it.clock.now().toISOString() });
});

Deno.test("sign-in: an unknown address, a wrong password, no password yet and a suspended account are one answer", async () => {
  await using it = await room();
  await hire(it, "Ann");
  const bob = await hire(it, "Bob", "viewer");
  await it.csms.people.accounts.change(bob.id, { status: "suspended" });
  await it.csms.people.accounts.create({
    ...{ email: "new@example.org", name: "New", role: "viewer" },
  });
  const said = async (name: string, password: string) => {
    const error = await signIn(it, name, password).then(() => assert.fail(name), (error) => error);
    return [error.name, error.message];
  };
  const first = await said("nobody", PASSWORD);
  assert.equal(first[0], "SignInRefused");
  assert.deepEqual(await said("Ann", "wrong"), first);
  assert.deepEqual(await said("Bob", PASSWORD), first);
  assert.deepEqual(await said("New", ""), first);
});

Deno.test("sign-in: an unknown address takes as long as a wrong password: both look at one", async () => {
  await using it = await room();
  await hire(it, "Ann");
  const ms = async (name: string) => {
    const begun = performance.now();
    await assert.rejects(signIn(it, name, "wrong"));
    return performance.now() - begun;
  };
  const [known, unknown]: [number[], number[]] = [[], []];
  for (let i = 0; i < 5; i++) {
    known.push(await ms("Ann"));
    unknown.push(await ms("nobody"));
  }
  // The quickest of each is what it takes; the others waited for what else the machine does.
  const ratio = Math.min(...known) / Math.min(...unknown);
  assert.ok(ratio > 1 / 3 && ratio < 3, `known ${known}, unknown ${unknown}`);
});

Deno.test("sign-in: signing in, failing to, and signing out stand in the audit log, and no password does", async () => {
  await using it = await room();
  const { id } = await hire(it, "Ann");
  await assert.rejects(signIn(it, "Ann", "wrong password"));
  await assert.rejects(signIn(it, "nobody"));
  await it.csms.people.signOut(await signIn(it, "Ann"), ADDRESS);
  const ann = { kind: "account", id, name: "Ann" };
  const somebody = { kind: "address", id: ADDRESS, name: ADDRESS };
  const email = "Ann@example.org";
  assert.deepEqual(await audited(it), [
    { by: somebody, what: "sign-in", on: { account: id, email }, outcome: "refused" },
    { by: somebody, what: "sign-in", on: { email: "nobody@example.org" }, outcome: "refused" },
    { by: ann, what: "sign-in", on: { account: id }, outcome: "done" },
    { by: ann, what: "sign-out", on: { account: id }, outcome: "done" },
  ]);
});

Deno.test("sign-in: after five wrong passwords an account has to be waited for, longer each time, also elsewhere", async () => {
  await using it = await room();
  await hire(it, "Ann");
  for (let i = 0; i < 5; i++) {
    await assert.rejects(signIn(it, "Ann", "wrong"), { name: "SignInRefused" });
  }
  const waits = async () => {
    const error = await signIn(it, "Ann").then(() => assert.fail("signed in"), (error) => error);
    assert.equal(error.name, "TooMany");
    return error.retryAfter;
  };
  assert.equal(await waits(), 1);
  // Another instance, or this one after a restart.
  await using other = await room({}, { kv: it.kv, clock: it.clock });
  await assert.rejects(signIn(other, "Ann"), { name: "TooMany" });
  it.clock.advance(1_000);
  await assert.rejects(signIn(it, "Ann", "wrong"), { name: "SignInRefused" });
  assert.equal(await waits(), 2);
  it.clock.advance(2_000);
  await signIn(it, "Ann");
  await assert.rejects(signIn(it, "Ann", "wrong"), { name: "SignInRefused" });
  await signIn(it, "Ann");
});

Deno.test("sign-in: many at once are no way around the limit, and an unknown account has the same", async () => {
  await using it = await room();
  const tries = Array.from({ length: 12 }, () => signIn(it, "nobody", "wrong"));
  const ended = await Promise.allSettled(tries);
  const names = ended.map((each) => (each as PromiseRejectedResult).reason.name);
  assert.equal(names.filter((name) => name === "SignInRefused").length, 5);
  assert.equal(names.filter((name) => name === "TooMany").length, 7);
});
