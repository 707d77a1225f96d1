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

Deno.test("sign-in: a flood of passwords is refused beyond 32, and after each there is a rest as long as it took", async () => {
  const rests: number[] = [];
  let asked = 0;
  /** Asked before each password, when it begins, and when it ends, which is always 70 ms later. */
  const now = () => 70 * (Math.floor(asked / 3) + (asked++ % 3 === 2 ? 1 : 0));
  const { verify } = argon2({ now, sleep: (ms) => Promise.resolve(void rests.push(ms)) });
  const flood = Array.from({ length: 40 }, () => verify(undefined, "guess"));
  const refused = (await Promise.allSettled(flood)).filter(({ status }) => status === "rejected");
  assert.deepEqual(
    refused.map((each) => (each as PromiseRejectedResult).reason.name),
    Array(8).fill("TooMany"),
  );
  assert.deepEqual(rests, Array(31).fill(70));
  assert.equal(await verify(undefined, "one more"), false);
});

Deno.test("other work has its turn while passwords wait for theirs", async () => {
  const { verify } = argon2();
  let turns = 0;
  const beat = setInterval(() => turns++, 0);
  const first = verify(undefined, "guess").then(() => turns);
  const others = Array.from({ length: 5 }, () => verify(undefined, "guess"));
  const before = await first;
  await Promise.all(others);
  clearInterval(beat);
  assert.ok(turns > before, `${turns - before} turns in between`);
});
