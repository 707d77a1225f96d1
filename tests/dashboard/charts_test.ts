import assert from "node:assert/strict";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";

const at = (hours: number) => new Date(Date.UTC(2026, 0, 2, 20 + hours)).toISOString();
/** What stands at the axis of the time; the plot draws it, so that no text of it is in the page. */
const AXIS = "document.querySelector('[data-chart]').plot.axes[0]._values";

browserTest("curves name their times as the viewer's clock and tongue have them", async (open) => {
  const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "", AUTH_UNKNOWN: "Accepted" });
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  const { transactionId } = await station.call("StartTransaction", {
    ...{ connectorId: 1, idTag: "TAG-1", meterStart: 0, timestamp: at(0) },
  });
  for (let hours = 0; hours <= 6; hours++) {
    const power = { value: "7000", measurand: "Power.Active.Import", unit: "W" };
    const meterValue = [{ timestamp: at(hours), sampledValue: [power] }];
    await station.call("MeterValues", { connectorId: 1, transactionId, meterValue });
  }
  for (
    const [locale, evening, midnight, whole] of [
      ["en-GB", "21:00\n2 Jan", "00:00\n3 Jan", "2 Jan 2026, 21:00"],
      ["de-DE", "21:00\n2. Jan.", "00:00\n3. Jan.", "02.01.2026, 21:00"],
    ] as const
  ) {
    const { page } = await open({ locale, timezoneId: "Europe/Berlin" });
    await page.goto(`${csms.ws.replace("ws:", "http:")}/transactions/${transactionId}`);
    const chart = page.locator("[data-chart]").first();
    await chart.locator(".u-over").hover({ position: { x: 1, y: 50 } });
    await chart.locator(".u-legend").getByText(whole).waitFor();
    const names = await page.evaluate<string[]>(AXIS);
    assert.equal(names[0], evening);
    const next = names.find((name, at) => at > 0 && name.includes("\n"));
    assert.equal(next, midnight, names.join("; "));
  }
  await station.close();
  await csms.stop();
});
