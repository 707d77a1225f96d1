import assert from "node:assert/strict";
import { browserTest } from "../support/browser.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "" };
const pages = ({ ws }: TestKvolt) => ws.replace("ws:", "http:");

browserTest(
  "the audit log is read by who, what and when, and taken away as a table",
  async (open) => {
    const csms = await kvolt(dev);
    await csms.send("PUT", "/tokens/AB12", { note: "<b>Ada</b>" });
    await csms.send("POST", "/stations/NOBODY/reset", {});
    const { page } = await open();
    await page.goto(`${pages(csms)}/audit`);
    await page.getByText('{"status":"Accepted","note":"<b>Ada</b>","aliases":[]}').waitFor();
    await page.getByLabel("What", { exact: true }).fill("reset");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/what=reset/);
    const rows = page.locator("tbody tr");
    assert.equal(await rows.count(), 1);
    assert.match(await rows.innerText(), /development.*NOBODY.*no station/s);
    const href = await page.getByRole("button", { name: "CSV" }).getAttribute("href");
    const file = await (await fetch(pages(csms) + href)).text();
    assert.equal(file.trim().split("\r\n").length, 2);
    await csms.stop();
  },
);
