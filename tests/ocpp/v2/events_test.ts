import assert from "node:assert/strict";
import { openStore } from "../../../kv/mod.ts";
import { charger } from "../../support/charger.ts";
import { database } from "../../support/database.ts";
import { kvolt, type TestKvolt } from "../../support/kvolt.ts";
import { at, card, event, meter, shown, stage } from "./stage.ts";

/** All events that REST shows of the only transaction, read in pages of so many. */
async function eventsIn(csms: TestKvolt, limit: number): Promise<[string, number, string][]> {
  const [{ id }] = await shown(csms);
  const found: [string, number, string][] = [];
  let cursor = "";
  do {
    const { body } = await csms.get(`/transactions/${id}/events?limit=${limit}${cursor}`);
    assert.ok(body.items.length <= limit);
    for (const { type, seqNo, at } of body.items) found.push([type, seqNo, at]);
    if (body.next) assert.equal(body.items.length, limit);
    cursor = body.next ? `&cursor=${body.next}` : "";
  } while (cursor);
  return found;
}

// deno-lint-ignore no-explicit-any
async function samplesOf(csms: TestKvolt): Promise<any[]> {
  const [{ id }] = await shown(csms);
  return (await csms.get(`/transactions/${id}/samples`)).body.items;
}

const begin = event("Started", 0, 0, { idToken: card, meterValue: [meter(0, 1_000)] });

/** A session in which events have readings of their time, of another, many, and none. */
const session = [
  begin,
  event("Updated", 1, 1),
  event("Updated", 2, 1, { meterValue: [meter(1, 1_100)] }),
  event("Updated", 3, 1, { meterValue: [meter(1, 1_100)] }),
  event("Updated", 4, 3, { meterValue: [meter(2, 1_200)] }),
  event("Updated", 5, 4, { meterValue: [meter(3, 1_300), meter(4, 1_400)] }),
  event("Updated", 6, 5),
  event("Ended", 7, 6, {
    meterValue: [meter(0, 1_000), meter(1, 1_100), meter(4, 1_400), meter(6, 1_600)],
  }),
];

Deno.test("the events of a transaction are shown in order whether they have readings or not, a page at a time", async () => {
  const { csms, cp, end } = await stage();
  for (const told of session) await cp.call("TransactionEvent", told);
  const expected = session.map(({ eventType, seqNo, timestamp }) => [
    ...[eventType.toLowerCase(), seqNo, timestamp],
  ]);
  for (const limit of [1, 2, 3, 7, 8, 50]) {
    assert.deepEqual(await eventsIn(csms, limit), expected, `pages of ${limit}`);
  }
  assert.deepEqual((await samplesOf(csms)).map(({ at }) => at), [0, 1, 2, 3, 4, 6].map(at));
  assert.equal((await shown(csms))[0].energyWh, 600);
  await end();
});

Deno.test("events that come in the other order are all kept, and a reading that many tell is one sample", async () => {
  const { csms, cp, end } = await stage();
  for (const told of session.toReversed()) {
    cp.call("TransactionEvent", told).catch(() => {});
    await cp.call("Heartbeat", {});
    if (told.eventType === "Ended") {
      void cp.answers("GetTransactionStatus", { messagesInQueue: true });
    }
  }
  const numbers = (await eventsIn(csms, 3)).map(([, seqNo]) => seqNo);
  assert.deepEqual(numbers, [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.equal((await samplesOf(csms)).length, 6);
  assert.equal((await shown(csms))[0].energyWh, 600);
  await end();
});

Deno.test("law 2: an event with readings that comes again, with others or none, is the same event", async () => {
  const { csms, cp, end } = await stage();
  await cp.call("TransactionEvent", begin);
  const told = event("Updated", 1, 1, { idToken: card, meterValue: [meter(1, 1_500)] });
  const first = await cp.call("TransactionEvent", told);
  assert.equal(first.idTokenInfo.status, "Accepted");
  await csms.csms.tokens.put({ id: "CARD-1", status: "Blocked" });
  const without = event("Updated", 1, 1, { idToken: card });
  for (const again of [told, { ...told, meterValue: [meter(1, 9_000)] }, without]) {
    assert.deepEqual(await cp.call("TransactionEvent", again), first);
  }
  assert.deepEqual((await eventsIn(csms, 50)).map(([, seqNo]) => seqNo), [0, 1]);
  assert.equal((await samplesOf(csms)).length, 2);
  assert.deepEqual((await csms.get("/stations/CP-1")).body.findings, []);
  await end();
});

Deno.test("quirk 51: a reading that MeterValues tells once more takes no event away", async () => {
  const { csms, cp, end } = await stage();
  await cp.call("TransactionEvent", begin);
  await cp.call("MeterValues", { evseId: 1, meterValue: [meter(0, 1_000), meter(1, 1_200)] });
  await cp.call("TransactionEvent", event("Updated", 1, 1, { meterValue: [meter(1, 1_200)] }));
  const numbers = (await eventsIn(csms, 50)).map(([, seqNo]) => seqNo);
  assert.deepEqual([numbers, (await samplesOf(csms)).length], [[0, 1], 2]);
  await end();
});

Deno.test("quirk 50: where the number is stuck, an event is another by its time or its type, and the same by both", async () => {
  const { csms, cp, end } = await stage();
  const stuck = [
    begin,
    event("Updated", 0, 1, { meterValue: [meter(1, 1_500)] }),
    event("Updated", 0, 2, { meterValue: [meter(2, 1_900)] }),
    event("Ended", 0, 2, { meterValue: [meter(2, 1_900)] }),
  ];
  for (const told of [...stuck, ...stuck]) await cp.call("TransactionEvent", told);
  assert.deepEqual(await eventsIn(csms, 50), [
    ["started", 0, at(0)],
    ["updated", 0, at(1)],
    ["ended", 0, at(2)],
    ["updated", 0, at(2)],
  ]);
  assert.equal((await shown(csms))[0].energyWh, 900);
  await end();
});

Deno.test("an event is one record: with its reading where that is of its time, else on its own", async () => {
  await using file = await database();
  const csms = await kvolt({ KV_PATH: file.path });
  const cp = await charger(csms.ws, "CP-1", { protocols: ["ocpp2.0.1"] });
  await cp.boot();
  for (const told of session) await cp.call("TransactionEvent", told);
  await cp.close();
  await csms.stop();
  const store = openStore(await Deno.openKv(file.path), { now: () => new Date(), exclusive: true });
  const own = (await Array.fromAsync(store.transactionEvents.each([]))).map(({ value }) =>
    value.seqNo
  );
  const carried = (await Array.fromAsync(store.samples.each([]))).map(({ value }) =>
    value.event?.seqNo ?? null
  );
  store.close();
  assert.deepEqual([own, carried], [[1, 3, 4, 6], [0, 2, null, null, 5, 7]]);
});
