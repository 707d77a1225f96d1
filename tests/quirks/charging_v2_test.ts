// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import type { Limit, LimitOutcome } from "../../csms/charging/limit.ts";
import type { Protocol } from "../../csms/model.ts";
import type { Charger } from "../support/charger.ts";
import { onStage, type Stage } from "./stage.ts";

type Takes = (profile: any) => string;
const versions: readonly Protocol[] = ["ocpp2.0.1", "ocpp2.1"];

/** A station of 2.x that takes profiles as it is told to, and shows the last that it `keeps`. */
function smart(cp: Charger, takes: Takes, keeps: (profile: any) => boolean = () => true) {
  const sent: any[] = [];
  let shown: any;
  async function set(): Promise<void> {
    for (;;) {
      const asked = await cp.asked("SetChargingProfile");
      const { evseId, chargingProfile: profile } = asked.payload;
      sent.push({ evseId, ...profile });
      const said = takes(profile);
      if (said.endsWith("Violation")) {
        cp.refuse(asked, said);
        continue;
      }
      if (said === "Accepted") shown = keeps(profile) ? profile.chargingSchedule[0] : undefined;
      cp.answer(asked, {
        status: said,
        ...(said === "Rejected" ? { statusInfo: { reasonCode: "InvalidProfile" } } : {}),
      });
    }
  }
  async function show(): Promise<void> {
    for (;;) {
      const asked = await cp.asked("GetCompositeSchedule");
      const { evseId, duration, chargingRateUnit = "A" } = asked.payload;
      const unit = shown?.chargingRateUnit ?? chargingRateUnit;
      cp.answer(asked, {
        status: "Accepted",
        schedule: {
          ...{ evseId, duration, scheduleStart: "2026-01-01T00:00:00Z", chargingRateUnit: unit },
          chargingSchedulePeriod: shown?.chargingSchedulePeriod ??
            [{ startPeriod: 0, limit: unit === "A" ? 32 : 22_080 }],
        },
      });
    }
  }
  set();
  show();
  return sent;
}

const limited = ({ kvolt }: Stage, wanted: Partial<Limit> = {}): Promise<LimitOutcome> =>
  kvolt.csms.charging.limit("CP-1", { evse: 1, value: 16, unit: "A", ...wanted });
const purposes = (sent: any[]) => sent.map(({ chargingProfilePurpose: purpose }) => purpose);

for (const protocol of versions) {
  const options = { protocols: [protocol] };

  Deno.test(`quirk 42: a ${protocol} station that refuses level 0 gets another one, which is remembered`, () =>
    onStage(async (stage) => {
      const cp = await stage.booted("CP-1", options);
      const sent = smart(cp, ({ stackLevel }) => stackLevel === 1 ? "Accepted" : "Rejected");
      const { accepted, tried } = await limited(stage);
      assert.deepEqual([accepted, tried.at(-1)!.stackLevel], [true, 1]);
      const tries = sent.length;
      await limited(stage, { value: 10 });
      assert.deepEqual([sent.length, sent.at(-1).stackLevel], [tries + 1, 1]);
    }));

  Deno.test(`quirk 43: a ${protocol} station that refuses a profile for all of it gets a default`, () =>
    onStage(async (stage) => {
      const cp = await stage.booted("CP-1", options);
      const sent = smart(
        cp,
        ({ chargingProfilePurpose: purpose }) =>
          purpose === "ChargingStationMaxProfile" ? "Rejected" : "Accepted",
      );
      const { accepted, verified } = await limited(stage, { evse: 0 });
      assert.deepEqual([accepted, verified], [true, true]);
      assert.deepEqual(purposes(sent), ["ChargingStationMaxProfile", "TxDefaultProfile"]);
    }));

  Deno.test(`quirk 43: a ${protocol} station that takes a profile and does nothing is found out`, () =>
    onStage(async (stage) => {
      const cp = await stage.booted("CP-1", options);
      const keeps = ({ chargingProfilePurpose: purpose }: any) => purpose === "TxDefaultProfile";
      smart(cp, () => "Accepted", keeps);
      const { verified, profile, tried } = await limited(stage, { evse: 0 });
      assert.deepEqual([verified, profile?.purpose], [true, "TxDefaultProfile"]);
      assert.deepEqual(tried.map(({ status }) => status), ["Accepted", "Accepted"]);
      const kept = await stage.kvolt.csms.charging.all("CP-1");
      assert.deepEqual(kept.map(({ purpose }) => purpose), ["TxDefaultProfile"]);
    }));

  Deno.test(`quirk 44: a ${protocol} station that knows only W is converted for, phases and all`, () =>
    onStage(async (stage) => {
      const cp = await stage.booted("CP-1", options);
      const sent = smart(
        cp,
        ({ chargingSchedule: [{ chargingRateUnit: unit }] }) =>
          unit === "W" ? "Accepted" : "PropertyConstraintViolation",
      );
      const { accepted, verified } = await limited(stage, { phases: 1 });
      assert.deepEqual([accepted, verified], [true, true]);
      const [schedule] = sent.at(-1).chargingSchedule;
      assert.deepEqual(schedule.chargingSchedulePeriod, [
        { startPeriod: 0, limit: 3680, numberPhases: 1 },
      ]);
    }));

  Deno.test(`quirk 44: a ${protocol} station that wants Relative gets it`, () =>
    onStage(async (stage) => {
      const cp = await stage.booted("CP-1", options);
      const sent = smart(
        cp,
        ({ chargingProfileKind: kind }) => kind === "Relative" ? "Accepted" : "Rejected",
      );
      assert.equal((await limited(stage)).accepted, true);
      assert.equal(sent.at(-1).chargingSchedule[0].startSchedule, undefined);
    }));
}
