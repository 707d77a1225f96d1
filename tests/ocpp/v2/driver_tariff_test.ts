import assert from "node:assert/strict";
import type { Charger } from "../../support/charger.ts";
import { card, stage } from "./stage.ts";

const report = (value: string) => ({
  ...{ requestId: 1, generatedAt: "2026-01-01T00:00:00Z", seqNo: 0 },
  reportData: [{
    component: { name: "TariffCostCtrlr" },
    variable: { name: "Enabled", instance: "Tariff" },
    variableAttribute: [{ value, mutability: "ReadWrite" }],
  }],
});
const authorized = (cp: Charger, idToken = card) => cp.call("Authorize", { idToken });

/** A station, and CARD-1 with a tariff of its own. */
async function priced(protocol: string) {
  const all = await stage(protocol);
  const { tariffs, tokens } = all.csms.csms;
  await tokens.put({ id: "CARD-1", status: "Accepted", aliases: ["OTHER-NAME"] });
  const energy = { prices: [{ price: 0.3 }] };
  await tariffs.put({ id: "T-OWN", currency: "EUR", timeZone: "UTC", energy });
  await tariffs.assign("T-OWN", { token: "CARD-1" });
  return all;
}

Deno.test("2.1: a station that works out costs is told the driver's own tariff with the authorization", async () => {
  const { csms, cp, end } = await priced("ocpp2.1");
  assert.equal((await authorized(cp)).tariff, undefined, "nothing says that it can");
  await cp.call("NotifyReport", report("false"));
  assert.equal((await authorized(cp)).tariff, undefined, "it says that it does not");
  await cp.call("NotifyReport", report("true"));
  const expected = {
    ...{ tariffId: "T-OWN", currency: "EUR", energy: { prices: [{ priceKwh: 0.3 }] } },
  };
  assert.deepEqual((await authorized(cp)).tariff, expected);
  const alias = await authorized(cp, { ...card, idToken: "OTHER-NAME" });
  assert.deepEqual(alias.tariff, expected);
  await csms.csms.tokens.put({ id: "CARD-1", status: "Blocked" });
  const { idTokenInfo, tariff } = await authorized(cp);
  assert.deepEqual([idTokenInfo.status, tariff], ["Blocked", undefined]);
  await end();
});

Deno.test("2.1: a token without a tariff of its own is told none, though the station has one", async () => {
  const { csms, cp, end } = await priced("ocpp2.1");
  await cp.call("NotifyReport", report("true"));
  await csms.csms.tariffs.unassign({ token: "CARD-1" });
  await csms.csms.tariffs.assign("T-OWN", { station: "CP-1" });
  assert.equal((await authorized(cp)).tariff, undefined);
  await end();
});

Deno.test("2.0.1 has no word for the driver's own tariff", async () => {
  const { cp, end } = await priced("ocpp2.0.1");
  await cp.call("NotifyReport", report("true"));
  assert.deepEqual(await authorized(cp), { idTokenInfo: { status: "Accepted" } });
  await end();
});
