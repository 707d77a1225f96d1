import assert from "node:assert/strict";
import { chargePoint } from "../../simulator/charge_point.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "" };
const pages = ({ ws }: TestKvolt) => ws.replace("ws:", "http:");

browserTest(
  "a station is given a key, which is shown this once and lets it in; a revoked one does not",
  async (open) => {
    const csms = await kvolt(dev);
    await csms.csms.stations.register("SIM-1");
    const { page } = await open({ bypassCSP: true });
    await page.goto(`${pages(csms)}/stations/SIM-1/access`);
    const shows = page.locator("#shows");
    await shows.getByText("whoever has its id is let in").waitFor();
    await page.getByRole("button", { name: "Give a new one" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    const key = await page.locator("output code").innerText();
    assert.ok(key.length >= 16);
    await page.getByRole("button", { name: "Copy" }).waitFor();
    await shows.getByText("A key, by Basic authorization").waitFor();
    await accessible(page);
    assert.equal(await page.locator("output code").innerText(), key);
    const station = chargePoint({ id: "SIM-1", url: csms.ws, version: "2.0.1", key });
    await station.connect();
    await station.booted;
    await page.getByRole("button", { name: "Rotate the key" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("The new key is with the station.").waitFor();
    await page.getByRole("button", { name: "Revoke its key" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await shows.getByText("Its key is revoked").waitFor();
    await station.close();
    const again = chargePoint({ id: "SIM-1", url: csms.ws, version: "2.0.1", key });
    await assert.rejects(again.connect());
    await again.close();
    assert.doesNotMatch(await (await fetch(page.url())).text(), new RegExp(key));
    await page.close();
    await csms.stop();
  },
);

browserTest("a station is named, treated, suspended, let in again and removed", async (open) => {
  const csms = await kvolt(dev);
  const station = await charger(csms.ws, "SIM-1");
  await station.boot();
  const { page } = await open();
  await page.goto(`${pages(csms)}/stations/SIM-1/access`);
  const who = page.locator("section").filter({ hasText: "Who it is" });
  await page.getByLabel("Name").fill("Garage, left");
  await page.getByLabel("Labels").fill("north, fast");
  await page.getByLabel("May speak OCPP").selectOption("1.6 only");
  await who.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  await page.getByLabel("What the specification does not allow").selectOption("strict");
  await page.getByLabel("Version to speak").selectOption("1.6, whatever it offers");
  await page.locator("section").filter({ hasText: "How it is treated" })
    .getByRole("button", { name: "Save" }).click();
  await page.getByText("It holds from now on.").waitFor();
  const known = (await csms.csms.stations.get("SIM-1"))!;
  assert.equal(known.identity.name, "Garage, left");
  assert.deepEqual(known.identity.labels, ["north", "fast"]);
  assert.deepEqual(known.identity.allowedProtocols, ["ocpp1.6"]);
  assert.equal(known.settings.strictness, "strict");
  assert.equal(known.settings.protocol, "ocpp1.6");
  await page.getByLabel("Name").fill("");
  await page.getByLabel("Labels").fill("");
  await who.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  const { identity } = (await csms.csms.stations.get("SIM-1"))!;
  assert.deepEqual([identity.name, identity.labels], [undefined, []]);
  await page.getByRole("button", { name: "Suspend" }).click();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("Suspended: kept out for now").waitFor();
  assert.equal((await station.closed).code, 1008);
  await page.getByRole("button", { name: "Let it in again" }).click();
  await page.locator("#standing").getByText("Let in", { exact: false }).first().waitFor();
  await page.getByRole("button", { name: "Remove the station" }).click();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.waitForURL(/\/stations$/);
  assert.equal(await csms.csms.stations.get("SIM-1"), undefined);
  await page.close();
  await csms.stop();
});

Deno.test("what somebody called a station is escaped where it is edited", async () => {
  const csms = await kvolt(dev);
  await csms.csms.stations.register("SIM-1");
  await csms.csms.stations.identify("SIM-1", {
    name: `"><img src=x onerror=alert(1)>`,
    labels: ["<img src=x>"],
  });
  const html = await (await fetch(`${pages(csms)}/stations/SIM-1/access`)).text();
  assert.doesNotMatch(html, /<img/);
  assert.match(html, /value="&quot;&gt;&lt;img src=x/);
  await csms.stop();
});
