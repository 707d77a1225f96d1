import assert from "node:assert/strict";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { soon } from "../support/until.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "", DISCOVERY: "closed", AUTH_UNKNOWN: "Accepted" };
const pages = ({ ws }: TestKvolt) => ws.replace("ws:", "http:");

for (const version of ["1.6", "2.0.1", "2.1"] as const) {
  browserTest(
    `a virtual charger of ${version} is made, plugged, tapped, broken, mended, taken offline and deleted`,
    async (open) => {
      const csms = await kvolt(dev);
      const { page } = await open({ viewport: { width: 390, height: 844 }, bypassCSP: true });
      await page.goto(`${pages(csms)}/virtual`);
      await page.getByLabel("Id").fill("V <1>");
      await page.getByLabel("Version of OCPP").selectOption(version);
      await page.getByText("Where it differs").click();
      await page.getByLabel("It boots after each reconnect").check();
      await page.getByRole("button", { name: "Make it" }).click();
      const charger = page.getByRole("article").filter({ hasText: "V <1>" });
      await charger.getByText("Available").waitFor();
      await charger.getByText("bootOnReconnect").waitFor();
      const act = (name: string) => charger.getByRole("button", { name, exact: true }).click();
      await act("Plug in");
      await charger.getByText("cable in").waitFor();
      await charger.getByLabel("Tag").fill("TAG-1");
      await act("Tap");
      await charger.getByText("charges for TAG-1").waitFor();
      await charger.getByText("Presented.").waitFor();
      await accessible(page);
      await act("Unplug");
      await charger.getByText("no cable").waitFor();
      await act("Break it");
      await charger.getByText("Faulted").waitFor();
      await act("Mend it");
      await charger.getByText("Available").waitFor();
      await act("Go offline");
      await charger.getByText("Offline", { exact: false }).first().waitFor();
      await soon(async () =>
        assert.equal((await csms.get("/stations/V%20%3C1%3E")).body.online, false)
      );
      await act("Go online");
      await charger.getByText("Connected").waitFor();
      const width = await page.evaluate<number>("document.documentElement.scrollWidth");
      assert.ok(width <= 390);
      await act("Delete");
      await page.getByRole("button", { name: "Go on", exact: true }).click();
      await page.getByRole("article").first().waitFor({ state: "detached" });
      assert.equal((await csms.get("/stations/V%20%3C1%3E")).status, 404);
      await csms.stop();
    },
  );
}

browserTest("where there are none, the page says how to have them", async (open) => {
  const csms = await kvolt({ ...dev, SIMULATOR: "off" });
  const { page } = await open();
  await page.goto(`${pages(csms)}/virtual`);
  await page.getByText("SIMULATOR=on").waitFor();
  assert.equal(await page.getByRole("button", { name: "Make it" }).count(), 0);
  await csms.stop();
});
