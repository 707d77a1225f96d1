import assert from "node:assert/strict";
import { chargePoint } from "../../simulator/charge_point.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "" };
const pages = ({ ws }: TestKvolt) => ws.replace("ws:", "http:");

for (const version of ["1.6", "2.0.1", "2.1"] as const) {
  browserTest(
    `the tags are sent to a station of ${version}, and an EVSE is reserved and given up`,
    async (open) => {
      const csms = await kvolt(dev);
      const configuration: Record<string, string> = version === "1.6"
        ? { LocalAuthListEnabled: "true" }
        : { "LocalAuthListCtrlr.Enabled": "true" };
      const station = chargePoint({ id: "SIM-1", url: csms.ws, version, configuration });
      await csms.send("PUT", "/tokens/AB12", { aliases: ["21BA"] });
      await csms.send("PUT", "/tokens/CD34", { status: "Blocked" });
      await csms.send("PUT", "/tokens/ELSEWHERE", { places: [{ station: "OTHER" }] });
      await station.connect();
      await station.booted;
      const { page } = await open({ bypassCSP: true });
      await page.goto(`${pages(csms)}/stations/SIM-1/lists`);
      await page.getByText("It has no list, so far as is known.").waitFor();
      await page.getByRole("button", { name: "Send the whole list" }).click();
      const list = page.locator("#list");
      await list.getByText("Version 1 with 3 tags").waitFor();
      assert.deepEqual(await list.getByRole("rowheader").allInnerTexts(), ["21BA", "AB12", "CD34"]);
      await csms.send("DELETE", "/tokens/CD34");
      await page.getByRole("button", { name: "Send the differences" }).click();
      await list.getByText("Version 2 with 2 tags").waitFor();
      await page.getByLabel("For tag").fill("AB12");
      await page.getByRole("button", { name: "Reserve" }).click();
      const row = page.locator("#reservations tbody tr");
      await row.getByText("waits for its tag").waitFor();
      await accessible(page);
      await row.getByRole("button", { name: "Give up" }).click();
      await page.getByText("AB12 has no claim any more").waitFor();
      await page.getByRole("button", { name: "Go on" }).click();
      await row.getByText("given up").waitFor();
      await page.close();
      await station.close();
      await csms.stop();
    },
  );
}

Deno.test("what a tag or a reservation is called is escaped", async () => {
  const csms = await kvolt(dev);
  const station = await charger(csms.ws, "SIM-1");
  await station.boot();
  const token = "<img src=x onerror>";
  await csms.csms.apply(async (change) => {
    csms.csms.reservations.reserved(change, {
      ...{ station: "SIM-1", id: 1, evse: 1, token, expiresAt: "2199-01-01T00:00:00Z" },
    });
    await csms.csms.localLists.accepted(change, "SIM-1", {
      ...{ version: 1, update: "Full", entries: [{ token, status: "Accepted" }] },
    });
  });
  const html = await (await fetch(`${pages(csms)}/stations/SIM-1/lists`)).text();
  assert.doesNotMatch(html, /<img/);
  assert.equal(html.match(/&lt;img src=x onerror&gt;<\/th>/g)?.length, 2);
  await station.close();
  await csms.stop();
});

browserTest(
  "what drivers pay and the batteries that they swap stand with their station, as they are told",
  async (open) => {
    const csms = await kvolt(dev);
    const station = chargePoint({ id: "SIM-1", url: csms.ws, version: "2.1" });
    await station.connect();
    await station.booted;
    const { page } = await open({ bypassCSP: true });
    await page.goto(`${pages(csms)}/stations/SIM-1/lists`);
    await page.getByText("Payments", { exact: true }).click();
    const payments = page.locator("#payments");
    await payments.getByText("None yet.").waitFor();
    await page.getByRole("button", { name: "Somebody pays on the web" }).click();
    await page.getByText("The station waits for it.").waitFor();
    await payments.getByText("within 120 s").waitFor();
    await payments.getByRole("cell", { name: "the whole station" }).waitFor();
    const img = "<img src=x onerror=alert(1)>";
    await station.send("NotifySettlement", {
      ...{ pspRef: `REF ${img}`, status: "Settled", settlementAmount: 12.5 },
      ...{ settlementTime: new Date().toISOString(), statusInfo: img },
      ...{ receiptId: "R-1", receiptUrl: "javascript:alert(1)" },
    });
    const row = payments.getByRole("row").filter({ hasText: "paid at the station" });
    await row.getByText("12.5").waitFor();
    await row.getByText(`REF ${img}`).waitFor();
    await row.getByText("javascript:alert(1)").waitFor();
    assert.equal(await row.getByRole("link").count(), 0, "it leads nowhere but to the web");

    await page.getByText("Swaps of batteries", { exact: true }).click();
    await page.locator("#swaps").getByText("None yet.").waitFor();
    await page.getByLabel("For the tag").fill("TAG-9");
    await page.getByRole("button", { name: "Ask for a swap" }).click();
    await page.getByText("It gives a battery out, and takes one in.").waitFor();
    await page.locator("#swaps").getByText("asked for").waitFor();
    await station.send("BatterySwap", {
      ...{ eventType: "BatteryOut", requestId: 3, idToken: { idToken: "TAG-9", type: "Central" } },
      batteryData: [{ evseId: 1, serialNumber: img, soC: 98, soH: 95 }],
    });
    await page.locator("#swaps").getByText(`${img} at EVSE 1: 98 % full`).waitFor();
    assert.equal(await page.locator("main img").count(), 0);
    await accessible(page);
    await page.close();
    await station.close();
    await csms.stop();
  },
);
