import assert from "node:assert/strict";
import { chargePoint } from "../../simulator/charge_point.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { scene } from "../support/scene.ts";
import { staffed } from "../routes/people/browser.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "", AUTH_UNKNOWN: "Accepted" };
const img = "<img src=x onerror=alert(1)>";
const pages = ({ ws }: TestKvolt) => ws.replace("ws:", "http:");

for (const version of ["1.6", "2.0.1", "2.1"] as const) {
  browserTest(
    `a profile of ${version} is set, drawn beside the station's answer, and cleared`,
    async (open) => {
      const csms = await kvolt(dev);
      const station = chargePoint({ id: "SIM-1", url: csms.ws, version });
      await station.connect();
      await station.booted;
      await station.plug(1);
      await station.tap("TAG-1", 1);
      const { page } = await open({ bypassCSP: true });
      await page.goto(`${pages(csms)}/stations/SIM-1/charging`);
      await page.getByText("None. A limit that is set").waitFor();
      const form = page.locator("form").filter({ hasText: "Set profile" });
      await form.getByLabel("Number").fill("7");
      await form.getByRole("group", { name: "Step 1" }).getByLabel("At most").fill("11");
      await form.getByRole("button", { name: "Set profile" }).click();
      await page.getByText("The station has taken it.").waitFor();
      await page.locator("#profiles").getByText("11 A").waitFor();
      await page.getByText(/kvolt computes: 11 A from .*The station says: 11 A from/).waitFor();
      await page.locator("[data-chart] canvas").waitFor();
      assert.equal(await page.locator(".u-legend .u-series").count(), 3);
      await accessible(page);
      if (version !== "1.6") {
        await page.getByRole("button", { name: "Ask for a report" }).click();
        await page.locator("#reported").getByText("the same").waitFor();
      }
      if (version === "2.1") {
        await page.locator("#priority").getByText("TAG-1: waits its turn").waitFor();
      }
      await page.locator("#profiles").getByRole("button", { name: "Clear" }).click();
      await page.getByText("Profile 7 is taken off the station").waitFor();
      await page.getByRole("button", { name: "Go on" }).click();
      await page.getByText("None. A limit that is set").waitFor();
      assert.deepEqual(await csms.csms.charging.all("SIM-1"), []);
      await page.close();
      await station.close();
      await csms.stop();
    },
  );
}

for (const version of ["1.6", "2.1"] as const) {
  browserTest(`a profile of ${version} is set by hand with all that it has`, async (open) => {
    const is1 = version === "1.6";
    const csms = await kvolt(dev);
    const station = chargePoint({ id: "SIM-1", url: csms.ws, version });
    await station.connect();
    await station.booted;
    const { page } = await open();
    await page.goto(`${pages(csms)}/stations/SIM-1/charging`);
    const form = page.locator("form").filter({ hasText: "Set profile" });
    const step = (n: number) => form.getByRole("group", { name: `Step ${n}` });
    assert.equal(await step(1).locator("input:invalid").count(), 1, "a first step says how much");
    await form.getByLabel("Number").fill("9");
    await form.getByLabel("What for").selectOption("most for the station");
    await form.getByLabel("Level").fill("2");
    await form.getByLabel("It holds").selectOption("again every day");
    await form.getByLabel("Its steps count from").fill("2026-01-01T00:00");
    await form.getByLabel("From", { exact: true }).fill("2026-01-02T00:00");
    await form.getByLabel("Until").fill("2199-01-02T00:00");
    await form.getByLabel("Unit").selectOption("W in all");
    await form.getByLabel("Its steps are over").fill("1440");
    await form.getByLabel("The least that charges").fill("1400");
    await step(1).getByLabel("At most").fill("11000");
    await step(2).getByLabel("After").fill("0.5");
    await step(2).getByLabel("At most").fill("3600");
    await step(2).getByLabel("Phases").selectOption("1");
    if (!is1) await step(2).getByLabel("If one, which").selectOption("L2");
    await form.getByRole("button", { name: "One more step" }).click();
    // Step 3 is left empty: no such step is sent.
    await step(4).getByLabel("After").fill("90");
    await step(4).getByLabel("At most").fill("7400");
    assert.equal(await step(2).getByLabel("At most").inputValue(), "3600");
    await form.getByRole("button", { name: "Set profile" }).click();
    await form.getByText("The station has taken it.").waitFor();
    const [profile] = await csms.csms.charging.all("SIM-1");
    const { id, evse, purpose, kind, recurrency, stackLevel, schedule, validTo } = profile!;
    assert.deepEqual([id, evse, purpose, stackLevel], [9, 0, "ChargingStationMaxProfile", 2]);
    assert.deepEqual([kind, recurrency], ["Recurring", "Daily"]);
    assert.ok(Date.parse(validTo!) > Date.parse("2199-01-01") && profile!.validFrom);
    const { unit, duration, minChargingRate, periods } = schedule;
    assert.deepEqual([unit, duration, minChargingRate], ["W", 86_400, 1400]);
    assert.deepEqual(periods, [
      { startPeriod: 0, limit: 11_000 },
      { startPeriod: 30, limit: 3_600, numberPhases: 1, ...is1 ? {} : { phaseToUse: 2 } },
      { startPeriod: 5_400, limit: 7_400 },
    ]);
    await page.locator("#profiles").getByText("again daily").waitFor();

    // What cannot be is said in words, with what was typed still there.
    await form.getByLabel("It holds").selectOption("from the start of each session");
    await form.getByRole("button", { name: "Set profile" }).click();
    await form.locator("output.failed").getByText("cannot be Relative").waitFor();
    assert.equal(await step(4).getByLabel("At most").inputValue(), "7400");

    await page.getByText("Set a profile as JSON").click();
    const json = page.locator("form").filter({ hasText: "Set this profile" });
    await json.locator("[name=profile]").fill("10");
    await json.getByRole("button", { name: "Set this profile" }).click();
    await json.getByText("The station has taken it.").waitFor();
    await page.locator("#profiles").getByText("16 A, after 1 h 8 A on 1 phase").waitFor();

    await page.getByText("Clear some of them").click();
    const clear = page.locator("form").filter({ hasText: "Clear these" });
    await clear.getByLabel("What for").selectOption("most for the station");
    await clear.getByLabel("Level").fill("2");
    await clear.getByRole("button", { name: "Clear these" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await clear.getByText("Cleared.").waitFor();
    const left = await csms.csms.charging.all("SIM-1");
    assert.deepEqual(left.map(({ id }) => id), [10]);
    await page.close();
    await station.close();
    await csms.stop();
  }, /^422 fetch .*profiles|object Event|ERR_INCOMPLETE/);
}

browserTest(
  "a station of 2.1 serves the grid: dynamic values, controls, signals, and what it tells of them",
  async (open) => {
    const csms = await kvolt(dev);
    const station = chargePoint({ id: "SIM-1", url: csms.ws, version: "2.1" });
    await station.connect();
    await station.booted;
    const { page } = await open({ bypassCSP: true });
    page.on("dialog", () => assert.fail("a script of the station ran"));
    await page.goto(`${pages(csms)}/stations/SIM-1/charging`);
    await page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)");
    const presses = (name: string) => page.getByRole("button", { name, exact: true }).click();
    const sees = (text: string | RegExp, within: string) =>
      page.locator(within).getByText(text).first().waitFor();

    await sees("set a profile that holds as dynamic first", "#dynamic");
    const form = page.locator("form").filter({ hasText: "Set profile" });
    await form.getByLabel("Number").fill("7");
    await form.getByLabel("EVSE").selectOption("1");
    await form.getByLabel("It holds").selectOption("one step, whose values change (dynamic)");
    await form.getByRole("group", { name: "Step 1" }).getByLabel("At most").fill("16");
    await form.getByRole("button", { name: "Set profile" }).click();
    await sees("Profile 7, EVSE 1: 16 A", "#dynamic");
    const values = page.locator("form[data-api$=values]");
    await values.getByLabel("Profile").fill("7");
    await values.getByRole("group", { name: "At most", exact: true }).getByLabel("all").fill("10");
    await presses("Give it these values");
    await values.getByText("They hold from now on.").waitFor();
    await sees("10 A", "#profiles");
    await values.getByLabel("Send them now").uncheck();
    await presses("Give it these values");
    await values.getByText("Kept: the station gets them when it asks.").waitFor();

    await sees("None, so far as is known", "#der");
    const give = page.locator("form").filter({ hasText: "Its id" });
    await give.getByLabel("Its id").fill("V1");
    await presses("Give it");
    await sees("FixedVar", "#der");
    await give.getByLabel("Settings").fill(`{"fixedVar": {"priority": 1}}`);
    await presses("Give it");
    await give.locator("output.failed").getByText("fixedVar.setpoint: it is missing").waitFor();
    await csms.csms.apply((change) =>
      csms.csms.der.cleared(change, "SIM-1", { id: "V1", isDefault: false })
    );
    await sees("None, so far as is known", "#der");
    await presses("Ask");
    await sees("V1", "#der");

    await sees("It has told of no fault", "#grid");
    const at = new Date().toISOString();
    await station.send("NotifyDERAlarm", {
      ...{ controlType: "VoltVar", gridEventFault: "OverVoltage", timestamp: at, extraInfo: img },
    });
    await sees(`OverVoltage: ${img}`, "#grid");
    await station.send("NotifyDERStartStop", { controlId: "V1", started: true, timestamp: at });
    await sees("in effect", "#der");
    await sees("took effect", "#grid");
    await accessible(page);
    await page.locator("#der").getByRole("button", { name: "Drop" }).click();
    await page.getByText("The station drops the control V1").waitFor();
    await presses("Go on");
    await sees("None, so far as is known", "#der");
    await presses("Drop these");
    await presses("Go on");
    await page.getByText("The station has none of it. (NotFound)").waitFor();
    await page.getByLabel("Signal of the grid operator").fill("-3");
    await presses("Pass it on");
    await page.getByText("The station refused: Rejected").waitFor();
    assert.equal((await station.received("AFRRSignal") as { signal: number }).signal, -3);

    await station.send("NotifyEVChargingNeeds", {
      evseId: 1,
      timestamp: at,
      chargingNeeds: {
        requestedEnergyTransfer: "DC",
        departureTime: "2199-01-01T00:00:00Z",
        dcChargingParameters: {
          ...{ evMaxCurrent: 30, evMaxVoltage: 400, stateOfCharge: 42, energyAmount: 20_000 },
        },
      },
    });
    await sees("20 kWh by DC", "#vehicles");
    await sees("it is 42 % full", "#vehicles");
    await accessible(page);
    await page.close();
    await station.close();
    await csms.stop();
  },
  /^422 fetch .*der-controls|object Event|ERR_INCOMPLETE/,
);

Deno.test("a profile says from when its steps count where nobody does, on a page of yesterday too", async () => {
  const { csms } = await scene(dev);
  await csms.csms.stations.register("CP-1");
  const html = await (await fetch(`${pages(csms)}/stations/CP-1/charging`)).text();
  const [, said] = /Empty: <time datetime="([^"]*:00:00Z)"/.exec(html)!;
  const sent = [...html.matchAll(/startSchedule&quot;:&quot;([^&]*)&quot;/g)].map(([, at]) => at);
  assert.deepEqual(sent, [said, said, said]);
  await csms.stop();
});

Deno.test("controls that take each other's place, and what vehicles can take and chose, are said in words", async () => {
  const csms = await kvolt(dev);
  const station = await charger(csms.ws, "CP-1", { protocols: ["ocpp2.1"] });
  await station.boot();
  const at = new Date().toISOString();
  const shows = async (words: RegExp) => {
    const html = await (await fetch(`${pages(csms)}/stations/CP-1/charging`)).text();
    assert.match(html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " "), words);
  };
  const gradient = { priority: 1, gradient: 0.5, softGradient: 0 };
  for (const id of ["D1", "D2"]) {
    await station.call("ReportDERControl", { requestId: 1, gradient: [{ id, gradient }] });
  }
  await shows(/D1 Gradients .* ● taken .* D2 Gradients .* ● taken/);
  const tells = (started: boolean, more = {}) =>
    station.call("NotifyDERStartStop", { controlId: "D2", started, timestamp: at, ...more });
  await tells(true, { supersededIds: ["D1"] });
  await shows(/D1 Gradients .* another goes before it .* D2 Gradients .* in effect/);
  await shows(/took effect D2 in place of D1/);
  await tells(false);
  await shows(/D2 Gradients .* not in effect .* ended D2/);

  await station.call("NotifyEVChargingNeeds", {
    ...{ evseId: 1, timestamp: at },
    chargingNeeds: {
      requestedEnergyTransfer: "AC_three_phase",
      acChargingParameters: {
        ...{ energyAmount: 20_000, evMinCurrent: 6, evMaxCurrent: 16, evMaxVoltage: 400 },
      },
    },
  });
  await shows(/EVSE 1 20 kWh by AC_three_phase not told 16 A, not below 6 A, on 3 phases/);
  const periods = [{ startPeriod: 0, limit: 10 }, { startPeriod: 3_600, limit: 6 }];
  await station.call("NotifyEVChargingSchedule", {
    ...{ evseId: 2, timeBase: at },
    chargingSchedule: { id: 1, chargingRateUnit: "A", chargingSchedulePeriod: periods },
  });
  await shows(/EVSE 2 not told 10 A, after 1 h 6 A from 2/);
  await station.close();
  await csms.stop();
});

Deno.test("what kvolt computes is drawn at once, and what its station says when it comes", async () => {
  const csms = await kvolt(dev);
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  const figuresAt = async (path: string) => await (await fetch(pages(csms) + path)).json();
  const mine = await figuresAt("/figures/stations/CP-1/composite?evse=1&unit=A");
  assert.match(mine.note, /^kvolt computes: no limit from [0-9:]+. The station is being asked\./);
  const both = figuresAt(mine.then);
  const asked = await station.asked("GetCompositeSchedule");
  // A station that says nothing holds up nobody.
  const again = await figuresAt("/figures/stations/CP-1/composite?evse=1&unit=A");
  assert.equal(again.note, mine.note);
  station.answer(asked, {
    ...{ status: "Accepted", connectorId: 1, scheduleStart: new Date().toISOString() },
    chargingSchedule: {
      ...{ chargingRateUnit: "A", chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }] },
    },
  });
  const { note, series, then } = await both;
  assert.match(note, /The station says: 16 A from/);
  assert.deepEqual(series.map(({ label }: { label: string }) => label), ["Station"]);
  assert.equal(then, undefined);
  await station.close();
  await csms.stop();
});

Deno.test("what the schedule of a station that is offline would be is drawn without its answer", async () => {
  const csms = await kvolt(dev);
  const at = "2026-01-01T00:00:00Z";
  await csms.csms.stations.register("OFF");
  await csms.csms.apply(async (change) => {
    await csms.csms.charging.external.said(change, "OFF", {
      ...{ evse: 0, source: "<img src=x onerror=alert(1)>" },
      schedules: [{ unit: "A", startSchedule: at, periods: [{ startPeriod: 0, limit: 9 }] }],
    });
    await csms.csms.charging.external.said(change, "OFF", {
      ...{ evse: 1, source: "PV", localGeneration: true, schedules: [] },
    });
  });
  const figures = await (await fetch(
    `${pages(csms)}/figures/stations/OFF/composite?evse=1&unit=A`,
  )).json();
  assert.deepEqual(figures.series.map(({ label }: { label: string }) => label), ["kvolt"]);
  assert.ok(figures.series[0].values.every((value: number) => value === 9));
  assert.match(figures.note, /The station says nothing: it is not connected/);
  assert.match(figures.note, /9 A from [0-9:]+\. Not in that: power made here\. The station/);
  assert.equal(figures.then, undefined);
  await csms.stop();
});

Deno.test("audit log: whoever looks at the schedule of a station asks it in their own name, as by REST", async () => {
  await using csms = await staffed({ Vic: "viewer" });
  await csms.send("POST", "/stations", { id: "CP-1", auth: { type: "none" } });
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  const lines = async () => (await csms.get("/audit?station=CP-1")).body.items;
  const before = (await lines()).length;
  const cookie = `kvolt-session=${(await csms.signedIn("Vic")).session()}`;
  const path = "/figures/stations/CP-1/composite?evse=1&unit=A";
  const mine = await fetch(pages(csms) + path, { headers: { cookie } });
  const { then } = await mine.json();
  assert.equal((await lines()).length, before, "the station is not asked yet");
  const both = fetch(pages(csms) + then, { headers: { cookie } });
  station.answer(await station.asked("GetCompositeSchedule"), { status: "Rejected" });
  await (await both).json();
  const [line, ...rest] = await lines();
  assert.equal(rest.length, before);
  const by = { kind: "account", id: csms.ids.Vic, name: "Vic" };
  assert.deepEqual(line.by, by);
  assert.deepEqual(
    [line.what, line.station, line.on, line.address, line.outcome],
    [
      "GET /stations/{station}/composite",
      "CP-1",
      { station: "CP-1" },
      "127.0.0.1",
      "answered: Rejected",
    ],
  );
  assert.deepEqual(line.parameters, { evse: 1, unit: "A" });
  const commands = (await csms.csms.commands.page("CP-1", { limit: 10 })).items;
  const sent = commands.find(({ value: { action } }) => action === "composite");
  assert.deepEqual(sent?.value.by, by);
  await station.close();
});
