import assert from "node:assert/strict";
import { v21 } from "../../ocpp/v2/mod.ts";
import { officialActions } from "../support/official.ts";
import { agree } from "./agree.ts";

Deno.test("the actions of 2.1 are exactly the official ones", () => {
  assert.deepEqual([...v21.actions.keys()].sort(), officialActions("ocpp2.1"));
});

for (const [name, { confirmed }] of v21.actions) {
  for (const direction of confirmed ? ["req", "conf"] as const : ["req"] as const) {
    Deno.test(`${name}.${direction} of 2.1 agrees with the official schema`, () => {
      agree(v21, name, direction, { theirs: 3, ours: 4, mutants: 100 });
    });
  }
}
