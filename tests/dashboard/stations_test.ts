import assert from "node:assert/strict";
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
    await page.evaluate("document.title = 'not loaded again'");
    await station.call("StatusNotification", status("Faulted"));
    await card.getByText("Faulted").first().waitFor();
    await station.close();
    await card.getByText("Offline").waitFor();
    assert.equal(await page.title(), "not loaded again");
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

Deno.test("nobody sees a page who is not signed in: each leads to where one signs in, and back", async () => {
  const csms = await kvolt();
  const response = await fetch(`${pages(csms)}/stations?q=a`, { redirect: "manual" });
  await response.body?.cancel();
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/sign-in?next=%2Fstations%3Fq%3Da");
  for (const part of ["/stations/cards", "/live/stations"]) {
    const refused = await fetch(pages(csms) + part, { redirect: "manual" });
    await refused.body?.cancel();
    assert.equal(refused.status, 403, part);
  }
  await csms.stop();
});
