import assert from "node:assert/strict";
import { argon2 } from "../../csms/argon2.ts";

Deno.test("a digest is argon2id with a salt of its own, and only its password matches", async () => {
  const { hash, verify } = argon2();
  const [one, other] = [await hash("a password"), await hash("a password")];
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  assert.notEqual(one, other);
  assert.equal(await verify(one, "a password"), true);
  assert.equal(await verify(one, "a passwort"), false);
  assert.equal(await verify(undefined, "a password"), false);
});

Deno.test("a flood of passwords is refused beyond 32, and lets other work in between them", async () => {
  const { verify } = argon2();
  const begun = performance.now();
  const flood = Array.from({ length: 40 }, () => verify(undefined, "guess"));
  const ended = Promise.allSettled(flood);
  let others = 0;
  const beat = setInterval(() => others++, 1);
  const names = (await ended).filter((each) => each.status === "rejected")
    .map(({ reason }) => reason.name);
  clearInterval(beat);
  assert.deepEqual(names, Array(8).fill("TooMany"));
  const share = others / (performance.now() - begun);
  assert.ok(share > 0.15, `a timer of 1 ms ran in ${share} of the time`);
  assert.equal(await verify(undefined, "one more"), false);
});
