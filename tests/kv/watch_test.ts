import assert from "node:assert/strict";
import { soon } from "../support/until.ts";
import { logged, memory, overriding } from "./fixture.ts";

Deno.test("what is written under a key is heard of, and what stands beside it is not", async () => {
  await using it = await memory();
  let heard = 0;
  const end = it.store.meta.watch(["bell"], () => heard++);
  await soon(() => assert.equal(heard, 1));
  const put = (name: string, value: string) =>
    it.store.apply((change) => Promise.resolve(it.store.meta.put(change, [name], value)));
  await put("other", "a");
  await put("bell", "b");
  await soon(() => assert.equal(heard, 2));
  end();
  await put("bell", "c");
  assert.equal(heard, 2);
});

Deno.test("a watch that breaks is begun again, and asks for a look at what was missed", async () => {
  let begun = 0;
  let broken: ReadableStreamDefaultController | undefined;
  let heard = 0;
  const records = await logged(async () => {
    await using it = await memory(
      {},
      (kv) =>
        overriding(
          kv,
          "watch",
          (keys: Deno.KvKey[]) =>
            ++begun > 1
              ? kv.watch(keys)
              : new ReadableStream({ start: (controller) => void (broken = controller) }),
        ),
    );
    const end = it.store.meta.watch(["bell"], () => heard++);
    broken!.error(new Error("the line broke"));
    await soon(() => assert.equal(heard, 1));
    end();
  });
  assert.equal(begun, 2);
  assert.ok(records.some(({ properties }) => /line broke/.test(String(properties.error))));
});
