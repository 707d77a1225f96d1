import assert from "node:assert/strict";
import { HOUR, room } from "../room.ts";
import { audited, everything, PASSWORD } from "./crew.ts";

const ann = { email: "ann@example.org", name: "Ann", password: PASSWORD, address: "192.0.2.7" };

Deno.test("first account: the setup link makes the first account, an administrator, who is signed in; once", async () => {
  await using it = await room();
  const { csms: { people, identify } } = it;
  assert.equal(await people.needsSetup(), true);
  const token = (await people.setupToken())!;
  assert.ok(!(await everything(it)).includes(token));
  const { session, account } = await people.setUp(token, ann);
  assert.deepEqual([account.role, account.name], ["admin", "Ann"]);
  assert.equal((await identify({ session }))?.access, "admin");
  assert.equal(await people.needsSetup(), false);
  assert.equal(await people.setupToken(), undefined, "no link where there is an account");
  const eve = { ...ann, email: "eve@example.org" };
  await assert.rejects(people.setUp(token, eve), { name: "BadLink" });
  const [line] = await audited(it);
  assert.deepEqual(line, {
    by: { kind: "account", id: account.id, name: "Ann" },
    ...{ what: "setup", on: { account: account.id }, outcome: "done" },
  });
});

Deno.test("first account: a setup link that is wrong, too old, or was printed before the last start is refused", async () => {
  await using it = await room();
  const { people } = it.csms;
  const refused = (token: string) => assert.rejects(people.setUp(token, ann), { name: "BadLink" });
  await refused("");
  const first = (await people.setupToken())!;
  const second = (await people.setupToken())!;
  assert.notEqual(first, second);
  await refused(first);
  await refused(second.slice(1));
  it.clock.advance(24 * HOUR);
  await refused(second);
  await people.setUp((await people.setupToken())!, ann);
});

Deno.test("first account: two who open the setup link at once make one account", async () => {
  await using it = await room();
  const { people } = it.csms;
  const token = (await people.setupToken())!;
  const both = await Promise.allSettled([
    people.setUp(token, ann),
    people.setUp(token, { ...ann, email: "eve@example.org" }),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  assert.equal((await people.accounts.page({ limit: 10 })).items.length, 1);
});

Deno.test("first account: a password that will not do leaves the setup link good", async () => {
  await using it = await room();
  const { people } = it.csms;
  const token = (await people.setupToken())!;
  const short = { ...ann, password: "short" };
  await assert.rejects(people.setUp(token, short), { name: "BadPassword" });
  await people.setUp(token, ann);
});
