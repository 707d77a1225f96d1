import assert from "node:assert/strict";
import { v201, v21 } from "../../../ocpp/v2/mod.ts";
import { answers } from "../../../simulator/v2/answers/mod.ts";
import { officialActions } from "../../support/official.ts";
import { bench } from "../session.ts";

/** What a station asks and a CSMS answers (2.0.1 and 2.1 part 2 §1). */
const asked = [
  ...["Authorize", "BatterySwap", "BootNotification", "ClearedChargingLimit"],
  ...["ClosePeriodicEventStream", "FirmwareStatusNotification", "Get15118EVCertificate"],
  ...["GetCertificateChainStatus", "GetCertificateStatus", "Heartbeat", "LogStatusNotification"],
  ...["MeterValues", "NotifyChargingLimit", "NotifyCustomerInformation", "NotifyDERAlarm"],
  ...["NotifyDERStartStop", "NotifyDisplayMessages", "NotifyEVChargingNeeds"],
  ...["NotifyEVChargingSchedule", "NotifyEvent", "NotifyMonitoringReport"],
  ...["NotifyPeriodicEventStream", "NotifyPriorityCharging", "NotifyReport", "NotifySettlement"],
  ...["OpenPeriodicEventStream", "PublishFirmwareStatusNotification"],
  ...["PullDynamicScheduleUpdate", "ReportChargingProfiles", "ReportDERControl"],
  ...["ReservationStatusUpdate", "SecurityEventNotification", "SignCertificate"],
  ...["StatusNotification", "TransactionEvent", "VatNumberValidation"],
];

Deno.test("every action of a CSMS is answered in each version, and no other", () => {
  for (const dialect of [v201, v21]) {
    const theirs = officialActions(dialect.protocol).filter((action) => !asked.includes(action));
    const ours = [...answers.keys()].filter((action) => dialect.actions.has(action)).toSorted();
    assert.deepEqual(ours, theirs);
  }
});

Deno.test("what the version does not know is not implemented, what goes the other way not supported", async () => {
  for (const [version, tariffs] of [["2.0.1", "NotImplemented"], ["2.1", undefined]] as const) {
    await bench(async ({ csms }) => {
      const ask = (id: string, action: string) =>
        csms.expect(id, action, () => csms.raw(JSON.stringify([2, id, action, {}])));
      assert.equal((await ask("1", "Dance")).error, "NotImplemented");
      assert.equal((await ask("2", "Heartbeat")).error, "NotSupported");
      assert.equal((await ask("3", "Reset")).error, "PropertyConstraintViolation");
      const answer = await csms.expect(
        ...["4", "GetTariffs"] as const,
        () => csms.raw('[2,"4","GetTariffs",{"evseId":0}]'),
      );
      assert.equal(answer.error, tariffs);
      const extra = '[2,"5","Reset",{"type":"OnIdle","colour":"red"}]';
      const formed = await csms.expect("5", "Reset", () => csms.raw(extra));
      assert.equal(formed.error, "FormatViolation");
    }, { version });
  }
});
