import assert from "node:assert/strict";
import fc from "fast-check";
import { sealing, Unsealable } from "../../csms/seal.ts";

const secret = "a-secret-key-of-the-tests-0123456789";
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => new Uint8Array(array));

Deno.test("signing: what is sealed comes back as it was, and is nowhere to be seen in the seal", async () => {
  const { seal, open } = sealing(secret);
  await fc.assert(
    fc.asyncProperty(bytes, fc.string(), async (plain, about) => {
      const sealed = await seal(plain, about);
      assert.deepEqual(await open(sealed, about), plain);
      assert.equal(sealed.length, plain.length + 44);
      if (plain.length < 8) return;
      assert.ok(
        !new TextDecoder("latin1").decode(sealed)
          .includes(new TextDecoder("latin1").decode(plain)),
      );
    }),
    { numRuns: 60 },
  );
});

Deno.test("signing: a seal in which one bit is another is seen, and so is one that was cut short", async () => {
  const { seal, open } = sealing(secret);
  await fc.assert(
    fc.asyncProperty(bytes, fc.nat(), fc.nat(7), async (plain, at, bit) => {
      const sealed = await seal(plain, "a");
      const flipped = sealed.slice();
      flipped[at % sealed.length]! ^= 1 << bit;
      await assert.rejects(open(flipped, "a"), Unsealable);
      await assert.rejects(open(sealed.slice(0, at % sealed.length), "a"), Unsealable);
    }),
    { numRuns: 60 },
  );
});

Deno.test("signing: a seal opens with its own secret and for its own thing alone", async () => {
  const { seal, open } = sealing(secret);
  const sealed = await seal(new Uint8Array([1, 2, 3]), "this");
  await assert.rejects(open(sealed, "that"), /^Unsealable: that cannot be opened/);
  const other = sealing(`${secret}.`);
  await assert.rejects(other.open(sealed, "this"), (error: Error) => {
    assert.ok(error instanceof Unsealable);
    return !error.message.includes(secret);
  });
});

Deno.test("signing: the same bytes are sealed anew each time", async () => {
  const { seal } = sealing(secret);
  const seals = await Promise.all([1, 2, 3].map(() => seal(new Uint8Array(8), "a")));
  assert.equal(new Set(seals.map((sealed) => sealed.slice(0, 16).join())).size, 3);
});
