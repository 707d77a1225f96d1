import assert from "node:assert/strict";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "" };

/** Ms from a press until its form says something. */
const ANSWERED = `new Promise((said) => {
  const form = [...document.querySelectorAll("form")].find((each) =>
    each.textContent.includes("Have it send"));
  const output = form.querySelector("output");
  const from = performance.now();
  new MutationObserver(() => said([output.textContent, performance.now() - from]))
    .observe(output, { childList: true, characterData: true, subtree: true });
  form.querySelector("button").click();
})`;

browserTest(
  "an act says within 100 ms that it is sent, and its outcome when that comes; times are of the viewer's zone",
  async (open) => {
    const csms = await kvolt(dev);
    const cp = await charger(csms.ws, "CP-1");
    await cp.boot();
    const { page } = await open({ timezoneId: "Asia/Tokyo", locale: "en-GB" });
    await page.goto(`${csms.ws.replace("ws:", "http:")}/stations/CP-1`);
    const [said, ms] = await page.evaluate<[string, number]>(ANSWERED);
    assert.equal(said, "Sent …");
    assert.ok(ms < 100, `after ${ms} ms`);
    await cp.answers("TriggerMessage", { status: "Accepted" });
    await page.getByText("It sends it.").waitFor();

    const time = page.locator("#commands time").first();
    const at = new Date((await time.getAttribute("datetime"))!);
    const zone = { timeZone: "Asia/Tokyo", locale: "en-GB" };
    const hour = at.toLocaleTimeString("en-GB", { ...zone, hour: "2-digit", minute: "2-digit" });
    await time.getByText(hour).waitFor();
    assert.match((await time.getAttribute("title"))!, /\d\d:\d\d:\d\d.*(GMT\+9|JST)/);
    await cp.close();
    await csms.stop();
  },
);
