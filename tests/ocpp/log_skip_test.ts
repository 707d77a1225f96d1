import assert from "node:assert/strict";
import { kvolt } from "../support/kvolt.ts";

for (
  const [value, said] of [
    ["heartbeat", /^LOG_SKIP is "heartbeat": no version of OCPP has an action heartbeat$/],
    ["Heartbeat,Metervalues, all", /^LOG_SKIP is .*an action Metervalues or all$/],
  ] as const
) {
  Deno.test(`kvolt does not start with LOG_SKIP=${value}, as no version has that, and opens nothing`, async () => {
    const opened = () => assert.fail("the database is opened");
    const env = { LOG_SKIP: value };
    await assert.rejects(kvolt(env, { open: opened }), { name: "BadConfig", message: said });
  });
}

for (const value of ["none", "StartTransaction,TransactionEvent,NotifyPeriodicEventStream"]) {
  Deno.test(`kvolt starts with LOG_SKIP=${value}, as some version has each`, async () => {
    const csms = await kvolt({ LOG_SKIP: value });
    await csms.stop();
  });
}
