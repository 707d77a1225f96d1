import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { power } from "../../dashboard/parts/number.ts";
import { browserTest } from "../support/browser.ts";
import { type Charger, charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";
import { pagesOf } from "../support/signed_in.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "", AUTH_UNKNOWN: "Accepted" };
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };

/** Keeps what moves by itself from now on, with what it was; less than a hundredth of the page is not seen. */
const WATCH = `globalThis.jumps = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    const what = sources.map(({ node }) => node?.id || node?.className || node?.nodeName);
    if (value >= 0.01) jumps.push(value.toFixed(3) + " " + what);
  }
}).observe({ type: "layout-shift" });`;

/** What has moved, once all that was told is drawn: curves are drawn again a second later at most. */
const jumpsOf = (page: Page): Promise<string[]> =>
  page.evaluate(`new Promise((done) => setTimeout(() =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(jumps.splice(0)))), 1200))`);

const now = () => new Date().toISOString();
const tells = (station: Charger, status: string) =>
  station.call("StatusNotification", { connectorId: 1, errorCode: "NoError", status });

async function begins(station: Charger, idTag: string): Promise<number> {
  await tells(station, "Preparing");
  const start = { connectorId: 1, idTag, meterStart: 0, timestamp: now() };
  const { transactionId } = await station.call("StartTransaction", start);
  await tells(station, "Charging");
  return transactionId;
}

async function draws(station: Charger, transactionId: number, watts: number): Promise<void> {
  await station.call("MeterValues", {
    ...{ connectorId: 1, transactionId },
    meterValue: [{
      timestamp: now(),
      sampledValue: [
        { value: String(watts), measurand: "Power.Active.Import" },
        { value: "32", measurand: "Current.Import" },
      ],
    }],
  });
}

async function ends(station: Charger, transactionId: number): Promise<void> {
  await station.call("StopTransaction", { transactionId, meterStop: 9_000, timestamp: now() });
  await tells(station, "Finishing");
}

for (const [size, viewport] of Object.entries(sizes)) {
  browserTest(`nothing jumps on a ${size} while a session begins, runs and ends`, async (open) => {
    const csms = await kvolt(dev);
    const station = await charger(csms.ws, "CP-1");
    await station.boot();
    for (const path of ["/stations/CP-1", "/drive?tag=TAG-1", "/transactions"]) {
      const isLive = path !== "/transactions";
      await tells(station, "Available");
      const { page } = await open({ viewport });
      await page.goto(pagesOf(csms) + path);
      await page.getByText("Available").or(page.getByRole("table")).first().waitFor();
      await page.evaluate(WATCH);
      const id = await begins(station, "TAG-1");
      const session = page.getByRole("article").filter({ hasText: "TAG-1" });
      if (isLive) await session.first().waitFor();
      const begun = await jumpsOf(page);
      // What a driver has just begun stands above all else.
      if (!path.startsWith("/drive")) assert.deepEqual(begun, [], `${path}: it begins`);
      for (const watts of [740, 11_040]) {
        await draws(station, id, watts);
        if (isLive) await session.getByText(power(watts), { exact: true }).waitFor();
      }
      assert.deepEqual(await jumpsOf(page), [], `${path}: it runs`);
      await ends(station, id);
      if (isLive) await session.getByText(power(11_040)).waitFor({ state: "detached" });
      assert.deepEqual(await jumpsOf(page), [], `${path}: it ends`);
      await page.close();
    }
    await station.close();
    await csms.stop();
  });

  browserTest(`nothing jumps on a ${size} when a charger dials or is refused`, async (open) => {
    const csms = await kvolt({ ...dev, DISCOVERY: "approve" });
    const { page } = await open({ viewport });
    await page.goto(`${pagesOf(csms)}/connect`);
    await page.getByText("Nobody waits.").waitFor();
    await page.evaluate(WATCH);
    const first = await charger(csms.ws, "NEW-1");
    await page.locator("#waiting").getByText("NEW-1").first().waitFor();
    assert.deepEqual(await jumpsOf(page), [], "it waits");
    await assert.rejects(charger(csms.ws, "NEW-1", { protocols: ["soap"] }));
    await page.locator("#refused").getByText("soap").first().waitFor();
    await first.close();
    await page.locator("#lately").getByText("disconnected").waitFor();
    assert.deepEqual(await jumpsOf(page), [], "it is refused, and goes");
    await csms.stop();
  });
}
