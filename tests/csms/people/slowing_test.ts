import assert from "node:assert/strict";
import { slowing } from "../../../csms/people/slowing.ts";
import { HOUR, room } from "../room.ts";

const tooMany = { name: "TooMany" };

Deno.test("sign-in: an address may fail 20 times whatever accounts it tries, and then waits longer each time", async () => {
  await using it = await room();
  const slow = slowing(it);
  const begin = (i: number, address = "192.0.2.1") => slow.begin("sign-in", `${i}@x`, address);
  for (let i = 0; i < 20; i++) await begin(i);
  await assert.rejects(begin(20), { ...tooMany, retryAfter: 1 });
  await begin(20, "192.0.2.2");
  for (const wait of [1, 2, 4]) {
    it.clock.advance(wait * 1_000);
    await begin(30 + wait);
  }
  await assert.rejects(begin(40), { ...tooMany, retryAfter: 8 });
  it.clock.advance(HOUR + 1);
  await begin(41);
});

Deno.test("sign-in: all addresses of one IPv6 network are one, and who signs in is not counted", async () => {
  await using it = await room();
  const slow = slowing(it);
  for (let i = 0; i < 20; i++) await slow.begin("sign-in", `${i}@x`, `2001:db8::${i}`);
  await assert.rejects(slow.begin("sign-in", "a@x", "2001:db8:0:0:ffff::1"), tooMany);
  await slow.begin("sign-in", "a@x", "2001:db8:0:1::1");
  for (let i = 0; i < 30; i++) {
    const takeBack = await slow.begin("sign-in", `b${i}@x`, "192.0.2.1");
    takeBack();
  }
});

Deno.test("sign-in: more than 10,000 addresses are not remembered: the one that tried least recently is forgotten", async () => {
  await using it = await room();
  const slow = slowing(it);
  const why = async (address: string): Promise<string> => {
    const tried = slow.begin("sign-in", "a@x", address);
    return await tried.then(() => "", (error) => error.message);
  };
  for (let i = 0; i < 20; i++) await why("192.0.2.1");
  assert.match(await why("192.0.2.1"), /from this address/);
  for (let i = 0; i < 10_000; i++) await why(`10.0.${i >> 8}.${i & 255}`);
  // From here on it is the account alone that has to be waited for.
  assert.match(await why("192.0.2.1"), /with this e-mail address/);
});

Deno.test("sign-in: links for a password are counted apart from passwords", async () => {
  await using it = await room();
  const slow = slowing(it);
  for (let i = 0; i < 3; i++) await slow.begin("forgot", "a@x", "192.0.2.1");
  await assert.rejects(slow.begin("forgot", "a@x", "192.0.2.1"), tooMany);
  await slow.begin("sign-in", "a@x", "192.0.2.1");
});
