import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { findingsOf } from "../support/findings.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

const HOUR = 3_600_000;
const ago = (hours: number) =>
  new Date(Math.floor(Date.now() / 1000) * 1000 - hours * HOUR).toISOString();
const start = { connectorId: 1, idTag: "TAG-1", meterStart: 0, timestamp: ago(1) };
const one = async ({ csms }: TestKvolt, id: unknown) => (await csms.transactions.get(String(id)))!;
const page = async ({ csms }: TestKvolt) =>
  (await csms.transactions.page({}, { limit: 100 })).items;
const meter = (connectorId: number, value: string, at: string, transactionId?: number) => ({
  connectorId,
  ...(transactionId === undefined ? {} : { transactionId }),
  meterValue: [{ timestamp: at, sampledValue: [{ value }] }],
});

Deno.test("law 8: a start of an unknown tag on an unknown connector is kept, answered and flagged", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  const { transactionId, idTagInfo } = await cp.call("StartTransaction", {
    ...start,
    connectorId: 99,
  });
  assert.equal(idTagInfo.status, "Invalid", "the tag is refused, the transaction is not");
  const kept = await one(csms, transactionId);
  assert.equal(kept.state, "open");
  assert.equal(kept.evse, 99);
  for (const flag of ["unknown-connector", "token-refused", "unknown-token"]) {
    assert.ok(kept.flags.includes(flag), `${flag} in ${kept.flags}`);
  }
  await cp.close();
  await csms.stop();
});

Deno.test("law 8: a whole charge of last week, replayed by a station that was offline, is kept with its times", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  const begin = ago(7 * 24);
  const end = ago(7 * 24 - 2);
  const { transactionId } = await cp.call("StartTransaction", { ...start, timestamp: begin });
  await cp.call("StopTransaction", { transactionId, meterStop: 7000, timestamp: end });
  const kept = await one(csms, transactionId);
  assert.deepEqual([kept.startedAt, kept.stoppedAt], [begin, end]);
  assert.equal(kept.register.energyWh, 7000);
  assert.ok(kept.flags.includes("offline"));
  await cp.close();
  await csms.stop();
});

for (const transactionId of [0, -1, undefined, 4711]) {
  const name = transactionId === undefined
    ? "no transaction id"
    : `transaction id ${transactionId}`;
  Deno.test(`law 8: a stop with ${name} ends the one transaction that is open, and is flagged`, async () => {
    const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
    const cp = await charger(csms.ws, "CP-1");
    const begun = await cp.call("StartTransaction", start);
    const answer = await cp.call("StopTransaction", {
      ...(transactionId === undefined ? {} : { transactionId }),
      meterStop: 3000,
      timestamp: ago(0),
    });
    assert.deepEqual(answer, {});
    const kept = await one(csms, begun.transactionId);
    assert.equal(kept.state, "closed");
    assert.equal(kept.register.energyWh, 3000);
    assert.ok(kept.flags.includes("matched-by-guess"));
    await cp.close();
    await csms.stop();
  });
}

Deno.test("law 8: a stop of what never began is kept as a transaction of its own, once", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  const stop = { transactionId: 5, idTag: "TAG-1", meterStop: 3000, timestamp: ago(1) };
  assert.equal((await cp.call("StopTransaction", stop)).idTagInfo.status, "Invalid");
  await cp.call("StopTransaction", stop);
  const kept = await page(csms);
  assert.equal(kept.length, 1);
  assert.deepEqual(kept[0]!.flags, ["stop-without-start"]);
  assert.equal(kept[0]!.meterStop, 3000);
  await cp.close();
  await csms.stop();
});

Deno.test("law 8: the transaction of another station is never stopped by its number", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  const other = await charger(csms.ws, "CP-2");
  const { transactionId } = await cp.call("StartTransaction", start);
  await other.call("StopTransaction", { transactionId, meterStop: 1, timestamp: ago(0) });
  await other.call("MeterValues", meter(1, "500", ago(0), transactionId));
  const kept = await one(csms, transactionId);
  assert.equal(kept.state, "open");
  assert.equal(kept.register.energyWh, 0);
  await cp.close();
  await other.close();
  await csms.stop();
});

Deno.test("law 8: StopTransaction and MeterValues get a CALLRESULT whatever is in them, and it is told", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  for (const action of ["StopTransaction", "MeterValues"]) {
    for (
      const payload of [
        {},
        null,
        [],
        { connectorId: "one", meterValue: "none" },
        { transactionId: {}, meterStop: "?", timestamp: 5 },
        { meterValue: [{}] },
        { connectorId: 1, meterValue: [{ timestamp: "noon", sampledValue: [{ value: null }] }] },
        { transactionData: 7, transactionId: 1e300 },
      ]
    ) {
      assert.deepEqual(await cp.call(action, payload), {}, `${action} ${JSON.stringify(payload)}`);
    }
  }
  const kinds = (await findingsOf(csms.csms, "CP-1")).map(({ kind }) => kind);
  assert.ok(kinds.includes("unreadable-request"), kinds.join());
  await cp.close();
  await csms.stop();
});

Deno.test("law 8: meter values without a transaction id are those of the EVSE, then", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  const first = await cp.call("StartTransaction", start);
  const second = await cp.call("StartTransaction", { ...start, connectorId: 2 });
  await cp.call("MeterValues", meter(2, "2500", ago(0.5)));
  await cp.call("MeterValues", meter(1, "1500", ago(0.5), 0));
  await cp.call("MeterValues", meter(3, "9999", ago(0.5)));
  const wh = async (id: unknown) => (await one(csms, id)).register.energyWh;
  assert.deepEqual([await wh(first.transactionId), await wh(second.transactionId)], [1500, 2500]);
  const ofNone = await csms.csms.transactions.samples("CP-1/3", { limit: 10 });
  assert.equal(ofNone.items.length, 1, "those of no transaction are kept under the EVSE");
  await cp.close();
  await csms.stop();
});

Deno.test("law 8: a station that is not accepted yet is answered, and what it charged is kept apart", async () => {
  const csms = await kvolt({ DISCOVERY: "approve", AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  const { transactionId, idTagInfo } = await cp.call("StartTransaction", start);
  assert.equal(idTagInfo.status, "Invalid");
  assert.ok((await one(csms, transactionId)).flags.includes("unregistered"));
  await cp.close();
  await csms.stop();
});
