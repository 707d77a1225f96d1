import assert from "node:assert/strict";
import { pages, room } from "../room.ts";
import { everything, hire, PASSWORD, signIn } from "./crew.ts";

Deno.test("accounts: an account is shown without its password, which is kept as argon2id alone", async () => {
  await using it = await room();
  const ann = await hire(it, "Ann");
  assert.deepEqual(ann, {
    ...{ id: ann.id, email: "Ann@example.org", name: "Ann", role: "admin", tags: [] },
    ...{ status: "active", createdAt: ann.createdAt, changedAt: ann.createdAt, passwordSet: true },
  });
  assert.deepEqual(await it.csms.people.accounts.get(ann.id), ann);
  const stored = await everything(it);
  assert.match(stored, /\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.ok(!stored.includes(PASSWORD));
});

Deno.test("accounts: an e-mail address has one account, however its letters are written, also after a change", async () => {
  await using it = await room();
  const { accounts } = it.csms.people;
  const make = (email: string) => accounts.create({ email, name: "x", role: "viewer" });
  const ann = await make("Ann@Example.org");
  await assert.rejects(make(" ann@example.ORG "), { name: "EmailTaken" });
  const both = await Promise.allSettled([make("new@example.org"), make("NEW@example.org")]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  await assert.rejects(accounts.change(ann.id, { email: "New@example.org" }), {
    name: "EmailTaken",
  });
  assert.equal((await accounts.change(ann.id, { email: "ANN@example.org" }))!.name, "x");
  await accounts.change(ann.id, { email: "ann@elsewhere.org" });
  await make("ann@example.org");
  await accounts.remove(ann.id);
  await make("ann@elsewhere.org");
});

Deno.test("accounts: a password has 10 to 200 characters, and what it is made of is nobody's business", async () => {
  await using it = await room();
  const make = (password: string) =>
    it.csms.people.accounts.create({
      ...{ email: `${crypto.randomUUID()}@example.org`, name: "x", role: "viewer", password },
    });
  for (const wrong of ["", "123456789", "x".repeat(201), "😀".repeat(9)]) {
    await assert.rejects(make(wrong), (error: Error) => {
      assert.equal(error.name, "BadPassword");
      return wrong === "" || !error.message.includes(wrong);
    });
  }
  for (const right of ["aaaaaaaaaa", "😀".repeat(200)]) await make(right);
});

Deno.test("accounts: a password is the same however the keyboard composes its letters", async () => {
  await using it = await room();
  const email = "zoe@example.org";
  await it.csms.people.accounts.create({
    ...{ email, name: "Zoë", role: "viewer", password: "Zoe\u0308 in Malmo\u0308" },
  });
  const { account } = await it.csms.people.signIn({
    ...{ email, password: "Zo\u00eb in Malm\u00f6", address: "192.0.2.1" },
  });
  assert.equal(account.name, "Zoë");
});

Deno.test("accounts: the last administrator can be neither removed, demoted nor suspended, not even two at once", async () => {
  await using it = await room();
  const { accounts } = it.csms.people;
  const [ann, bob] = [await hire(it, "Ann"), await hire(it, "Bob")];
  await hire(it, "Eve", "operator");
  const both = await Promise.allSettled([
    accounts.remove(ann.id),
    accounts.change(bob.id, { role: "operator" }),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  const { items } = await accounts.page({ limit: 10 });
  const [last, ...others] = items.filter(({ role }) => role === "admin");
  assert.equal(others.length, 0);
  await assert.rejects(accounts.remove(last!.id), { name: "LastAdmin" });
  await assert.rejects(accounts.change(last!.id, { role: "viewer" }), { name: "LastAdmin" });
  await assert.rejects(accounts.change(last!.id, { status: "suspended" }), { name: "LastAdmin" });
  assert.equal((await accounts.change(last!.id, { name: "Root" }))!.name, "Root");
});

Deno.test("accounts: what a role may, and that it may anything at all, changes with the next request", async () => {
  await using it = await room();
  const { csms: { people, identify } } = it;
  await hire(it, "Ann");
  const bob = await hire(it, "Bob", "operator");
  const session = await signIn(it, "Bob");
  const access = async () => (await identify({ session }))?.access;
  assert.equal(await access(), "operate");
  await people.accounts.change(bob.id, { role: "driver" });
  assert.equal(await access(), "own");
  await people.accounts.change(bob.id, { status: "suspended" });
  assert.equal(await access(), undefined);
  await people.accounts.change(bob.id, { status: "active" });
  assert.equal(await access(), undefined, "its sessions have ended");
  const again = await signIn(it, "Bob");
  await people.accounts.remove(bob.id);
  assert.equal(await identify({ session: again }), undefined);
  await assert.rejects(signIn(it, "Bob"), { name: "SignInRefused" });
});

Deno.test("accounts: accounts are listed by pages; tags are kept once each, as they were written first", async () => {
  await using it = await room();
  const { accounts } = it.csms.people;
  for (const name of ["a", "b", "c"]) {
    await accounts.create({ email: `${name}@example.org`, name, role: "driver" });
    it.clock.advance(1);
  }
  const all = await pages((options) => accounts.page(options), 2);
  assert.deepEqual(all.map(({ name }) => name), ["a", "b", "c"]);
  const changed = await accounts.change(all[0]!.id, { tags: ["TAG-1", " tag-1 ", "TAG-2"] });
  assert.deepEqual(changed!.tags, ["tag-1", "TAG-2"]);
  assert.equal(await accounts.change("nobody", { name: "x" }), undefined);
  assert.equal(await accounts.remove("nobody"), false);
});

Deno.test("accounts: a name is one line, and an e-mail address one that mail could reach", async () => {
  await using it = await room();
  const { accounts } = it.csms.people;
  const make = (email: string, name: string) => accounts.create({ email, name, role: "viewer" });
  for (const email of ["", "ann", "@", "a@", "a b@c", "a@b@c", "a@b\n", `${"x".repeat(254)}@y`]) {
    if (email === "a@b\n") await make(email, "trimmed");
    else await assert.rejects(make(email, "x"), { name: "BadPerson", field: "email" }, email);
  }
  for (const name of ["", " ", "a\nb", "x".repeat(101)]) {
    await assert.rejects(make("x@y", name), { name: "BadPerson", field: "name" });
  }
  const { id } = await make("zoe@example.org", "Zoë 😀");
  await assert.rejects(accounts.change(id, { name: "" }), { name: "BadPerson" });
});
