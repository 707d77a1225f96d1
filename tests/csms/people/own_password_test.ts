import assert from "node:assert/strict";
import { room } from "../room.ts";
import { ADDRESS, hire, PASSWORD, signIn } from "./crew.ts";

const NEW = "another horse entirely";

Deno.test("accounts: who knows the old password sets a new one, which ends every session but the one it begins", async () => {
  await using it = await room();
  const { csms: { people, identify } } = it;
  const ann = await hire(it, "Ann");
  const old = await signIn(it, "Ann");
  const given = { account: ann.id, address: ADDRESS, oldPassword: PASSWORD, password: NEW };
  await assert.rejects(people.changePassword({ ...given, oldPassword: "wrong" }), {
    ...{ name: "SignInRefused", message: "the old password is wrong" },
  });
  await assert.rejects(people.changePassword({ ...given, password: "short" }), {
    name: "BadPassword",
  });
  assert.ok(await identify({ session: old }));
  const { session } = await people.changePassword(given);
  assert.equal(await identify({ session: old }), undefined);
  assert.equal((await identify({ session }))?.id, ann.id);
  await assert.rejects(signIn(it, "Ann"));
  await signIn(it, "Ann", NEW);
});

Deno.test("accounts: the old password cannot be guessed faster than at the door", async () => {
  await using it = await room();
  const { id } = await hire(it, "Ann");
  const guess = { account: id, address: ADDRESS, oldPassword: "wrong", password: NEW };
  for (let i = 0; i < 5; i++) {
    await assert.rejects(it.csms.people.changePassword(guess), { name: "SignInRefused" });
  }
  await assert.rejects(it.csms.people.changePassword(guess), { name: "TooMany" });
  await assert.rejects(signIn(it, "Ann"), { name: "TooMany" });
  it.clock.advance(1_000);
  await it.csms.people.changePassword({ ...guess, oldPassword: PASSWORD });
});
