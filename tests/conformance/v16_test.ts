import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { v16 } from "../../ocpp/v16/mod.ts";
import {
  type Direction,
  type JsonSchema,
  official,
  officialActions,
  officialSchema,
} from "../support/official.ts";
import { instance } from "./instances.ts";
import { mutants } from "./mutants.ts";
import { plain } from "./plain.ts";

Deno.test("the actions of 1.6 are exactly the official ones", () => {
  assert.deepEqual([...v16.actions.keys()].sort(), officialActions("ocpp1.6"));
});

for (const name of officialActions("ocpp1.6")) {
  for (const direction of ["req", "conf"] as const) {
    Deno.test(`${name}.${direction} of 1.6 agrees with the official schema`, () => {
      agree(name, direction);
    });
  }
}

function agree(name: string, direction: Direction): void {
  const action = v16.actions.get(name);
  assert(action, `${name} is not defined`);
  const schema = direction === "req" ? action.request : action.response;
  const check = official("ocpp1.6", direction, name);
  const theirs = officialSchema("ocpp1.6", direction, name);
  const ours = z.toJSONSchema(schema) as JsonSchema;

  assert.deepEqual(plain(ours), plain(theirs), "described alike");
  const accepts = (payload: unknown) => schema.safeParse(payload).success;

  fc.assert(
    fc.property(instance(theirs), (payload) => {
      assert.deepEqual(schema.parse(payload), payload);
      let refused = 0;
      for (const { what, payload: mutant } of mutants(theirs, payload)) {
        const its = check(mutant);
        if (its !== null) refused++;
        if (accepts(mutant) !== (its === null)) assert.fail(`${what}: official: ${its ?? "valid"}`);
      }
      assert(refused >= 4, "mutants that nobody refuses prove nothing");
    }),
    { numRuns: 25 },
  );
  fc.assert(
    fc.property(instance(ours), (payload) => {
      assert.equal(check(payload), null);
      assert(accepts(payload));
    }),
    { numRuns: 50 },
  );
}

Deno.test("an own field named __proto__ is an unknown field like any other", () => {
  const payload = JSON.parse('{"__proto__":{}}');
  assert.match(official("ocpp1.6", "req", "Heartbeat")(payload)!, /additional/);
  assert.equal(v16.actions.get("Heartbeat")!.request.safeParse(payload).success, false);
});

Deno.test("integers past 2^53 are refused, though official: they were rounded when they were read", () => {
  const payload = JSON.parse('{"transactionId":9007199254740993}');
  assert.equal(payload.transactionId, 9007199254740992);
  assert.equal(official("ocpp1.6", "req", "RemoteStopTransaction")(payload), null);
  const schema = v16.actions.get("RemoteStopTransaction")!.request;
  assert.equal(schema.safeParse(payload).success, false);
  assert(schema.safeParse({ transactionId: Number.MAX_SAFE_INTEGER }).success);
});
