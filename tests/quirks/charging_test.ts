// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import type { Limit, LimitOutcome } from "../../csms/charging/limit.ts";
import type { Charger } from "../support/charger.ts";
import { onStage, type Stage, start, status } from "./stage.ts";

/** How a station answers SetChargingProfile; a text of four parts or more is a CALLERROR's code. */
type Takes = (profile: any, connectorId: number) => string;

/** A charger that takes profiles as it is told to, and shows in its composite schedule those that it keeps. */
function smart(cp: Charger, takes: Takes, keeps: Takes = () => "yes") {
  const sent: any[] = [];
  let shown: any;
  async function set(): Promise<void> {
    for (;;) {
      const asked = await cp.asked("SetChargingProfile");
      const { connectorId, csChargingProfiles: profile } = asked.payload;
      sent.push({ connectorId, ...profile });
      const said = takes(profile, connectorId);
      if (said.endsWith("Violation")) {
        cp.refuse(asked, said);
        continue;
      }
      if (said === "Accepted") {
        shown = keeps(profile, connectorId) === "yes" ? profile.chargingSchedule : undefined;
      }
      cp.answer(asked, { status: said });
    }
  }
  async function show(): Promise<void> {
    for (;;) {
      const asked = await cp.asked("GetCompositeSchedule");
      const { connectorId, duration, chargingRateUnit = "A" } = asked.payload;
      const free = {
        duration,
        chargingRateUnit,
        chargingSchedulePeriod: [{ startPeriod: 0, limit: chargingRateUnit === "A" ? 32 : 22080 }],
      };
      cp.answer(asked, { status: "Accepted", connectorId, chargingSchedule: shown ?? free });
    }
  }
  set();
  show();
  return sent;
}

async function limited(
  { kvolt }: Stage,
  wanted: Partial<Limit> = {},
): Promise<LimitOutcome> {
  return await kvolt.csms.charging.limit("CP-1", { evse: 1, value: 16, unit: "A", ...wanted });
}

const amps = ({ chargingSchedule: { chargingRateUnit, chargingSchedulePeriod } }: any) => [
  chargingSchedulePeriod[0].limit,
  chargingRateUnit,
];

Deno.test("quirk 42: a station that honours stack level 0 alone is sent level 0 at once", () =>
  onStage(async (stage) => {
    const cp = await stage.booted();
    const sent = smart(cp, ({ stackLevel }) => stackLevel === 0 ? "Accepted" : "Rejected");
    const { accepted, verified } = await limited(stage);
    assert.deepEqual([accepted, verified, sent.length], [true, true, 1]);
  }));

Deno.test("quirk 42: a station that refuses level 0 gets another one, which is remembered", () =>
  onStage(async (stage) => {
    const cp = await stage.booted();
    const sent = smart(cp, ({ stackLevel }) => stackLevel === 1 ? "Accepted" : "Rejected");
    const first = await limited(stage);
    assert.equal(first.accepted, true);
    assert.ok(first.tried.length > 1);
    assert.equal(first.tried.at(-1)!.stackLevel, 1);
    const tries = sent.length;
    const second = await limited(stage, { value: 10 });
    assert.deepEqual([second.accepted, sent.length], [true, tries + 1]);
    assert.deepEqual([sent.at(-1).stackLevel, ...amps(sent.at(-1))], [1, 10, "A"]);
    const { learned } = (await stage.kvolt.csms.stations.get("CP-1"))!;
    assert.equal(learned.profile?.stackLevel, 1);
  }));

Deno.test("quirk 42: what a station took is remembered across a restart of kvolt", async () => {
  const folder = await Deno.makeTempDir();
  const env = { KV_PATH: `${folder}/kvolt.db` };
  const takes: Takes = ({ chargingSchedule }) =>
    chargingSchedule.chargingRateUnit === "W" ? "Accepted" : "Rejected";
  await onStage(async (stage) => {
    smart(await stage.booted(), takes);
    assert.ok((await limited(stage)).tried.length > 1);
  }, env);
  await onStage(async (stage) => {
    smart(await stage.booted(), takes);
    assert.equal((await limited(stage)).tried.length, 1);
  }, env);
  await Deno.remove(folder, { recursive: true });
});

for (const said of ["Rejected", "NotSupported", "PropertyConstraintViolation"]) {
  Deno.test(`quirk 43: a station that answers ChargePointMaxProfile with ${said} gets a TxDefaultProfile`, () =>
    onStage(async (stage) => {
      const cp = await stage.booted();
      const sent = smart(
        cp,
        ({ chargingProfilePurpose: purpose }) =>
          purpose === "ChargePointMaxProfile" ? said : "Accepted",
      );
      const { accepted, verified, profile } = await limited(stage, { evse: 0 });
      assert.deepEqual([accepted, verified], [true, true]);
      assert.equal(profile?.purpose, "TxDefaultProfile");
      assert.deepEqual(
        sent.map(({ connectorId, chargingProfilePurpose: purpose }) => [connectorId, purpose]),
        [[0, "ChargePointMaxProfile"], [0, "TxDefaultProfile"]],
      );
    }));
}

Deno.test("quirk 43: a station that accepts ChargePointMaxProfile and does nothing is found out", () =>
  onStage(async (stage) => {
    const cp = await stage.booted();
    await cp.call("StatusNotification", status(1, "Available"));
    const keeps: Takes = ({ chargingProfilePurpose: purpose }) =>
      purpose === "TxDefaultProfile" ? "yes" : "no";
    smart(cp, () => "Accepted", keeps);
    const { accepted, verified, profile, tried } = await limited(stage, { evse: 0 });
    assert.deepEqual([accepted, verified], [true, true]);
    assert.equal(profile?.purpose, "TxDefaultProfile");
    assert.deepEqual(tried.map(({ status }) => status), ["Accepted", "Accepted"]);
  }));

Deno.test("quirk 43: the profile of the running transaction comes first, its default next", () =>
  onStage(async (stage) => {
    const cp = await stage.booted();
    await start(cp);
    const sent = smart(
      cp,
      ({ chargingProfilePurpose: purpose }) =>
        purpose === "TxDefaultProfile" ? "Accepted" : "Rejected",
    );
    assert.equal((await limited(stage)).accepted, true);
    assert.deepEqual(
      sent.map(({ chargingProfilePurpose }) => chargingProfilePurpose),
      ["TxProfile", "TxDefaultProfile"],
    );
  }));

Deno.test("quirk 43: a limit that no form brings about is told as it is", () =>
  onStage(async (stage) => {
    const cp = await stage.booted();
    smart(cp, () => "Accepted", () => "no");
    const nothing = await limited(stage);
    assert.deepEqual([nothing.accepted, nothing.verified], [true, false]);
    assert.ok(nothing.tried.length > 2);
    const { learned } = (await stage.kvolt.csms.stations.get("CP-1"))!;
    assert.equal(learned.profile, undefined);
  }));

Deno.test("quirk 44: a station that knows only W gets the limit in W, over the phases", () =>
  onStage(async (stage) => {
    const cp = await stage.booted();
    const sent = smart(
      cp,
      ({ chargingSchedule }) => chargingSchedule.chargingRateUnit === "W" ? "Accepted" : "Rejected",
    );
    assert.equal((await limited(stage)).accepted, true);
    assert.deepEqual(amps(sent.at(-1)), [11040, "W"]);
    assert.equal((await limited(stage, { phases: 1 })).verified, true);
    assert.deepEqual(amps(sent.at(-1)), [3680, "W"]);
    assert.equal(sent.at(-1).chargingSchedule.chargingSchedulePeriod[0].numberPhases, 1);
  }));

Deno.test("quirk 44: a station that knows only A gets the limit in A, rounded down", () =>
  onStage(async (stage) => {
    const cp = await stage.booted();
    const sent = smart(
      cp,
      ({ chargingSchedule }) => chargingSchedule.chargingRateUnit === "A" ? "Accepted" : "Rejected",
    );
    const outcome = await limited(stage, { value: 7000, unit: "W" });
    assert.deepEqual([outcome.accepted, outcome.verified], [true, true]);
    assert.deepEqual(amps(sent.at(-1)), [10.1, "A"]);
  }));

Deno.test("quirk 44: a station that wants Relative gets it, without a start", () =>
  onStage(async (stage) => {
    const cp = await stage.booted();
    const sent = smart(
      cp,
      ({ chargingProfileKind: kind }) => kind === "Relative" ? "Accepted" : "Rejected",
    );
    assert.equal((await limited(stage)).accepted, true);
    assert.equal(sent.at(-1).chargingSchedule.startSchedule, undefined);
    const tries = sent.length;
    assert.equal((await limited(stage, { value: 8 })).accepted, true);
    assert.equal(sent.length, tries + 1);
  }));

Deno.test("quirk 44: an absolute limit starts in the past, so that a slow clock leaves no gap", () =>
  onStage(async (stage) => {
    const cp = await stage.booted();
    const sent = smart(cp, () => "Accepted");
    await limited(stage, { duration: 600 });
    const { startSchedule, duration } = sent[0].chargingSchedule;
    const startsAt = Date.parse(startSchedule);
    const now = stage.clock.now().getTime();
    assert.ok(startsAt <= now - 30_000);
    assert.equal(startsAt + duration * 1000, now + 600_000);
  }));

Deno.test("quirk 44: a station that drops numberPhases is held to the limit over the phases that were meant", () =>
  onStage(async (stage) => {
    const cp = await stage.booted();
    const sent = smart(cp, ({ chargingSchedule }) => {
      if (chargingSchedule.chargingRateUnit === "W") return "Rejected";
      delete chargingSchedule.chargingSchedulePeriod[0].numberPhases;
      return "Accepted";
    });
    const { verified } = await limited(stage, { value: 3680, unit: "W", phases: 1 });
    assert.equal(verified, true);
    assert.deepEqual(amps(sent.at(-1)), [16, "A"]);
  }));

Deno.test("quirk 44: a station that takes A and keeps only W is found out, and gets W", () =>
  onStage(async (stage) => {
    const cp = await stage.booted();
    const keeps: Takes = ({ chargingSchedule }) =>
      chargingSchedule.chargingRateUnit === "W" ? "yes" : "no";
    const sent = smart(cp, () => "Accepted", keeps);
    const { verified } = await limited(stage, { phases: 1 });
    assert.equal(verified, true);
    assert.deepEqual(amps(sent.at(-1)), [3680, "W"]);
  }));

Deno.test("quirk 45: a remote start always names the connector, the one that is Preparing first", () =>
  onStage(async ({ kvolt, booted }) => {
    const cp = await booted();
    await cp.call("StatusNotification", status(1, "Available"));
    await cp.call("StatusNotification", status(2, "Preparing"));
    const asked = kvolt.csms.transactions.remoteStart("CP-1", { token: "TAG" });
    const { payload } = await cp.answers("RemoteStartTransaction", { status: "Accepted" });
    assert.deepEqual(payload, { connectorId: 2, idTag: "TAG" });
    assert.deepEqual(await asked, { accepted: true, status: "Accepted", evse: 2 });
  }));

Deno.test("quirk 45: a remote start of a station that has told nothing of itself names connector 1", () =>
  onStage(async ({ kvolt, booted }) => {
    const cp = await booted();
    const asked = kvolt.csms.transactions.remoteStart("CP-1", { token: "TAG" });
    const { payload } = await cp.answers("RemoteStartTransaction", { status: "Accepted" });
    assert.equal(payload.connectorId, 1);
    await asked;
  }));

for (
  const [said, answer, waitsFor] of [
    ["Available", "Rejected", /plug in the cable/],
    ["Available", "Accepted", /plug in the cable/],
    ["Finishing", "Rejected", /unplug the cable/],
    ["Unavailable", "Rejected", /back into service/],
    ["Faulted", "Rejected", /fault/],
  ] as const
) {
  Deno.test(`quirk 45: a remote start that is ${answer} at ${said} says what the station waits for`, () =>
    onStage(async ({ kvolt, booted }) => {
      const cp = await booted();
      await cp.call("StatusNotification", status(1, said));
      const asked = kvolt.csms.transactions.remoteStart("CP-1", { token: "TAG", evse: 1 });
      await cp.answers("RemoteStartTransaction", { status: answer });
      const outcome = await asked;
      assert.equal(outcome.accepted, answer === "Accepted");
      assert.match(outcome.waitsFor!, waitsFor);
    }));
}
