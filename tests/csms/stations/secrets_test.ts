import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { newKey, spelled } from "../../../csms/stations/key.ts";
import { secrets } from "../../../csms/stations/secrets.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("secrets: a generated secret has 160 bits, another salt each time, and is known in every spelling", async () => {
  const { matches } = secrets();
  const { key, kept } = newKey();
  assert.match(key, /^[0-9a-f]{40}$/);
  assert.notEqual(kept.salt, newKey().kept.salt);
  const raw = new Uint8Array(Buffer.from(key, "hex"));
  for (const sent of [bytes(key), bytes(key.toUpperCase()), raw]) {
    assert.equal(await matches(kept, [sent]), true);
    assert.equal(await matches(kept, [bytes("x"), sent]), true, "one right reading will do");
  }
  const wrong = [bytes(`${key}0`), bytes(key.slice(1)), raw.slice(1), bytes("")];
  assert.equal(await matches(kept, wrong), false);
  assert.equal(await matches(kept, []), false);
});

Deno.test("secrets: a chosen secret is kept as its argon2id digest, and is known as text, as hex and as bytes", async () => {
  const { chosen, matches } = secrets();
  const text = "sixteen letters!";
  const kept = await chosen(text);
  assert.ok("digest" in kept);
  assert.match(kept.digest, /^\$argon2id\$/);
  assert.ok(!JSON.stringify(kept).includes(text));
  const hex = Buffer.from(text).toString("hex");
  for (const sent of [text, hex, hex.toUpperCase()]) {
    assert.equal(await matches(kept, [bytes(sent)]), true, sent);
  }
  assert.equal(await matches(kept, [bytes("sixteen letters?")]), false);
  assert.equal(
    await matches(kept, [bytes("?"), bytes(text)]),
    false,
    "only the first is looked at",
  );

  const asHex = await chosen("00112233445566778899AABBCCDDEEFF");
  const raw = Buffer.from("00112233445566778899aabbccddeeff", "hex");
  assert.equal(await matches(asHex, [raw]), true);
});

Deno.test("secrets: whoever comes again with what was judged before is not waited for", async () => {
  const kept = await secrets().chosen("sixteen letters!");
  const { matches } = secrets();
  for (
    const [sent, expected] of [["sixteen letters!", true], ["sixteen letters?", false]] as const
  ) {
    // Many at once are judged once; else they were more than may wait.
    const first = await Promise.all(
      Array.from({ length: 200 }, () => matches(kept, [bytes(sent)])),
    );
    assert.deepEqual(new Set(first), new Set([expected]));
    const begun = performance.now();
    for (let n = 0; n < 5_000; n++) assert.equal(await matches(kept, [bytes(sent)]), expected);
    assert.ok(performance.now() - begun < 20_000, "5,000 are not judged each, which takes minutes");
  }
});

Deno.test("secrets: under SECRET_KEY the right ones are let in at once after a restart too", async () => {
  const secretKey = "k".repeat(32);
  const before = secrets(secretKey);
  const kept = await Promise.all(
    Array.from({ length: 20 }, (_, n) => before.chosen(`sixteen letters ${n}`)),
  );
  const after = secrets(secretKey);
  const begun = performance.now();
  for (let n = 0; n < 5_000; n++) {
    const sent = [bytes(`sixteen letters ${n % 20}`)];
    assert.equal(await after.matches(kept[n % 20]!, sent), true);
  }
  assert.ok(performance.now() - begun < 20_000, "5,000 are not judged each, which takes minutes");
  assert.equal(await after.matches(kept[0]!, [bytes("sixteen letters 1")]), false);
  for (const other of [secrets("x".repeat(32)), secrets()]) {
    assert.equal(
      await other.matches(kept[0]!, [bytes("sixteen letters 0")]),
      true,
      "by its digest",
    );
  }
  const plain = await secrets().chosen("sixteen letters!");
  assert.deepEqual(Object.keys(plain), ["digest"], "nothing but the digest without SECRET_KEY");
});

Deno.test("secrets: more that are judged for the first time at once than may wait are told to come again", async () => {
  const { chosen, matches } = secrets();
  const kept = await chosen("sixteen letters!");
  const many = Array.from({ length: 40 }, (_, n) => matches(kept, [bytes(`wrong-${n}`)]));
  const names = (await Promise.allSettled(many))
    .map((each) => each.status === "rejected" ? each.reason.name : each.value);
  assert.ok(names.includes("TooMany"));
  assert.ok(names.includes(false), "those that waited were judged");
  assert.ok(!names.includes(true));
  assert.equal(await matches(kept, [bytes("sixteen letters!")]), true);
});

Deno.test("secrets: a secret is spelled one way, and two secrets never the same", () => {
  const raw = fc.uint8Array({ minLength: 16, maxLength: 20 });
  fc.assert(fc.property(raw, (bytes) => {
    const hex = Buffer.from(bytes).toString("hex");
    const ways = [bytes, Buffer.from(hex), Buffer.from(hex.toUpperCase())].map(spelled);
    assert.deepEqual(new Set(ways), new Set([hex]));
  }));
  fc.assert(fc.property(raw, raw, (one, other) => {
    assert.equal(spelled(one) === spelled(other), Buffer.compare(one, other) === 0);
  }));
});
