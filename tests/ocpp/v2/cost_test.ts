import assert from "node:assert/strict";
import type { Charger } from "../../support/charger.ts";
import { editions, type WithRest, withRest } from "../../support/with_rest.ts";

const start = Date.now() - 3_600_000;
const time = (minutes: number) => new Date(start + minutes * 60_000).toISOString();

/** Tells an event of TX-1 that many minutes after the start, with what the meter shows. */
function event(
  cp: Charger,
  eventType: string,
  seqNo: number,
  minutes: number,
  wh?: number,
  more: Record<string, unknown> = {},
) {
  return cp.call("TransactionEvent", {
    ...{ eventType, seqNo, timestamp: time(minutes), triggerReason: "MeterValuePeriodic" },
    transactionInfo: { transactionId: "TX-1" },
    evse: { id: 1, connectorId: 1 },
    ...(wh === undefined
      ? {}
      : { meterValue: [{ timestamp: time(minutes), sampledValue: [{ value: wh }] }] }),
    ...more,
  });
}

const idToken = { idToken: "CARD", type: "ISO14443" };

async function tariffs({ api }: WithRest): Promise<void> {
  const prices = {
    currency: "EUR",
    energy: { prices: [{ price: 0.4 }] },
    idle: { prices: [{ price: 0.1 }] },
  };
  await api.send("PUT", "/tariffs/T", { ...prices, fixed: { prices: [{ price: 1 }] } });
  await api.send("PUT", "/tariffs/VIP", { ...prices, energy: { prices: [{ price: 0.2 }] } });
  await api.send("PUT", "/tariff-assignments", { tariff: "T" });
}

for (const protocol of editions) {
  Deno.test(`${protocol}: each answer has what the transaction has cost so far, the last one all of it`, async () => {
    await using s = await withRest(protocol);
    await tariffs(s);
    const begun = await event(s.cp, "Started", 0, 0, 1000, { idToken });
    assert.equal(begun.totalCost, 1);
    assert.equal((await event(s.cp, "Updated", 1, 20, 6000)).totalCost, 3);
    assert.equal((await event(s.cp, "Updated", 2, 30, 6000)).totalCost, 4);
    assert.equal((await event(s.cp, "Ended", 3, 40, 8500)).totalCost, 5);
    const [shown] = (await s.api.get("/transactions")).body.items;
    assert.deepEqual([shown.cost.total, shown.cost.energy, shown.cost.idle], [5, 3, 1]);
    assert.deepEqual([shown.cost.chargingSeconds, shown.cost.idleSeconds], [1800, 600]);
  });

  Deno.test(`${protocol}: without a tariff nothing is said of a cost`, async () => {
    await using s = await withRest(protocol);
    const begun = await event(s.cp, "Started", 0, 0, 1000, { idToken });
    assert.equal("totalCost" in begun, false);
    const [shown] = (await s.api.get("/transactions")).body.items;
    assert.equal(shown.cost, null);
  });

  Deno.test(`${protocol}: events that come late are charged at their place`, async () => {
    await using s = await withRest(protocol);
    await tariffs(s);
    await event(s.cp, "Started", 0, 0, 1000, { idToken });
    await event(s.cp, "Ended", 3, 40, 8500);
    await event(s.cp, "Updated", 1, 20, 6000, { offline: true });
    await event(s.cp, "Updated", 2, 30, 6000, { offline: true });
    const [shown] = (await s.api.get("/transactions")).body.items;
    assert.deepEqual([shown.cost.total, shown.cost.energy, shown.cost.idle], [5, 3, 1]);
  });

  Deno.test(`${protocol}: a card that is shown later brings its own tariff, from the start on`, async () => {
    await using s = await withRest(protocol);
    await tariffs(s);
    await s.api.send("PUT", "/tariff-assignments", { tariff: "VIP", token: "CARD" });
    assert.equal((await event(s.cp, "Started", 0, 0, 1000)).totalCost, 1);
    assert.equal((await event(s.cp, "Updated", 1, 20, 6000, { idToken })).totalCost, 1);
    assert.equal((await event(s.cp, "Updated", 2, 30, 11_000)).totalCost, 2);
    const [shown] = (await s.api.get("/transactions")).body.items;
    assert.equal(shown.cost.tariff, "VIP");
  });

  Deno.test(`${protocol}: a station that wants it is told the cost under its own id of the transaction`, async () => {
    await using s = await withRest(protocol, { COST_UPDATE_SECONDS: "60" });
    await tariffs(s);
    const asked = s.cp.answers("CostUpdated", {});
    await event(s.cp, "Started", 0, 0, 1000, { idToken });
    assert.deepEqual((await asked).payload, { totalCost: 1, transactionId: "TX-1" });
  });
}

Deno.test("2.1: the cost that a station worked out, and a settlement, are kept with the transaction", async () => {
  await using s = await withRest("ocpp2.1");
  await event(s.cp, "Started", 0, 0, 1000, { idToken });
  const costDetails = {
    totalCost: { currency: "EUR", typeOfCost: "NormalCost", total: { inclTax: 12.5 } },
    totalUsage: { energy: 5000, chargingTime: 1200, idleTime: 0 },
  };
  await event(s.cp, "Ended", 1, 20, 6000, { costDetails });
  const [shown] = (await s.api.get("/transactions")).body.items;
  assert.deepEqual(shown.costDetails, costDetails);
  await s.cp.call("NotifySettlement", {
    ...{ transactionId: "TX-1", pspRef: "psp-9", status: "Settled", settlementAmount: 12.5 },
    settlementTime: time(21),
  });
  const [payment] = (await s.api.get("/stations/CP-1/payments")).body.items;
  assert.deepEqual([payment.said, payment.transaction], ["TX-1", shown.id]);
});

Deno.test("2.1: another tariff is asked for under the station's own id of the transaction", async () => {
  await using s = await withRest("ocpp2.1");
  await tariffs(s);
  await event(s.cp, "Started", 0, 0, 1000, { idToken });
  const [{ id }] = (await s.api.get("/transactions")).body.items;
  const asked = s.cp.answers("ChangeTransactionTariff", { status: "Accepted" });
  await s.api.send("PUT", `/transactions/${id}/tariff`, { tariff: "VIP" });
  assert.equal((await asked).payload.transactionId, "TX-1");
  // 5 kWh at the price of the new one, the fee of the first.
  assert.equal((await event(s.cp, "Updated", 1, 20, 6000)).totalCost, 2);
});
