import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { scene } from "../support/scene.ts";

const start = { connectorId: 1, idTag: "A", meterStart: 1000, timestamp: "1970-01-01T00:10:00Z" };

Deno.test("quirk 27: what was charged under a clock that is not set, and told all at once, is counted", async () => {
  const { csms } = await scene({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const { transactionId } = await cp.call("StartTransaction", start);
  const stop = { transactionId, meterStop: 6000, timestamp: "1970-01-01T03:10:00Z" };
  await cp.call("StopTransaction", stop);
  const transaction = await csms.csms.transactions.get(String(transactionId));
  assert.equal(transaction?.register.energyWh, 5000);
  assert.deepEqual(transaction?.flags.includes("meter-stop-differs"), false);
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 27: a start from 1970 that comes again is the same, but not after its transaction has ended", async () => {
  const { csms } = await scene({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const first = await cp.call("StartTransaction", start);
  const again = await cp.call("StartTransaction", start);
  assert.equal(again.transactionId, first.transactionId);
  await cp.call("StopTransaction", {
    ...first,
    idTagInfo: undefined,
    meterStop: 1000,
    timestamp: start.timestamp,
  });
  const other = await cp.call("StartTransaction", start);
  assert.notEqual(other.transactionId, first.transactionId);
  const repeat = await cp.call("StartTransaction", start);
  assert.equal(repeat.transactionId, other.transactionId, "the new one is what its key means now");
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 27: a clock that stands at the beginning of 1970 tells no repeat", async () => {
  const { csms, clock } = await scene({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const standing = { ...start, timestamp: "1970-01-01T00:00:00Z" };
  const first = await cp.call("StartTransaction", standing);
  clock.advance(60_000);
  const other = await cp.call("StartTransaction", standing);
  assert.notEqual(other.transactionId, first.transactionId);
  await cp.close();
  await csms.stop();
});
