import assert from "node:assert/strict";
import { room } from "../room.ts";
import { everything, hire, signIn } from "./crew.ts";

const API_TOKEN = "one-that-is-long-enough";

Deno.test("API tokens: API_TOKEN may everything while it is set, and nothing of it is stored", async () => {
  await using it = await room({ API_TOKEN });
  assert.deepEqual(await it.csms.identify({ bearer: API_TOKEN }), {
    ...{ kind: "environment", id: "", name: "API_TOKEN", access: "admin" },
  });
  for (const bearer of ["", "x", API_TOKEN.toUpperCase(), `${API_TOKEN} `]) {
    assert.equal(await it.csms.identify({ bearer }), undefined);
  }
  assert.ok(!(await everything(it)).includes(API_TOKEN));
  await using without = await room();
  for (const bearer of ["", "undefined", API_TOKEN]) {
    assert.equal(await without.csms.identify({ bearer }), undefined);
  }
});

Deno.test("API tokens: a wrong token is refused whatever cookie comes along", async () => {
  await using it = await room({ API_TOKEN });
  await hire(it, "Ann");
  const session = await signIn(it, "Ann");
  assert.equal(await it.csms.identify({ bearer: "wrong", session }), undefined);
  assert.equal((await it.csms.identify({ bearer: API_TOKEN, session }))?.kind, "environment");
});

Deno.test("in development whoever says nothing is the developer, and whoever signs in is that person", async () => {
  await using it = await room({ KVOLT_DEV: "1" });
  assert.equal((await it.csms.identify({}))?.kind, "development");
  assert.equal((await it.csms.identify({ session: "old", bearer: "x" }))?.kind, "development");
  await hire(it, "Ann", "viewer");
  const session = await signIn(it, "Ann");
  assert.equal((await it.csms.identify({ session }))?.access, "read");
});
