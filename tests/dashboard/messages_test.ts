import assert from "node:assert/strict";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "", AUTH_UNKNOWN: "Accepted" };
const pages = ({ ws }: TestKvolt) => ws.replace("ws:", "http:");

browserTest(
  "messages come as they are kept, are searched, paged, and paired with their answers",
  async (open) => {
    const csms = await kvolt(dev);
    const station = await charger(csms.ws, "CP-1");
    await station.boot();
    for (let n = 0; n < 60; n++) await station.call("Authorize", { idTag: `TAG-${n}` });
    const { page } = await open();
    await page.goto(`${pages(csms)}/stations/CP-1/messages`);
    const frames = page.locator(".frame");
    await frames.first().waitFor();
    await page.mouse.wheel(0, 100_000);
    await page.getByText("BootNotification", { exact: true }).waitFor();
    assert.equal(await frames.count(), 61);
    await station.call("DataTransfer", { vendorId: "Acme", data: "<b>bold</b>" });
    await frames.first().getByText("DataTransfer", { exact: true }).waitFor();
    await frames.first().locator("summary").first().click();
    await frames.first().getByText('"<b>bold</b>"').first().waitFor();
    station.answers("Reset", { status: "Accepted" });
    await csms.send("POST", "/stations/CP-1/reset", { type: "soft" });
    // As it comes, the answer to a request of ours says how long it took.
    await frames.filter({ hasText: /from station.*Reset.*answer.*after \d+ ms/s }).waitFor();
    await page.getByLabel("Action").fill("authorize");
    await page.getByLabel("Text").fill("TAG-7");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/TAG-7/);
    assert.equal(await frames.count(), 1);
    assert.match(await frames.innerText(), /from station.*Authorize.*answered in \d+ ms/s);
    await page.goto(`${pages(csms)}/stations/CP-1/messages?action=Reset`);
    await frames.first().waitFor();
    assert.match(await frames.last().innerText(), /to station.*Reset.*request/s);
    await page.goto(`${pages(csms)}/stations/CP-1/messages?text=Accepted&kind=result&action=Reset`);
    const answer = frames.filter({ hasText: /from station.*Reset.*answer.*after \d+ ms/s });
    await answer.waitFor();
    assert.equal(await frames.count(), 1, "answers alone, each with how long it took");
    await answer.locator("summary").first().click();
    await answer.locator("pre").first().getByText('"status": "Accepted"').waitFor();
    await answer.getByText("as it was sent").click();
    await answer.locator("pre").nth(1).getByText(/^\[3,"[^"]*",\{"status":"Accepted"\}\]$/)
      .waitFor();
    const file = await fetch(`${pages(csms)}/stations/CP-1/messages/file?action=authorize`);
    assert.equal((await file.text()).trim().split("\n").length, 60);
    await station.close();
    await csms.stop();
  },
);

browserTest(
  "a finding is said in plain words with what to do, and is forgotten when it is dealt with",
  async (open) => {
    const csms = await kvolt(dev);
    const station = await charger(csms.ws, "CP-1", { protocols: [] });
    await station.boot();
    const { page } = await open();
    await page.goto(`${pages(csms)}/stations/CP-1/findings`);
    await page.getByText("Choose the OCPP version in the charger's settings").waitFor();
    await page.getByRole("button", { name: "Dealt with: forget it" }).click();
    await page.getByText("All that it has sent is as the specification wants it").waitFor();
    // What it does from now on appears by itself.
    station.raw("[2,");
    await page.getByText("Update its firmware; tell the vendor").waitFor();
    await station.close();
    await csms.stop();
  },
);
