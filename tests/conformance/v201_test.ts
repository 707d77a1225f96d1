import assert from "node:assert/strict";
import { v201 } from "../../ocpp/v2/mod.ts";
import { officialActions } from "../support/official.ts";
import { agree } from "./agree.ts";

Deno.test("the actions of 2.0.1 are exactly the official ones", () => {
  assert.deepEqual([...v201.actions.keys()].sort(), officialActions("ocpp2.0.1"));
});

for (const [name, { confirmed }] of v201.actions) {
  for (const direction of confirmed ? ["req", "conf"] as const : ["req"] as const) {
    Deno.test(`${name}.${direction} of 2.0.1 agrees with the official schema`, () => {
      agree(v201, name, direction, { theirs: 3, ours: 4, mutants: 100, sorted: true });
    });
  }
}
