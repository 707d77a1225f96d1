import assert from "node:assert/strict";
import { v16 } from "../../ocpp/v16/mod.ts";
import { official, officialActions } from "../support/official.ts";
import { agree } from "./agree.ts";

Deno.test("the actions of 1.6 are exactly the official ones", () => {
  assert.deepEqual([...v16.actions.keys()].sort(), officialActions("ocpp1.6"));
});

for (const name of officialActions("ocpp1.6")) {
  for (const direction of ["req", "conf"] as const) {
    Deno.test(`${name}.${direction} of 1.6 agrees with the official schema`, () => {
      agree(v16, name, direction, { theirs: 25, ours: 50 });
    });
  }
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
