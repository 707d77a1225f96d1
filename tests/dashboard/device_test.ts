import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { readPlace } from "../../csms/devices/place.ts";
import { chargePoint } from "../../simulator/charge_point.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "" };
const pages = ({ ws }: TestKvolt) => ws.replace("ws:", "http:");

/** What a station sends all the time is seen when it begins, and comes at another rate. */
async function streams(page: Page, csms: TestKvolt): Promise<void> {
  const shown = page.locator("#streams");
  await page.getByText("Streams of values").click();
  await shown.getByText("None, so far as is known.").waitFor();
  const key = "SampledDataCtrlr.TxUpdatedInterval";
  await csms.csms.devices.variables.watch("SIM-2", [{
    ...readPlace(key)!,
    ...{ type: "Periodic", value: 1, severity: 5, stream: { interval: 60, values: 2 } },
  }]);
  await shown.getByText("every 60 s, 2 at a time").waitFor();
  await page.getByRole("button", { name: "Ask for its streams" }).click();
  await page.getByText("It has told them.").waitFor();
  await shown.getByLabel("Every, s").fill("90");
  await shown.getByLabel("Values at a time").fill("3");
  await shown.getByRole("button", { name: "Change" }).click();
  await shown.getByText("every 90 s, 3 at a time").waitFor();
  await accessible(page);
}

for (const version of ["2.0.1", "2.1"] as const) {
  browserTest(
    `what a station of ${version} is made of is reported, searched, set and watched`,
    async (open) => {
      const csms = await kvolt(dev);
      const station = chargePoint({ id: "SIM-2", url: csms.ws, version });
      await station.connect();
      await station.booted;
      const { page } = await open({ bypassCSP: true });
      await page.goto(`${pages(csms)}/stations/SIM-2/device`);
      await page.getByText("It has told nothing of itself yet").waitFor();
      await page.getByRole("button", { name: "Ask for a report" }).click();
      await page.locator("#reports").getByText("whole").waitFor();
      await page.locator("#variables tbody tr").first().waitFor();
      await accessible(page);
      await page.getByLabel("Search variables").fill("txupdatedinterval");
      await page.getByRole("button", { name: "Search" }).click();
      await page.waitForURL(/q=txupdatedinterval/);
      const row = page.locator("#variables tbody tr");
      assert.equal(await row.count(), 1);
      await row.getByText("Change", { exact: true }).click();
      await row.getByLabel("Value", { exact: true }).fill("17");
      await row.getByRole("button", { name: "Set" }).click();
      await row.getByText("The station has taken it.").waitFor();
      await row.locator("td code").getByText("17", { exact: true }).waitFor();
      assert.equal(station.configuration["SampledDataCtrlr.TxUpdatedInterval"], "17");
      await row.getByLabel("Value", { exact: true }).fill("a while");
      await row.getByRole("button", { name: "Set" }).click();
      await row.getByText(/The station refused: .*TxUpdatedInterval: Rejected/).waitFor();
      await row.getByLabel("This").fill("20");
      await row.getByRole("button", { name: "Watch" }).click();
      await page.locator("#monitors").getByText("goes above 20").waitFor();
      await row.getByLabel("Value", { exact: true }).fill("40");
      await row.getByRole("button", { name: "Set" }).click();
      await page.locator("#events td").getByText("40", { exact: true }).waitFor();
      await accessible(page);
      await page.getByRole("button", { name: "Drop" }).click();
      await page.locator("#monitors").getByText("Nothing, so far as is known").waitFor();

      await page.getByText("How much it watches and tells").click();
      await page.getByRole("button", { name: "Take this set" }).click();
      await page.getByText("What you had it watch is dropped").waitFor();
      await page.getByRole("button", { name: "Go on" }).click();
      await page.getByText("It has taken it.").waitFor();
      await page.getByLabel("Severity, and worse").fill("3");
      await page.getByRole("button", { name: "Tell these" }).click();
      await page.getByText("It tells these from now on.").waitFor();
      assert.deepEqual(await station.received("SetMonitoringBase"), { monitoringBase: "All" });
      assert.deepEqual(await station.received("SetMonitoringLevel"), { severity: 3 });
      if (version === "2.1") await streams(page, csms);
      await station.close();
      await page.close();
      await csms.stop();
    },
  );
}

Deno.test("a station of 1.6 has no tab of a device model, and is told so where it is asked for", async () => {
  const csms = await kvolt(dev);
  const station = await charger(csms.ws, "SIM-1");
  await station.boot();
  const text = async (path: string) => await (await fetch(pages(csms) + path)).text();
  assert.match(await text("/stations/SIM-1/device"), /does not tell what it is made of/);
  assert.doesNotMatch(await text("/stations/SIM-1/configuration"), /Device model/);
  await station.close();
  await csms.stop();
});

/** What came with each version; all that was there before it is offered too. */
const newIn = [
  ["ocpp1.6", []],
  ["ocpp2.0.1", [
    ...["POST /reports", "POST /monitoring/report"],
    ...["PUT /monitoring/base", "PUT /monitoring/level"],
    ...["POST /profiles/report", "POST /publications", "POST /customer-information"],
    ...["PUT /display-messages/{id}", "POST /display-messages/read"],
    ...["PUT /network-profiles/{slot}", "and a phase to use"],
  ]],
  ["ocpp2.1", [
    ...["POST /event-streams/read", "PUT /profiles/{profile}/values", "POST /grid-signal"],
    ...["PUT /der-controls/{control}", "POST /der-controls/read", "DELETE /der-controls"],
    ...["POST /payments/web", "POST /battery-swaps", "POST /tariffs/read", "DELETE /tariffs"],
    ...["and a dynamic profile", "and a password elsewhere"],
  ]],
] as const;

const besideForms = [
  ["and a phase to use", /phaseToUse/],
  ["and a dynamic profile", /value="[^"]*Dynamic/],
  ["and a password elsewhere", /name="identity".*name="password"/s],
] as const;

Deno.test("a station is offered what its version knows of, and nothing newer", async () => {
  const csms = await kvolt(dev);
  let before = new Set<string>();
  for (const [version, added] of newIn) {
    const station = await charger(csms.ws, "CP-1", { protocols: [version] });
    await station.boot();
    const offered = new Set<string>();
    for (const tab of ["device", "charging", "lists", "maintenance", "access"]) {
      const html = await (await fetch(`${pages(csms)}/stations/CP-1/${tab}`)).text();
      for (const [, api] of html.matchAll(/data-api="([^"]*)"/g)) {
        offered.add(api!.replace("/api/v1/stations/CP-1", ""));
      }
      for (const [what, words] of besideForms) if (words.test(html)) offered.add(what);
    }
    if (before.size > 0) {
      assert.deepEqual([...offered.difference(before)].sort(), [...added].sort(), version);
      assert.deepEqual([...before.difference(offered)], [], version);
    }
    before = offered;
    await station.close();
  }
  await csms.stop();
});

Deno.test("what a station says of itself is escaped, and a long model is paged", async () => {
  const csms = await kvolt(dev);
  const station = chargePoint({ id: "SIM-2", url: csms.ws, version: "2.0.1" });
  await station.connect();
  await station.booted;
  const img = "<img src=x onerror=alert(1)>";
  const variables = Array.from({ length: 60 }, (_, n) => ({
    component: { name: "Room" },
    variable: { name: `V${n}` },
    attributes: [{ type: "Actual", value: img }],
  }));
  await csms.csms.apply(async (change) => {
    await csms.csms.devices.model.reported(change, "SIM-2", variables, 1);
    await csms.csms.devices.events.happened(change, "SIM-2", {
      ...{ at: "2026-11-21T00:00:00Z", eventId: 1, trigger: img, actualValue: img },
      ...{ cleared: false, component: { name: img }, variable: { name: img } },
    });
  });
  const html = await (await fetch(`${pages(csms)}/stations/SIM-2/device`)).text();
  assert.doesNotMatch(html, /<img/);
  assert.match(html, /&lt;img src=x/);
  assert.equal(html.match(/id="v-/g)?.length, 50);
  const more = /hx-get="(\/stations\/SIM-2\/device\/more[^"]*)"/.exec(html)![1]!;
  const rest = await (await fetch(pages(csms) + more.replaceAll("&amp;", "&"))).text();
  assert.equal(rest.match(/id="v-/g)?.length, 10);
  await station.close();
  await csms.stop();
});
