import assert from "node:assert/strict";
import { chargePoint } from "../../simulator/charge_point.ts";
import { accessible } from "../support/axe.ts";
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
    await page.getByRole("textbox", { name: "Action" }).fill("authorize");
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
    await page.getByText("Forgotten. If it happens again, it comes again.").waitFor();
    await page.getByText("All that it has sent is as the specification wants it").waitFor();
    // What it does from now on appears by itself.
    station.raw("[2,");
    await page.getByText("Update its firmware; tell the vendor").waitFor();
    await station.close();
    await csms.stop();
  },
);

for (const version of ["1.6", "2.1"] as const) {
  browserTest(
    `any message of ${version} is sent by its name, and what is wrong is said with its place`,
    async (open) => {
      const is1 = version === "1.6";
      const csms = await kvolt(dev);
      const station = chargePoint({ id: "SIM-1", url: csms.ws, version });
      await station.connect();
      await station.booted;
      const { page } = await open({ bypassCSP: true });
      await page.goto(`${pages(csms)}/stations/SIM-1/messages`);
      await page.getByText("Send a message by its name").click();
      const form = page.locator("form[data-api*=calls]");
      const sends = async (action: string, payload: string) => {
        await form.locator("select").selectOption(action);
        await form.getByLabel("Payload").fill(payload);
        await form.getByRole("button", { name: "Send it" }).click();
      };
      const says = (text: string | RegExp) => form.locator("output").getByText(text).waitFor();
      const offered = await form.locator("option").allInnerTexts();
      assert.ok(offered.includes("Reset") && !offered.includes("BootNotification"), `${offered}`);
      assert.equal(offered.includes("SetDERControl"), !is1);

      await sends("ClearCache", "{}");
      await says("The station answered:");
      await form.locator("output code").getByText('"status": "Accepted"').waitFor();
      await page.locator(".frame").filter({ hasText: /to station.*ClearCache/s }).waitFor();
      await accessible(page);

      await sends("UnlockConnector", is1 ? `{"connectorId": "one"}` : `{"connectorId": 1}`);
      await says(is1 ? "connectorId: it is to be number" : "evseId: it is missing");
      await sends("Reset", `{"type": "Gently"}`);
      await says(/^type: it is to be one of .*"/);
      await sends("Reset", `{"type": Soft}`);
      await says(/^Not sent: Payload is not JSON: /);
      await sends("Reset", `["Soft"]`);
      await says(`Not sent: Payload is to be an object, as {"id": 1}`);
      assert.equal(await page.locator(".frame").filter({ hasText: "UnlockConnector" }).count(), 0);
      await csms.csms.stations.register("OFF");
      await station.close();
      // A station that does not know a message says so, and is asked again by force alone.
      const other = await charger(csms.ws, "SIM-1", { protocols: [`ocpp${version}`] });
      await other.boot();
      const refuses = async () => {
        const { id } = await other.asked("ClearCache");
        other.raw(JSON.stringify([4, id, "NotSupported", "no cache here", { why: "small" }]));
      };
      let refused = refuses();
      await sends("ClearCache", "{}");
      await refused;
      await says(/the station answered NotSupported: no cache here/);
      await sends("ClearCache", "{}");
      await says(/has said that it does not know ClearCache/);
      refused = refuses();
      await form.getByLabel("Send it though").check();
      await form.getByRole("button", { name: "Send it" }).click();
      await refused;
      await says(/the station answered NotSupported/);
      await page.goto(`${pages(csms)}/stations/OFF/messages`);
      await page.getByText("Send a message by its name").click();
      await page.getByText("It is offline. What can be sent depends").waitFor();
      await other.close();
      await page.close();
      await csms.stop();
    },
    /^(409|422|502) fetch .*\/calls\/|object Event|ERR_INCOMPLETE/,
  );
}
