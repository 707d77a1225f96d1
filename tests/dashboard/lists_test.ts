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
