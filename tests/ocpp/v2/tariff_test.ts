import assert from "node:assert/strict";
import { withRest } from "../../support/with_rest.ts";

const path = "/stations/CP-1/tariffs";
const tariff = {
  currency: "EUR",
  description: "Night and day",
  energy: {
    prices: [{
      price: 0.25,
      when: { from: "22:00", to: "06:00", days: ["Sat", "Sun"], maxEnergyWh: 50_000 },
    }, { price: 0.45 }],
    taxes: [{ name: "VAT", percent: 19, stack: 1 }],
  },
  charging: { prices: [{ price: 0.01, when: { minPowerW: 22_000 } }] },
  idle: { prices: [{ price: 0.1, when: { minSeconds: 14_400 } }] },
  fixed: { prices: [{ price: 1, when: { from: "08:00" } }, { price: 2 }] },
  ...{ minCost: 0.5, maxCost: 99 },
};
const written = {
  tariffId: "T",
  currency: "EUR",
  description: [{ format: "UTF8", content: "Night and day" }],
  energy: {
    prices: [{
      priceKwh: 0.25,
      conditions: {
        ...{ startTimeOfDay: "22:00", endTimeOfDay: "06:00", dayOfWeek: ["Saturday", "Sunday"] },
        maxEnergy: 50_000,
      },
    }, { priceKwh: 0.45 }],
    taxRates: [{ type: "VAT", tax: 19, stack: 1 }],
  },
  chargingTime: { prices: [{ priceMinute: 0.01, conditions: { minPower: 22_000 } }] },
  idleTime: { prices: [{ priceMinute: 0.1, conditions: { minTime: 14_400 } }] },
  fixedFee: {
    prices: [{ priceFixed: 1, conditions: { startTimeOfDay: "08:00" } }, { priceFixed: 2 }],
  },
  minCost: { inclTax: 0.5 },
  maxCost: { inclTax: 99 },
};

/** A transaction of a token that the rules were told of, and nobody's message. */
async function started({ csms }: Awaited<ReturnType<typeof withRest>>, token = "CARD") {
  const at = csms.csms.now();
  const { transaction } = await csms.csms.apply((change) =>
    csms.csms.transactions.started(change, {
      ...{
        station: "CP-1",
        evse: 1,
        connector: 1,
        token,
        meterStart: 0,
        at,
        key: `start|${token}`,
      },
    })
  );
  return transaction.id;
}

Deno.test("2.1: a tariff is given to a station in its words, asked for and dropped", async () => {
  await using s = await withRest("ocpp2.1");
  await s.api.send("PUT", "/tariffs/T", tariff);
  const given = s.cp.answers("SetDefaultTariff", { status: "Accepted" });
  const set = await s.api.send("POST", path, { tariff: "T", evse: 2 });
  assert.deepEqual(set.body, { accepted: true, status: "Accepted", why: null });
  assert.deepEqual((await given).payload, { evseId: 2, tariff: written });

  const asked = s.cp.answers("GetTariffs", {
    status: "Accepted",
    tariffAssignments: [{ tariffId: "T", tariffKind: "DefaultTariff", evseIds: [2] }],
  });
  assert.deepEqual((await s.api.send("POST", `${path}/read`)).body, {
    ...{ accepted: true, status: "Accepted", why: null },
    tariffs: [{ tariff: "T", kind: "DefaultTariff", evses: [2], tokens: null }],
  });
  assert.deepEqual((await asked).payload, { evseId: 0 });

  const cleared = s.cp.answers("ClearTariffs", {
    clearTariffsResult: [{
      ...{ tariffId: "T", status: "NoTariff" },
      statusInfo: { reasonCode: "NotFound", additionalInfo: "never had it" },
    }],
  });
  const dropped = await s.api.send("DELETE", `${path}?tariff=T&evse=2`);
  assert.deepEqual(dropped.body, {
    ...{ accepted: true, status: "NoTariff", why: "NotFound: never had it" },
    results: [{ tariff: "T", status: "NoTariff", why: "NotFound: never had it" }],
  });
  assert.deepEqual((await cleared).payload, { tariffIds: ["T"], evseId: 2 });
});

Deno.test("a tariff that is not known is not sent, and 2.0.1 has no way to send one", async () => {
  await using s = await withRest("ocpp2.0.1");
  assert.equal((await s.api.send("POST", path, { tariff: "T" })).status, 404);
  await s.api.send("PUT", "/tariffs/T", tariff);
  assert.equal((await s.api.send("POST", path, { tariff: "T" })).status, 409);
  assert.equal((await s.api.send("POST", `${path}/read`)).status, 409);
  assert.equal((await s.api.send("DELETE", path)).status, 409);
});

Deno.test("2.1: a transaction goes on with another tariff once its station agrees, and what it cost stands", async () => {
  await using s = await withRest("ocpp2.1");
  const simple = (fee: number, currency = "EUR") => ({
    currency,
    fixed: { prices: [{ price: fee }] },
  });
  await s.api.send("PUT", "/tariffs/A", simple(2));
  await s.api.send("PUT", "/tariffs/B", simple(7));
  await s.api.send("PUT", "/tariff-assignments", { tariff: "A" });
  const id = await started(s);
  const put = () => s.api.send("PUT", `/transactions/${id}/tariff`, { tariff: "B" });
  const cost = async () => (await s.api.get(`/transactions/${id}`)).body.cost;

  void s.cp.answers("ChangeTransactionTariff", { status: "TxNotFound" });
  assert.deepEqual((await put()).body, { accepted: false, status: "TxNotFound", why: null });
  assert.deepEqual([(await cost()).tariff, (await cost()).total], ["A", 2]);

  const asked = s.cp.answers("ChangeTransactionTariff", { status: "Accepted" });
  assert.equal((await put()).body.accepted, true);
  assert.equal((await asked).payload.tariff.tariffId, "B");
  // The fee of B is for what begins with it.
  assert.deepEqual([(await cost()).tariff, (await cost()).total], ["B", 2]);
});

Deno.test("2.0.1: where a station knows no tariffs kvolt alone counts by another one, in the same currency", async () => {
  await using s = await withRest("ocpp2.0.1");
  const simple = (currency: string) => ({ currency, energy: { prices: [{ price: 0.5 }] } });
  await s.api.send("PUT", "/tariffs/A", simple("EUR"));
  await s.api.send("PUT", "/tariffs/B", simple("EUR"));
  await s.api.send("PUT", "/tariffs/C", simple("CHF"));
  await s.api.send("PUT", "/tariff-assignments", { tariff: "A" });
  const id = await started(s);
  const put = async (tariff: string) =>
    (await s.api.send("PUT", `/transactions/${id}/tariff`, { tariff })).body;
  assert.deepEqual(await put("B"), { accepted: true, status: "Accepted", why: null });
  assert.equal((await s.api.get(`/transactions/${id}`)).body.cost.tariff, "B");
  assert.deepEqual(await put("C"), { accepted: false, status: "NoCurrencyChange", why: null });
  await s.api.send("POST", `/transactions/${id}/close`);
  const late = await s.api.send("PUT", `/transactions/${id}/tariff`, { tariff: "A" });
  assert.equal(late.status, 409);
});

for (const [seconds, told] of [["60", true], ["0", false]] as const) {
  Deno.test(`2.0.1: a station is told the cost while it charges, ${told ? "where the operator wants that" : "but not unasked"}`, async () => {
    await using s = await withRest("ocpp2.0.1", { COST_UPDATE_SECONDS: seconds });
    await s.api.send("PUT", "/tariffs/T", {
      currency: "EUR",
      energy: { prices: [{ price: 0.5 }] },
      fixed: { prices: [{ price: 1 }] },
    });
    await s.api.send("PUT", "/tariff-assignments", { tariff: "T" });
    const id = await started(s);
    const { csms } = s.csms;
    const meter = (wh: number) =>
      csms.apply((change) =>
        csms.transactions.metered(change, {
          ...{ station: "CP-1", evse: 1, transaction: id },
          readings: [{
            at: csms.now().toISOString(),
            values: [{ value: wh, measurand: "Energy.Active.Import.Register", unit: "Wh" }],
          }],
        })
      );
    const asked = s.cp.answers("CostUpdated", {});
    await meter(0);
    // Within the same minute it is not told again.
    await meter(0);
    // Calls go out one after another, so that what was to be told stands before this one.
    const { action } = told ? await asked : await (async () => {
      void csms.ask("CP-1", "listVersion", {});
      return await s.cp.answers("GetLocalListVersion", { versionNumber: 0 });
    })();
    assert.equal(action, told ? "CostUpdated" : "GetLocalListVersion");
    if (!told) return;
    assert.deepEqual((await asked).payload, { totalCost: 1, transactionId: id });
    const next = s.cp.asked();
    void csms.ask("CP-1", "listVersion", {});
    assert.equal((await next).action, "GetLocalListVersion");
    s.cp.answer(await next, { versionNumber: 0 });
  });
}
