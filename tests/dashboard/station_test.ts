import assert from "node:assert/strict";
import { chargePoint } from "../../simulator/charge_point.ts";
import { scaledClock } from "../../simulator/scaled_clock.ts";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "", AUTH_UNKNOWN: "Accepted" };
const everySecond = {
  "1.6": { MeterValueSampleInterval: "1" },
  "2.0.1": { "SampledDataCtrlr.TxUpdatedInterval": "1" },
  "2.1": { "SampledDataCtrlr.TxUpdatedInterval": "1" },
} as const;

for (const version of ["1.6", "2.0.1", "2.1"] as const) {
  browserTest(
    `a session of ${version} is seen to draw power, and less once it is limited`,
    async (open) => {
      const csms = await kvolt(dev);
      const station = chargePoint({
        ...{ id: `SIM ${version}`, url: csms.ws, version },
        ...{ configuration: everySecond[version], clock: scaledClock(5) },
      });
      await station.connect();
      await station.booted;
      await station.plug(1);
      await station.tap("TAG-1", 1);
      const { page } = await open();
      await page.goto(
        `${csms.ws.replace("ws:", "http:")}/stations/${encodeURIComponent(station.id)}`,
      );
      const session = page.locator("#connectors");
      await session.getByText("TAG-1").waitFor();
      await session.getByText("11.04 kW").waitFor();
      await page.locator("[data-chart] canvas").waitFor();
      await page.getByLabel("At most").fill("6");
      await page.getByRole("button", { name: "Set limit" }).click();
      await page.getByText("The limit holds from now on.").waitFor();
      await session.getByText(/^4\.\d+ kW$/).waitFor();
      await page.locator("#commands").getByText("development").first().waitFor();
      await page.getByRole("button", { name: "Stop charging" }).click();
      await page.getByText("The session that runs there ends").waitFor();
      await page.getByRole("button", { name: "Go on" }).click();
      await page.getByText("Asked to stop.").waitFor();
      await session.getByText(/^Last session: .*Wh in \d.* with TAG-1, until/).waitFor();
      await station.close();
      await csms.stop();
    },
  );
}

browserTest(
  "what is done to a station that is offline says so, and loses nothing that was typed",
  async (open) => {
    const csms = await kvolt(dev);
    const station = chargePoint({ id: "SIM-1", url: csms.ws });
    await station.connect();
    await station.booted;
    await station.close();
    const { page } = await open();
    await page.goto(`${csms.ws.replace("ws:", "http:")}/stations/SIM-1`);
    await page.getByText("Nothing is charging here now.").waitFor();
    await page.getByLabel("Tag").fill("TAG-1");
    await page.getByRole("button", { name: "Start charging" }).click();
    await page.getByText("SIM-1 is not connected").waitFor();
    assert.equal(await page.getByLabel("Tag").inputValue(), "TAG-1");
    await csms.stop();
  },
  /^409 fetch|\[object Event\]|ERR_/,
);

browserTest(
  "what cannot be undone is asked about once, and not sent where one says no",
  async (open) => {
    const csms = await kvolt(dev);
    const station = chargePoint({ id: "SIM-1", url: csms.ws });
    await station.connect();
    await station.booted;
    const { page } = await open();
    await page.goto(`${csms.ws.replace("ws:", "http:")}/stations/SIM-1`);
    const reset = page.getByRole("button", { name: "Reset", exact: true });
    await reset.click();
    await page.getByText("The station starts again and is offline until then").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Not sent.").waitFor();
    assert.equal((await csms.csms.commands.page("SIM-1", { limit: 1 })).items.length, 0);
    await reset.click();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("It starts again.").waitFor();
    await station.close();
    await csms.stop();
  },
);

Deno.test("the page of a station that nobody knows says so, with 404", async () => {
  const csms = await kvolt(dev);
  const response = await fetch(`${csms.ws.replace("ws:", "http:")}/stations/NOBODY`);
  assert.equal(response.status, 404);
  assert.match(await response.text(), /Nothing is known under the id NOBODY/);
  await csms.stop();
});

browserTest(
  "what a start still waits for is said, and so is that a session runs before its first meter value",
  async (open) => {
    const csms = await kvolt(dev);
    const cp = await charger(csms.ws, "CP-1");
    await cp.boot();
    const status = { connectorId: 1, errorCode: "NoError", status: "Available" };
    await cp.call("StatusNotification", status);
    const { page } = await open();
    await page.goto(`${csms.ws.replace("ws:", "http:")}/stations/CP-1`);
    const chart = page.locator("[data-chart]");
    await chart.getByText("Nothing is charging here now.").waitFor();
    await page.getByLabel("Tag").fill("TAG-1");
    await page.getByRole("button", { name: "Start charging" }).click();
    await cp.answers("RemoteStartTransaction", { status: "Accepted" });
    await page.getByText("Asked to start. Plug in the cable.").waitFor();
    const timestamp = new Date().toISOString();
    const { transactionId } = await cp.call("StartTransaction", {
      ...{ connectorId: 1, idTag: "TAG-1", meterStart: 0, timestamp },
    });
    await chart.getByText("A session runs; its first meter value is yet to come.").waitFor();
    const end = { transactionId, meterStop: 0, timestamp: new Date().toISOString() };
    await cp.call("StopTransaction", end);
    await chart.getByText("Nothing is charging here now.").waitFor();
    await cp.close();
    await csms.stop();
  },
);

browserTest("times are of the viewer's zone, the exact one on hover", async (open) => {
  const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "" });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const { page } = await open({ timezoneId: "Asia/Tokyo", locale: "en-GB" });
  await page.goto(`${csms.ws.replace("ws:", "http:")}/stations/CP-1`);
  const time = page.locator("#facts time").first();
  const at = new Date((await time.getAttribute("datetime"))!);
  const zone = { timeZone: "Asia/Tokyo", locale: "en-GB" };
  const hour = at.toLocaleTimeString("en-GB", { ...zone, hour: "2-digit", minute: "2-digit" });
  await time.getByText(hour).waitFor();
  assert.match((await time.getAttribute("title"))!, /\d\d:\d\d:\d\d.*(GMT\+9|JST)/);
  await cp.close();
  await csms.stop();
});
