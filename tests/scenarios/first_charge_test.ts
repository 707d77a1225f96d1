import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";

Deno.test("a charger boots, charges and stops, and its transaction is kept with its energy", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  await cp.call("StatusNotification", {
    connectorId: 1,
    errorCode: "NoError",
    status: "Preparing",
  });
  const started = await cp.call("StartTransaction", {
    connectorId: 1,
    idTag: "TAG-1",
    meterStart: 1000,
    timestamp: new Date(Date.now() - 3_600_000).toISOString(),
  });
  assert.equal(started.idTagInfo.status, "Accepted");
  await cp.call("StopTransaction", {
    transactionId: started.transactionId,
    idTag: "TAG-1",
    meterStop: 6000,
    timestamp: new Date().toISOString(),
  });
  await cp.close();
  const transaction = await csms.csms.transactions.get(String(started.transactionId));
  assert.equal(transaction?.state, "closed");
  assert.equal(transaction?.register.energyWh, 5000);
  await csms.stop();
});
