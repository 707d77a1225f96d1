import assert from "node:assert/strict";
import { chargePoint } from "../../simulator/charge_point.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "" };
const pages = ({ ws }: TestKvolt) => ws.replace("ws:", "http:");

browserTest(
  "the keys of 1.6 are read, searched, set, and brought to what they should be",
  async (open) => {
    const csms = await kvolt(dev);
    const station = chargePoint({ id: "SIM-1", url: csms.ws });
    await station.connect();
    await station.booted;
    const { page } = await open({ bypassCSP: true });
    await page.goto(`${pages(csms)}/stations/SIM-1/configuration`);
    await page.getByText("It has not told any of its keys yet").waitFor();
    await page.getByRole("button", { name: "Read all again" }).click();
    await page.getByRole("rowheader", { name: "MeterValueSampleInterval" }).waitFor();
    await accessible(page);
    assert.equal(await page.getByRole("link", { name: "Device model" }).count(), 0);
    await page.getByLabel("Search keys").fill("sampleinter");
    await page.getByRole("button", { name: "Search" }).click();
    await page.waitForURL(/q=sampleinter/);
    const row = page.locator("tbody tr").filter({ hasText: "MeterValueSampleInterval" });
    await row.getByText("Change", { exact: true }).click();
    await row.getByLabel("Value", { exact: true }).fill("17");
    await row.getByRole("button", { name: "Set now" }).click();
    await row.getByText("The station has taken it.").waitFor();
    assert.equal(station.configuration.MeterValueSampleInterval, "17");
    await row.locator("td code").getByText("17", { exact: true }).waitFor();
    await row.getByLabel("Should be").fill("30");
    await row.getByRole("button", { name: "Remember the wish" }).click();
    await row.getByText("differs").waitFor();
    await page.reload();
    await page.getByText("1 key is not as it should be.").waitFor();
    await page.getByRole("button", { name: "Set all that differ" }).click();
    await page.getByText("The station is as it should be.").waitFor();
    assert.equal(station.configuration.MeterValueSampleInterval, "30");
    await page.reload();
    await row.locator(".state.good").waitFor();
    await station.close();
    await page.close();
    await csms.stop();
  },
);

browserTest("the settings of 2.0.1 come in a report and can be set", async (open) => {
  const csms = await kvolt(dev);
  const station = chargePoint({ id: "SIM-2", url: csms.ws, version: "2.0.1" });
  await station.connect();
  await station.booted;
  const { page } = await open({ bypassCSP: true });
  await page.goto(`${pages(csms)}/stations/SIM-2/configuration?q=txupdatedinterval`);
  await page.getByRole("button", { name: "Read all again" }).click();
  const row = page.locator("tbody tr").filter({ hasText: "SampledDataCtrlr.TxUpdatedInterval" });
  await row.getByText("Change", { exact: true }).click();
  await row.getByLabel("Value", { exact: true }).fill("17");
  await row.getByRole("button", { name: "Set now" }).click();
  await row.getByText("The station has taken it.").waitFor();
  assert.equal(station.configuration["SampledDataCtrlr.TxUpdatedInterval"], "17");
  await accessible(page);
  await station.close();
  await page.close();
  await csms.stop();
});

const hostile = "<img src=x onerror=alert(1)>";

browserTest("keys and values are shown as they are, and secrets not at all", async (open) => {
  const csms = await kvolt(dev);
  const station = await charger(csms.ws, "HOSTILE");
  await station.boot();
  const { page } = await open();
  page.on("dialog", () => assert.fail("a script of the station ran"));
  const asked = station.answers("GetConfiguration", {
    configurationKey: [
      { key: hostile, readonly: false, value: hostile },
      { key: "AuthorizationKey", readonly: false, value: "s3cret-of-it" },
    ],
  });
  await csms.csms.devices.configuration.desire("HOSTILE", "AuthorizationKey", "s3cret-wished");
  await csms.csms.devices.configuration.read("HOSTILE");
  await asked;
  await page.goto(`${pages(csms)}/stations/HOSTILE/configuration`);
  assert.equal(await page.locator("td code").getByText(hostile).count(), 1);
  assert.equal(await page.locator("main img").count(), 0);
  assert.doesNotMatch(await page.content(), /s3cret/);
  await station.close();
  await page.close();
  await csms.stop();
});
