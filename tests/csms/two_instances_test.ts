import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { twoKvolts } from "../support/two_kvolts.ts";

Deno.test("two instances on one database answer a station that moves from one to the other", () =>
  twoKvolts({ AUTH_UNKNOWN: "Accepted" }, async (one, other) => {
    const timestamp = "2026-01-01T00:00:00Z";
    const request = { connectorId: 1, idTag: "CARD", meterStart: 0, timestamp };
    const transfer = { vendorId: "default", data: "x" };

    const before = await charger(one.ws, "CP-1");
    await before.boot();
    const started = await before.call("StartTransaction", request);
    await before.call("DataTransfer", transfer, "same-id");
    await before.close();
    const after = await charger(other.ws, "CP-1");
    assert.deepEqual(await after.call("StartTransaction", request), started);
    await after.call("DataTransfer", transfer, "same-id");
    const { transactionId } = started;
    await after.call("StopTransaction", { transactionId, meterStop: 1_000, timestamp });
    await after.close();

    const { items } = await one.csms.transactions.page({ station: "CP-1" }, { limit: 9 });
    assert.deepEqual(items.map(({ state, register }) => [state, register.energyWh]), [[
      "closed",
      1_000,
    ]]);
    const transfers = await one.csms.devices.transfers.page("CP-1", { limit: 9 });
    assert.equal(
      transfers.items.length,
      1,
      "the repeat was answered from what the other had stored",
    );
  }));
