import assert from "node:assert/strict";
import { readConfig } from "../../csms/config.ts";
import { start } from "../../main.ts";
import { charger } from "../support/charger.ts";

Deno.test("two instances on one database answer a station that moves from one to the other", async () => {
  const kv = await Deno.openKv(":memory:");
  const shared = new Proxy(kv, {
    get: (target, name) => {
      // Each instance closes its own handle; here both have the same one.
      if (name === "close") return () => {};
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const config = readConfig({
    ...{ PORT: "0", HOST: "127.0.0.1", KV_PATH: ":memory:", DISCOVERY: "open" },
    ...{ API_TOKEN: "a-token-of-the-tests", AUTH_UNKNOWN: "Accepted" },
  });
  const open = () => Promise.resolve({ kv: shared, exclusive: false, where: "memory" });
  const [one, other] = [await start(config, { open }), await start(config, { open })];
  const at = (running: typeof one) => `ws://127.0.0.1:${running.addresses[0]!.port}`;
  const timestamp = "2026-01-01T00:00:00Z";
  const request = { connectorId: 1, idTag: "CARD", meterStart: 0, timestamp };
  const transfer = { vendorId: "default", data: "x" };

  const before = await charger(at(one), "CP-1");
  await before.boot();
  const started = await before.call("StartTransaction", request);
  await before.call("DataTransfer", transfer, "same-id");
  await before.close();
  const after = await charger(at(other), "CP-1");
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
  assert.equal(transfers.items.length, 1, "the repeat was answered from what the other had stored");
  await one.stop();
  await other.stop();
  kv.close();
});
