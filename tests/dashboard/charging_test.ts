import assert from "node:assert/strict";
import { chargePoint } from "../../simulator/charge_point.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { staffed } from "../routes/people/browser.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "", AUTH_UNKNOWN: "Accepted" };
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
      await page.getByLabel("Number").fill("7");
      await page.getByLabel("At most").fill("11");
      await page.getByRole("button", { name: "Set profile" }).click();
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
  });
  const figures = await (await fetch(
    `${pages(csms)}/figures/stations/OFF/composite?evse=1&unit=A`,
  )).json();
  assert.deepEqual(figures.series.map(({ label }: { label: string }) => label), ["kvolt"]);
  assert.ok(figures.series[0].values.every((value: number) => value === 9));
  assert.match(figures.note, /The station says nothing: it is not connected/);
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
