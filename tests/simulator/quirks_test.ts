import assert from "node:assert/strict";
import { chargePoint } from "../../simulator/charge_point.ts";
import type { Quirks } from "../../simulator/quirks.ts";
import { fixedCsms } from "./fixed_csms.ts";
import { type Bench, bench } from "./session.ts";

/** Two minutes of charging by a charge point with a quirk. */
function session(quirks: Partial<Quirks>, check: (bench: Bench) => void | Promise<void>) {
  return bench(async (bench) => {
    const { cp, clock } = bench;
    await cp.plug();
    await cp.tap("TAG-1");
    clock.advance(60_000);
    clock.advance(60_000);
    await cp.stop();
    await cp.delivered();
    await check(bench);
  }, { quirks });
}

Deno.test("quirk repeats: each transaction message comes twice, the same", () =>
  session({ repeats: true }, ({ csms }) => {
    for (const action of ["StartTransaction", "StopTransaction"]) {
      const [first, second, third] = csms.of(action);
      assert.deepEqual({ ...first, transactionId: 0 }, { ...second, transactionId: 0 });
      assert.equal(third, undefined);
    }
    assert.equal(csms.of("MeterValues").length, 6);
  }));

Deno.test("quirk register: a session register starts at 0 and agrees with its samples", () =>
  session({ register: "session" }, ({ csms }) => {
    assert.equal(csms.of("StartTransaction")[0].meterStart, 0);
    const { meterStop } = csms.of("StopTransaction")[0];
    assert(meterStop > 340 && meterStop < 368, `${meterStop}`);
    const last = csms.of("MeterValues").at(-1).meterValue[0].sampledValue[0];
    assert.equal(last.value, String(meterStop));
  }));

Deno.test("quirk energyUnit: samples are in kWh while the register stays in Wh", () =>
  session({ energyUnit: "kWh" }, ({ csms }) => {
    const last = csms.of("MeterValues").at(-1).meterValue[0].sampledValue[0];
    assert.equal(last.unit, "kWh");
    assert.equal(Math.round(Number(last.value) * 1000), csms.of("StopTransaction")[0].meterStop);
  }));

Deno.test("quirk tagSuffix: every tag that is read has it", () =>
  session({ tagSuffix: "_123" }, ({ csms }) => {
    assert.equal(csms.of("Authorize")[0].idTag, "TAG-1_123");
    assert.equal(csms.of("StartTransaction")[0].idTag, "TAG-1_123");
  }));

Deno.test("quirk lateSample: the last MeterValues comes after StopTransaction, with its id", () =>
  session({ lateSample: true }, ({ csms }) => {
    const actions = csms.calls.map(({ action }) => action);
    assert(actions.lastIndexOf("MeterValues") > actions.indexOf("StopTransaction"));
    assert.equal(csms.of("MeterValues").at(-1).transactionId, 1);
  }));

Deno.test("quirk silentAfterStop: nothing says that the transaction has ended", () =>
  session({ silentAfterStop: true }, async ({ csms, cp }) => {
    await cp.send("Heartbeat", {});
    assert.equal(csms.of("StatusNotification").at(-1).status, "Charging");
  }));

Deno.test("quirk bootOnReconnect: every connection begins with a boot", () =>
  bench(async ({ csms, cp }) => {
    await cp.goOffline();
    await cp.goOnline();
    await csms.next("BootNotification", () => csms.of("BootNotification").length === 2);
  }, { quirks: { bootOnReconnect: true } }));

Deno.test("quirk noBoot: it goes on as if it had been accepted", async () => {
  const csms = fixedCsms();
  const cp = chargePoint({ id: "CP-1", url: csms.url, quirks: { noBoot: true } });
  await cp.connect();
  await csms.next("StatusNotification");
  assert.deepEqual(await cp.tap("TAG-1"), { status: "Accepted" });
  assert.equal(csms.of("BootNotification").length, 0);
  await cp.close();
  await csms.close();
});
