import assert from "node:assert/strict";
import { inWords } from "../../dashboard/station/charging/words.ts";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";

Deno.test("a step without a limit is as its details say, and one without details has none", () => {
  const periods = [
    { startPeriod: 0, limit: 16 },
    { startPeriod: 3_600, details: { setpoint: 5 } },
    { startPeriod: 7_200 },
  ];
  const said = "16 A, after 1 h as its details say, after 2 h no limit";
  assert.equal(inWords({ unit: "A", periods }), said);
});

Deno.test("2.1: a schedule in which others than limits rule is not said to have no limit", async () => {
  const csms = await kvolt({ KVOLT_DEV: "1", SIMULATOR: "off" });
  const station = await charger(csms.ws, "CP-1", { protocols: ["ocpp2.1"] });
  await station.boot();
  const path = "/figures/stations/CP-1/composite?evse=1&unit=A";
  const origin = new URL(csms.api).origin;
  const { then } = await (await fetch(origin + path)).json();
  const scheduleStart = new Date().toISOString();
  const chargingSchedulePeriod = [
    { startPeriod: 0, setpoint: -5, operationMode: "CentralSetpoint" },
    { startPeriod: 60, limit: 16 },
    { startPeriod: 120, limit: -1 },
  ];
  const [{ note }] = await Promise.all([
    fetch(origin + then).then((answer) => answer.json()),
    station.answers("GetCompositeSchedule", {
      status: "Accepted",
      schedule: {
        ...{ evseId: 1, duration: 86_400, scheduleStart, chargingRateUnit: "A" },
        chargingSchedulePeriod,
      },
    }),
  ]);
  const said = /The station says: (.*?)\. \(Times/.exec(note)?.[1]?.replaceAll(/\d\d:\d\d/g, "T");
  assert.equal(
    said,
    "setpoints and modes other than charging from T, 16 A from T, no limit from T",
  );
  await station.close();
  await csms.stop();
});
