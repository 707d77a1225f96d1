import assert from "node:assert/strict";
import { begin, setting } from "./setting.ts";

const simple = { currency: "EUR", energy: { prices: [{ price: 0.4 }] } };

Deno.test("a tariff is made, read as it was sent, listed, replaced and removed with its assignments", async () => {
  await using s = await setting();
  const full = {
    currency: "EUR",
    description: "Day and night",
    timeZone: "Europe/Berlin",
    energy: {
      prices: [{ price: 0.25, when: { from: "22:00", to: "06:00", days: ["Mon", "Sun"] } }, {
        price: 0.45,
      }],
      taxes: [{ name: "VAT", percent: 19 }],
    },
    charging: null,
    idle: { prices: [{ price: 0.1, when: { minSeconds: 14_400 } }] },
    fixed: { prices: [{ price: 1 }] },
    ...{ minCost: 0.5, maxCost: 99.99 },
  };
  const made = await s.api.send("PUT", "/tariffs/AC", full);
  assert.equal(made.status, 200);
  const { id: _, changedAt: __, ...sendable } = made.body;
  const again = await s.api.send("PUT", "/tariffs/AC", sendable);
  assert.deepEqual({ ...again.body, changedAt: "" }, { ...made.body, changedAt: "" });
  assert.deepEqual((await s.api.get("/tariffs/AC")).body, again.body);
  await s.api.send("PUT", "/tariffs/DC", simple);
  const ids = (await s.api.get("/tariffs")).body.items.map(({ id }: { id: string }) => id);
  assert.deepEqual(ids, ["AC", "DC"]);

  await s.api.send("PUT", "/tariff-assignments", { tariff: "AC" });
  assert.equal((await s.api.send("DELETE", "/tariffs/AC")).status, 204);
  assert.equal((await s.api.send("DELETE", "/tariffs/AC")).status, 404);
  assert.equal((await s.api.get("/tariffs/AC")).status, 404);
  assert.deepEqual((await s.api.get("/tariff-assignments")).body.items, []);
});

Deno.test("a new tariff takes the place of none, and of two that are made at once one is", async () => {
  await using s = await setting();
  const make = (id: string, price: number) =>
    s.api.send("POST", "/tariffs", { id, currency: "EUR", energy: { prices: [{ price }] } });
  const made = await Promise.all([make("AC", 0.1), make("AC", 0.2)]);
  assert.deepEqual(made.map(({ status }) => status).sort(), [201, 409]);
  const { body } = made.find(({ status }) => status === 201)!;
  const again = await make("AC", 0.3);
  assert.deepEqual([again.status, again.body.type], [409, "urn:kvolt:problem:taken"]);
  assert.deepEqual((await s.api.get("/tariffs/AC")).body, body);
  assert.equal((await make("", 0.3)).body.errors[0].path, "id");
  assert.equal((await make("DC", -1)).body.errors[0].path, "energy.prices.0.price");
  // What no address leads to could neither be shown nor removed.
  for (const id of [".", ".."]) assert.equal((await make(id, 0.3)).body.errors?.[0].path, "id", id);
  for (const id of ["...", "a/b"]) {
    assert.equal((await make(id, 0.3)).status, 201, id);
    assert.equal((await s.api.send("DELETE", `/tariffs/${encodeURIComponent(id)}`)).status, 204);
  }
});

Deno.test("a tariff that cannot be counted with is refused, each fault by its name", async () => {
  await using s = await setting();
  const energy = (price: unknown, when?: unknown) => ({
    currency: "EUR",
    energy: { prices: [{ price, when }] },
  });
  for (
    const [wrong, path] of [
      [energy(-1), "energy.prices.0.price"],
      [energy(0.00001), "energy.prices.0.price"],
      [energy(1, { from: "24:30" }), "energy.prices.0.when.from"],
      [{ ...simple, currency: "euro" }, "currency"],
      [{ ...simple, timeZone: "Berlin" }, "timeZone"],
      [{ ...simple, minCost: 2, maxCost: 1 }, "maxCost"],
      [{ currency: "EUR", energy: { prices: [] } }, "energy.prices"],
    ] as const
  ) {
    const { status, body } = await s.api.send("PUT", "/tariffs/T", wrong);
    assert.deepEqual([status, body.errors?.[0].path], [422, path]);
  }
});

Deno.test("an assignment names one holder, and is ended by the same name", async () => {
  await using s = await setting();
  await s.api.send("PUT", "/tariffs/T", simple);
  const put = (body: unknown) => s.api.send("PUT", "/tariff-assignments", body);
  assert.equal((await put({ tariff: "none" })).status, 404);
  assert.equal((await put({ tariff: "T", evse: 1 })).status, 422);
  assert.equal((await put({ tariff: "T", station: "CP-1", token: "A" })).status, 422);
  for (
    const holder of [{}, { station: "CP-1" }, { station: "CP-1", evse: 2 }, { token: "Abc" }]
  ) assert.equal((await put({ tariff: "T", ...holder })).status, 200);
  assert.equal((await s.api.get("/tariff-assignments")).body.items.length, 4);
  for (const query of ["", "?station=CP-1", "?station=CP-1&evse=2", "?token=ABC"]) {
    assert.equal((await s.api.send("DELETE", `/tariff-assignments${query}`)).status, 204, query);
    assert.equal((await s.api.send("DELETE", `/tariff-assignments${query}`)).status, 404, query);
  }
});

Deno.test("a transaction of 1.6 costs what the tariff says, from its start to its last meter value", async () => {
  await using s = await setting();
  await s.api.send("PUT", "/tariffs/T", {
    currency: "EUR",
    energy: { prices: [{ price: 0.4 }], taxes: [{ name: "VAT", percent: 25 }] },
    charging: { prices: [{ price: 0.01 }] },
    idle: { prices: [{ price: 0.1 }] },
    fixed: { prices: [{ price: 1 }] },
  });
  await s.api.send("PUT", "/tariff-assignments", { tariff: "T" });
  const start = Date.now() - 3_600_000;
  const time = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
  const id = await begin(s.cp, { at: start });
  const cost = async () => (await s.api.get(`/transactions/${id}`)).body.cost;
  assert.deepEqual([(await cost()).total, (await cost()).fixed], [1, 1]);

  const sample = (minutes: number, wh: number) =>
    s.cp.call("MeterValues", {
      ...{ connectorId: 1, transactionId: id },
      meterValue: [{ timestamp: time(minutes), sampledValue: [{ value: String(wh) }] }],
    });
  await sample(30, 6000);
  // 5 kWh at 0.40 and a quarter of tax, 30 minutes at 0.01, the fee.
  assert.equal((await cost()).total, 2.5 + 0.3 + 1);
  await sample(40, 6000);
  await s.cp.call("StopTransaction", {
    ...{ transactionId: id, meterStop: 7000, timestamp: time(50) },
  });
  assert.deepEqual(await cost(), {
    ...{ tariff: "T", currency: "EUR", bound: null },
    ...{ energy: 3, charging: 0.4, idle: 1, fixed: 1, total: 5.4, net: 4.8, tax: 0.6 },
    ...{ chargingSeconds: 2_400, idleSeconds: 600 },
  });
  await s.api.send("PUT", "/tariffs/T", simple);
  assert.equal((await cost()).total, 5.4, "what was charged stays");
});

Deno.test("the token's tariff goes before the EVSE's, the station's and the default; without one nothing is charged", async () => {
  await using s = await setting();
  let at = Date.now() - 3_600_000;
  const tariffAt = async (token: string, connectorId: number) => {
    const id = await begin(s.cp, { at: at += 60_000, token, connectorId });
    return (await s.api.get(`/transactions/${id}`)).body.cost?.tariff;
  };
  assert.equal(await tariffAt("A", 1), undefined);
  for (
    const [tariff, holder] of [
      ["default", {}],
      ["station", { station: "CP-1" }],
      ["evse", { station: "CP-1", evse: 2 }],
      ["token", { token: "vip" }],
    ] as const
  ) {
    await s.api.send("PUT", `/tariffs/${tariff}`, simple);
    await s.api.send("PUT", "/tariff-assignments", { tariff, ...holder });
  }
  assert.equal(await tariffAt("A", 1), "station");
  assert.equal(await tariffAt("A", 2), "evse");
  assert.equal(await tariffAt("VIP", 2), "token");
  await s.api.send("DELETE", "/tariff-assignments?station=CP-1");
  assert.equal(await tariffAt("A", 1), "default");
});
