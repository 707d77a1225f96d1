import assert from "node:assert/strict";
import { chargePoint } from "../../simulator/charge_point.ts";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "" };
const pages = ({ ws }: { ws: string }) => ws.replace("ws:", "http:");
const status = (status: string) => ({ connectorId: 1, status, errorCode: "NoError" });

browserTest(
  "a station's card shows its state as it changes, without loading the page again",
  async (open) => {
    const csms = await kvolt(dev);
    const station = await charger(csms.ws, "CP-1");
    await station.boot();
    await station.call("StatusNotification", status("Available"));
    const { page } = await open();
    await page.goto(`${pages(csms)}/stations`);
    const card = page.getByRole("listitem").filter({ hasText: "CP-1" }).first();
    await card.getByText("Available").first().waitFor();
    const figure = (name: string) =>
      card.locator(".figures > div").filter({ hasText: name }).locator("dd");
    assert.equal(await figure("Power now").innerText(), "0 W");
    assert.equal(await figure("Rating").innerText(), "–");
    await page.evaluate("document.title = 'not loaded again'");
    await station.call("StatusNotification", status("Faulted"));
    await card.getByText("Faulted").first().waitFor();
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const { transactionId } = await station.call("StartTransaction", {
      ...{ connectorId: 1, idTag: "TAG-1", meterStart: 0, timestamp: ago(3) },
    });
    const power = { value: "7400", measurand: "Power.Active.Import", unit: "W" };
    const energy = { measurand: "Energy.Active.Import.Register", unit: "Wh" };
    for (const [timestamp, value] of [[ago(2), "100"], [ago(0), "310"]] as const) {
      const meterValue = [{ timestamp, sampledValue: [power, { ...energy, value }] }];
      await station.call("MeterValues", { connectorId: 1, transactionId, meterValue });
    }
    await figure("This session").getByText("310 Wh").waitFor();
    assert.equal(await figure("Power now").innerText(), "7.4 kW");
    assert.equal(await figure("Rating").innerText(), "7.4 kW");
    await station.close();
    await card.getByText("Offline").waitFor();
    assert.equal(await page.title(), "not loaded again");
    await csms.stop();
  },
);

browserTest(
  "a station of 2.x that charges says so, and not that it is occupied, and is found by that",
  async (open) => {
    const csms = await kvolt({ ...dev, SIMULATOR: "on", AUTH_UNKNOWN: "Accepted" });
    const cp = chargePoint({ id: "GARAGE", url: `${csms.ws}/ocpp`, version: "2.0.1" });
    await cp.connect();
    await cp.booted;
    const { page } = await open();
    await page.goto(`${pages(csms)}/stations?state=charging`);
    await page.getByText("No station meets this search").waitFor();
    await cp.plug();
    await cp.tap("TAG-1");
    const card = page.getByRole("listitem").filter({ hasText: "GARAGE" }).first();
    await card.getByText("Charging").nth(1).waitFor();
    assert.equal(await card.getByText("Occupied").count(), 0);
    await page.goto(`${pages(csms)}/stations/GARAGE`);
    await page.locator("#heading").getByText("Charging").waitFor();
    await page.locator("#connectors").getByText("Charging").waitFor();
    await cp.tap("TAG-1");
    await page.locator("#connectors").getByText("Occupied").waitFor();
    await cp.close();
    await csms.stop();
  },
);

browserTest(
  "a station that comes for the first time appears, and the search finds it",
  async (open) => {
    const csms = await kvolt(dev);
    const { page } = await open();
    await page.goto(`${pages(csms)}/`);
    await page.getByText("No charger has come yet").waitFor();
    const first = await charger(csms.ws, "GARAGE");
    const second = await charger(csms.ws, "YARD");
    await page.getByRole("link", { name: "YARD" }).waitFor();
    await page.getByLabel("Search").fill("gar");
    await page.getByRole("link", { name: "YARD" }).waitFor({ state: "detached" });
    assert.equal(await page.getByRole("link", { name: "GARAGE" }).count(), 1);
    await page.getByLabel("Search").fill("nothing like it");
    await page.getByText("No station meets this search").waitFor();

    await csms.csms.stations.identify("YARD", { name: "By the gate", labels: ["north", "fast"] });
    await csms.csms.stations.identify("GARAGE", { labels: ["north"] });
    await page.goto(`${pages(csms)}/stations`);
    const cards = page.getByRole("list", { name: "Stations" }).locator(":scope > li");
    const yard = cards.filter({ has: page.getByRole("link", { name: "By the gate" }) });
    await yard.getByText("YARD, model not told yet").waitFor();
    await yard.getByText("north · fast").waitFor();
    await page.getByLabel("Label").selectOption("fast");
    await page.getByRole("link", { name: "GARAGE" }).waitFor({ state: "detached" });
    assert.equal(await cards.count(), 1);
    await page.getByLabel("Label").selectOption("any");
    await page.getByRole("link", { name: "GARAGE" }).waitFor();
    await page.getByLabel("State").selectOption("faulted");
    await page.getByText("No station meets this search").waitFor();
    // What happens later brings a station into the search, and takes it out, by itself.
    await second.call("StatusNotification", status("Faulted"));
    await yard.getByText("Faulted").first().waitFor();
    assert.equal(await cards.count(), 1);
    await second.call("StatusNotification", status("Available"));
    await page.getByText("No station meets this search").waitFor();
    const without = await fetch(`${pages(csms)}/stations?label=fast&state=available&q=gate`);
    assert.match(await without.text(), /By the gate(?![^]*GARAGE)/);
    await Promise.all([first.close(), second.close()]);
    await csms.stop();
  },
);

browserTest(
  "without script the stations are there all the same, and the search is a form",
  async (open) => {
    const csms = await kvolt(dev);
    const station = await charger(csms.ws, "GARAGE");
    await station.boot();
    const { page } = await open({ javaScriptEnabled: false });
    await page.goto(`${pages(csms)}/stations`);
    await page.getByRole("link", { name: "GARAGE" }).waitFor();
    await page.getByLabel("Search").fill("yard");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByText("No station meets this search").waitFor();
    await station.close();
    await csms.stop();
  },
);

Deno.test("a search by a state that there is none of is one by no state, whatever it is called", async () => {
  const csms = await kvolt(dev);
  await csms.csms.stations.register("GARAGE");
  for (const state of ["melting", "__proto__", "valueOf"]) {
    const response = await fetch(`${pages(csms)}/stations?state=${state}`);
    assert.equal(response.status, 200, state);
    assert.match(await response.text(), />GARAGE</, state);
  }
  await csms.stop();
});

Deno.test("nobody sees a page who is not signed in: each leads to where one signs in, and back", async () => {
  const csms = await kvolt();
  const response = await fetch(`${pages(csms)}/stations?q=a`, { redirect: "manual" });
  await response.body?.cancel();
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/sign-in?next=%2Fstations%3Fq%3Da");
  for (const part of ["/parts/stations", "/live/stations"]) {
    const refused = await fetch(pages(csms) + part, { redirect: "manual" });
    await refused.body?.cancel();
    assert.equal(refused.status, 401, part);
  }
  await csms.stop();
});
