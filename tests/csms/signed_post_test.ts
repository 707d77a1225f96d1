import assert from "node:assert/strict";
import { signedPost } from "../../csms/signed_post.ts";
import { fakeClock } from "../support/clock.ts";

Deno.test("a service of the operator's that answers no JSON is told of without a word of its answer", async () => {
  const answers = ['{"pin":hunter2}', "hunter2", ""];
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    () => new Response(answers.shift()),
  );
  const url = `http://127.0.0.1:${server.addr.port}/`;
  const ask = signedPost({ url, secret: "s".repeat(16), timeoutMs: 10_000, clock: fakeClock() });
  while (answers.length > 0) {
    await assert.rejects(ask({}), (error: Error) => error.message === "its answer is not JSON");
  }
});
