// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import type { Charger } from "../support/charger.ts";
import { fakeClock } from "../support/clock.ts";
import { database } from "../support/database.ts";
import type { TestKvolt } from "../support/kvolt.ts";
import { scene } from "../support/scene.ts";
import { teller } from "../support/story.ts";

const MINUTE = 60_000;
/** What an operator sets for the night, beside the limit of now. */
const night = {
  ...{ evse: 1, purpose: "TxDefaultProfile", kind: "Absolute", stackLevel: 3 },
  schedule: {
    ...{ unit: "A", startSchedule: "2026-01-01T00:00:00Z" },
    periods: [{ startPeriod: 0, limit: 10 }, { startPeriod: 1_800, limit: 8.5, numberPhases: 1 }],
  },
};

/** The profiles that stand, and what kvolt makes of them for the next hour. */
async function charging(csms: TestKvolt, cp: Charger) {
  const { body: { items } } = await csms.get("/stations/CP-1/profiles");
  const asked = cp.answers("GetCompositeSchedule", { status: "Rejected" });
  const { body } = await csms.get("/stations/CP-1/composite?evse=1&duration=3600");
  await asked;
  const profiles = items.map(({ evse, purpose, kind, stackLevel, transaction, schedule }: any) => ({
    ...{ evse, purpose, kind, stackLevel, ofTransaction: transaction !== null },
    ...{ unit: schedule.unit, limits: schedule.periods.map(({ limit }: any) => limit) },
  }));
  return { profiles, computed: body.computed.periods };
}

/** Tells a day of one station, over a restart of kvolt, and gives what REST then shows of it. */
async function story(protocol: string, path: string): Promise<unknown> {
  const clock = fakeClock();
  const begin = clock.now().getTime();
  const now = () => clock.now().getTime();
  let { csms } = await scene({ KV_PATH: path }, clock);
  let told = await teller(csms.ws, "CP-1", protocol);
  await csms.send("PUT", "/tokens/CARD", { status: "Accepted" });
  await told.cp.boot();
  await told.status(false, now());
  assert.equal(await told.authorize("CARD"), "Accepted");
  assert.equal(await told.authorize("STRANGER"), "Invalid");

  // One charge as it happens.
  clock.advance(MINUTE);
  await told.status(true, now());
  await told.start("CARD", now(), 10_000);
  clock.advance(MINUTE);
  await told.sample(now(), 10_200);
  const setting = told.takesProfile();
  const set = await csms.send("PUT", "/stations/CP-1/profiles/7", night);
  assert.equal(set.status, 200);
  const sentProfile = await setting;
  const taken = told.takesProfile({ shown: true });
  const limit = await csms.send("POST", "/stations/CP-1/limit", { evse: 1, value: 16, unit: "A" });
  assert.equal(limit.status, 200);
  const sentLimit = await taken;
  const limited = await charging(csms, told.cp);

  await told.cp.close();
  await csms.stop();
  ({ csms } = await scene({ KV_PATH: path }, clock));
  told = await teller(csms.ws, "CP-1", protocol);
  told.goesOn();
  await told.cp.boot();
  clock.advance(MINUTE);
  await told.sample(now(), 10_400);
  const [open] = (await csms.get("/transactions")).body.items;
  const agreed = told.agreesToStop();
  const stop = csms.send("POST", "/stations/CP-1/stop", { evse: 1 });
  await agreed;
  assert.deepEqual((await stop).body, {
    ...{ transaction: open.id, accepted: true, status: "Accepted", why: null },
  });
  clock.advance(MINUTE);
  await told.stop(now(), 10_600, "Remote");
  await told.status(false, now());
  const after = await charging(csms, told.cp);

  // What happened while it was offline comes when it is back.
  await told.cp.close();
  clock.advance(30 * MINUTE);
  told = await teller(csms.ws, "CP-1", protocol);
  await told.start("CARD", now() - 20 * MINUTE, 10_600);
  await told.sample(now() - 15 * MINUTE, 11_100);
  await told.stop(now() - 10 * MINUTE, 11_600, "Local");

  const { body: station } = await csms.get("/stations/CP-1");
  const { body: { items } } = await csms.get("/transactions");
  const facts = {
    station: [station.vendor, station.model, station.protocol, station.registration],
    connectors: station.connectors.map((one: any) => [one.evse, one.connector, one.status]),
    findings: station.findings,
    open: [open.state, open.token, open.energyWh, open.flags],
    profile: { sent: sentProfile, outcome: set.body },
    limit: { sent: sentLimit, accepted: limit.body.accepted, verified: limit.body.verified },
    limited,
    after,
    transactions: items.map((one: any) => ({
      ...{ evse: one.evse, connector: one.connector, token: one.token, state: one.state },
      ...{ reason: one.reason, energyWh: one.energyWh, flags: one.flags },
      meter: [one.meterStart, one.meterStop],
      minutes: [one.startedAt, one.stoppedAt].map((at) =>
        Math.round((Date.parse(at) - begin) / MINUTE)
      ),
    })),
  };
  await told.cp.close();
  await csms.stop();
  return facts;
}

const kept = {
  ...{ evse: 1, purpose: "TxDefaultProfile", kind: "Absolute", stackLevel: 3 },
  ...{ ofTransaction: false, unit: "A", limits: [10, 8.5] },
};
const said = { accepted: true, status: "Accepted", why: null };

for (const protocol of ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]) {
  Deno.test(`a station of ${protocol} tells the same story, and the same facts come of it`, async () => {
    await using file = await database();
    assert.deepEqual(await story(protocol, file.path), {
      station: ["Test", "One", protocol, "Accepted"],
      connectors: [[1, 1, "Available"]],
      findings: [],
      open: ["open", "CARD", 400, []],
      profile: {
        outcome: said,
        sent: {
          ...{ evse: 1, purpose: "TxDefaultProfile", kind: "Absolute", ofTransaction: false },
          ...{ unit: "A", periods: night.schedule.periods },
        },
      },
      limit: {
        ...{ accepted: true, verified: true },
        sent: {
          ...{ evse: 1, purpose: "TxProfile", kind: "Absolute", ofTransaction: true },
          ...{ unit: "A", periods: [{ startPeriod: 0, limit: 16 }] },
        },
      },
      limited: {
        profiles: [
          kept,
          { ...kept, purpose: "TxProfile", stackLevel: 0, ofTransaction: true, limits: [16] },
        ],
        computed: [{ startPeriod: 0, limit: 16, numberPhases: null }],
      },
      // The limit went with its transaction; 241 s of the night's half hour at 10 A are over.
      after: {
        profiles: [kept],
        computed: [
          { startPeriod: 0, limit: 10, numberPhases: null },
          { startPeriod: 1_559, limit: 8.5, numberPhases: 1 },
        ],
      },
      transactions: [
        {
          ...{ evse: 1, connector: 1, token: "CARD", state: "closed", reason: "Local" },
          ...{ energyWh: 1_000, flags: ["offline"], meter: [10_600, 11_600], minutes: [14, 24] },
        },
        {
          ...{ evse: 1, connector: 1, token: "CARD", state: "closed", reason: "Remote" },
          ...{ energyWh: 600, flags: [], meter: [10_000, 10_600], minutes: [1, 4] },
        },
      ],
    });
  });
}
