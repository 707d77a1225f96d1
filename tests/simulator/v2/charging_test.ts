import assert from "node:assert/strict";
import { scaledClock } from "../../../simulator/scaled_clock.ts";
import { bench } from "../session.ts";

const idToken = { idToken: "TAG-1", type: "ISO14443" };

/** A profile that allows so many A. */
const profile = (id: number, limit: number, more = {}) => ({
  ...{ id, stackLevel: 0, chargingProfilePurpose: "TxDefaultProfile" },
  chargingProfileKind: "Absolute",
  chargingSchedule: [{
    ...{ id: 1, chargingRateUnit: "A", startSchedule: "2026-01-01T00:00:00Z" },
    chargingSchedulePeriod: [{ startPeriod: 0, limit }, { startPeriod: 3600, limit: 0 }],
  }],
  ...more,
});

Deno.test("profiles limit the power, are composed, reported and cleared", () =>
  bench(async ({ csms, clock, cp }) => {
    const set = async (evseId: number, chargingProfile: unknown) => {
      const answer = await csms.ask("SetChargingProfile", { evseId, chargingProfile });
      return answer.statusInfo?.reasonCode ?? answer.status;
    };
    await cp.plug();
    await cp.tap("TAG-1");
    assert.equal(await set(0, profile(1, 10)), "Accepted");
    assert.equal(await set(9, profile(2, 10)), "InvalidProfile");
    const tx = { chargingProfilePurpose: "TxProfile" };
    assert.equal(await set(1, profile(2, 8, { ...tx, transactionId: "no" })), "TxNotFound");
    const { id: transactionId } = cp.connectors[1]!.transaction!;
    clock.advance(60_000);
    assert.equal(cp.connectors[1]!.powerW, 10 * 690);
    assert.equal(await set(1, profile(2, 8, { ...tx, transactionId })), "Accepted");
    clock.advance(60_000);
    assert.equal(cp.connectors[1]!.powerW, 8 * 690);
    const station = { chargingProfilePurpose: "ChargingStationMaxProfile", stackLevel: 3 };
    assert.equal(await set(0, profile(3, 6, station)), "Accepted");
    clock.advance(60_000);
    assert.equal(cp.connectors[1]!.powerW, 6 * 690);
    const { schedule } = await csms.ask("GetCompositeSchedule", {
      ...{ evseId: 1, duration: 7200, chargingRateUnit: "W" },
    });
    assert.deepEqual(schedule.chargingSchedulePeriod, [
      { startPeriod: 0, limit: 6 * 690, numberPhases: 3 },
      { startPeriod: 3420, limit: 0, numberPhases: 3 },
    ]);
    await csms.ask("GetChargingProfiles", { requestId: 5, chargingProfile: {} });
    await csms.next("ReportChargingProfiles", ({ tbc }) => !tbc);
    const reports = csms.of("ReportChargingProfiles");
    assert.deepEqual(
      reports.map(({ evseId, chargingProfile }) => [
        evseId,
        // deno-lint-ignore no-explicit-any
        chargingProfile.map(({ id }: any) => id),
      ]),
      [[0, [1, 3]], [1, [2]]],
    );
    assert.deepEqual(reports[0].chargingProfile[0], profile(1, 10));
    clock.advance(3_600_000);
    const event = await csms.next(
      "TransactionEvent",
      ({ triggerReason }) => triggerReason === "ChargingStateChanged",
    );
    assert.equal(event.transactionInfo.chargingState, "SuspendedEVSE");
    const clear = async (request: Record<string, unknown>) =>
      (await csms.ask("ClearChargingProfile", request)).status;
    assert.equal(await clear({ chargingProfileId: 9 }), "Unknown");
    assert.equal(await clear({ chargingProfileId: 3 }), "Accepted");
    assert.equal(await clear({ chargingProfileCriteria: { evseId: 1 } }), "Accepted");
    assert.equal(await clear({}), "Accepted");
    clock.advance(60_000);
    assert.equal(cp.connectors[1]!.powerW, 16 * 690);
  }, { version: "2.0.1" }));

Deno.test("2.1: a dynamic schedule follows its updates, and priority goes before all", () =>
  bench(async ({ csms, clock, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    const { id: transactionId } = cp.connectors[1]!.transaction!;
    const use = async (id: unknown) =>
      (await csms.ask("UsePriorityCharging", { transactionId: id, activate: true })).status;
    assert.equal(await use("no"), "Rejected");
    assert.equal(await use(transactionId), "NoProfile");
    const dynamic = profile(1, 10, { chargingProfileKind: "Dynamic" });
    await csms.ask("SetChargingProfile", { evseId: 1, chargingProfile: dynamic });
    const update = async (chargingProfileId: number) =>
      (await csms.ask("UpdateDynamicSchedule", {
        ...{ chargingProfileId, scheduleUpdate: { limit: 7 } },
      })).status;
    assert.equal(await update(2), "Rejected");
    assert.equal(await update(1), "Accepted");
    clock.advance(60_000);
    assert.equal(cp.connectors[1]!.powerW, 7 * 690);
    await csms.ask("SetChargingProfile", {
      evseId: 0,
      chargingProfile: profile(2, 14, { chargingProfilePurpose: "PriorityCharging" }),
    });
    clock.advance(60_000);
    assert.equal(cp.connectors[1]!.powerW, 7 * 690);
    assert.equal(await use(transactionId), "Accepted");
    clock.advance(60_000);
    assert.equal(cp.connectors[1]!.powerW, 14 * 690);
  }, { version: "2.1" }));

const price = (tariffId: string, currency = "EUR") => ({
  ...{ tariffId, currency, energy: { prices: [{ priceKwh: 0.3 }] } },
});

Deno.test("2.1: tariffs are kept by EVSE, told, cleared, and changed for a transaction", () =>
  bench(async ({ csms, cp }) => {
    const set = async (evseId: number, tariff: unknown) =>
      (await csms.ask("SetDefaultTariff", { evseId, tariff })).status;
    assert.equal((await csms.ask("GetTariffs", { evseId: 0 })).status, "NoTariff");
    assert.equal(await set(0, price("A")), "Accepted");
    assert.equal(await set(1, price("A")), "DuplicateTariffId");
    assert.equal(await set(1, price("B")), "Accepted");
    assert.equal(await set(9, price("C")), "Rejected");
    await cp.plug();
    await cp.tap("TAG-1");
    const { id: transactionId } = cp.connectors[1]!.transaction!;
    const change = async (id: unknown, tariff: unknown) =>
      (await csms.ask("ChangeTransactionTariff", { transactionId: id, tariff })).status;
    assert.equal(await change("no", price("C")), "TxNotFound");
    assert.equal(await change(transactionId, price("C", "USD")), "NoCurrencyChange");
    assert.equal(await change(transactionId, price("C")), "Accepted");
    await csms.next("TransactionEvent", ({ triggerReason }) => triggerReason === "TariffChanged");
    const { tariffAssignments } = await csms.ask("GetTariffs", { evseId: 0 });
    assert.deepEqual(tariffAssignments, [
      { tariffId: "A", tariffKind: "DefaultTariff" },
      { tariffId: "B", tariffKind: "DefaultTariff", evseIds: [1] },
      { tariffId: "C", tariffKind: "DriverTariff", evseIds: [1], idTokens: ["TAG-1"] },
    ]);
    const cleared = await csms.ask("ClearTariffs", { tariffIds: ["B", "Z"] });
    assert.deepEqual(cleared.clearTariffsResult, [
      { tariffId: "B", status: "Accepted" },
      { tariffId: "Z", status: "NoTariff" },
    ]);
    assert.deepEqual(await csms.ask("CostUpdated", { transactionId, totalCost: 3.5 }), {});
  }, { version: "2.1" }));

const curve = (priority: number) => ({
  ...{ priority, yUnit: "PctMaxW", curveData: [{ x: 1, y: 2 }] },
});

Deno.test("2.1: DER controls supersede one another, are reported and cleared", () =>
  bench(async ({ csms }) => {
    const set = (controlId: string, more: Record<string, unknown>) =>
      csms.ask("SetDERControl", { controlId, isDefault: true, ...more });
    assert.equal((await set("0", { controlType: "VoltWatt" })).status, "Rejected");
    await set("1", { controlType: "VoltWatt", curve: curve(5) });
    const gradient = { priority: 1, gradient: 2, softGradient: 3 };
    await set("2", { controlType: "Gradients", gradient });
    const third = await set("3", { controlType: "VoltWatt", curve: curve(1) });
    assert.deepEqual(third, { status: "Accepted", supersededIds: ["1"] });
    const none = { requestId: 1, controlType: "FreqDroop" };
    assert.equal((await csms.ask("GetDERControl", none)).status, "NotFound");
    assert.equal((await csms.ask("GetDERControl", { requestId: 2 })).status, "Accepted");
    await csms.next("ReportDERControl", ({ tbc }) => !tbc);
    const reports = csms.of("ReportDERControl");
    assert.deepEqual(reports.map((one) => one.curve?.[0].isSuperseded), [true, undefined, false]);
    assert.deepEqual(reports[1].gradient, [{ id: "2", gradient }]);
    const clear = { isDefault: true, controlType: "VoltWatt" };
    assert.equal((await csms.ask("ClearDERControl", clear)).status, "Accepted");
    assert.equal((await csms.ask("ClearDERControl", clear)).status, "NotFound");
  }, { version: "2.1" }));

Deno.test("2.1: batteries are swapped; signals and energy transfers are answered by what there is", () =>
  bench(async ({ csms }) => {
    const swap = { requestId: 8, idToken };
    assert.deepEqual(await csms.ask("RequestBatterySwap", swap), { status: "Accepted" });
    assert.equal((await csms.next("BatterySwap")).eventType, "BatteryIn");
    const out = await csms.next("BatterySwap");
    assert.deepEqual([out.eventType, out.requestId], ["BatteryOut", 8]);
    const signal = { timestamp: "2026-01-01T00:00:00Z", signal: 3 };
    assert.equal((await csms.ask("AFRRSignal", signal)).status, "Rejected");
    const transfer = { transactionId: "no", allowedEnergyTransfer: ["DC"] };
    assert.equal((await csms.ask("NotifyAllowedEnergyTransfer", transfer)).status, "Rejected");
    const payment = { evseId: 1, timeout: 60 };
    assert.deepEqual(await csms.ask("NotifyWebPaymentStarted", payment), {});
  }, { version: "2.1", clock: scaledClock(500) }));
