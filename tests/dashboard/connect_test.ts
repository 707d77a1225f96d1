import assert from "node:assert/strict";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "", AUTH_UNKNOWN: "Accepted" };
const pages = ({ ws }: { ws: string }) => ws.replace("ws:", "http:");

browserTest("a charger is connected from nothing to its first charge", async (open) => {
  const csms = await kvolt({ ...dev, DISCOVERY: "approve" });
  const { page } = await open();
  await page.goto(`${pages(csms)}/`);
  await page.getByRole("link", { name: "Connect a charger" }).last().click();
  await page.getByText(`${csms.ws}/ocpp/GARAGE-1`).waitFor();
  await page.getByText("Nobody waits.").waitFor();
  const station = await charger(csms.ws, "GARAGE-1");
  await station.call("BootNotification", { chargePointVendor: "Acme", chargePointModel: "One" });
  const waiting = page.getByRole("article").filter({ hasText: "Acme One" });
  await waiting.getByRole("button", { name: "Accept" }).click();
  await waiting.waitFor({ state: "detached" });
  await station.boot();
  const status = { connectorId: 1, errorCode: "NoError", status: "Charging" };
  await station.call("StatusNotification", status);
  await station.call("StartTransaction", {
    ...{ connectorId: 1, idTag: "TAG-1", meterStart: 0, timestamp: new Date().toISOString() },
  });
  await page.getByRole("link", { name: "Stations", exact: true }).click();
  await page.getByRole("link", { name: "GARAGE-1" }).click();
  await page.locator("#connectors").getByText("TAG-1").waitFor();
  await station.close();
  await csms.stop();
});

browserTest(
  "a charger is accepted with a name and a key, which is shown once, and has to be sent from then on",
  async (open) => {
    const csms = await kvolt({ ...dev, DISCOVERY: "approve" });
    const { page } = await open();
    await page.goto(`${pages(csms)}/connect`);
    const first = await charger(csms.ws, "GARAGE-1");
    const other = await charger(csms.ws, "GARAGE-2");
    const of = (id: string) => page.locator("#waiting article").filter({ hasText: id });
    const waiting = of("GARAGE-1");
    await of("GARAGE-2").waitFor();
    const third = await charger(csms.ws, "GARAGE-3");
    await of("GARAGE-3").getByRole("button", { name: "Refuse for good" }).click();
    await page.getByText("GARAGE-3 is kept out from now on").waitFor();
    await page.getByRole("button", { name: "Go on" }).click();
    await of("GARAGE-3").waitFor({ state: "detached" });
    assert.equal((await third.closed).code, 1008);
    await assert.rejects(charger(csms.ws, "GARAGE-3"));
    await page.locator("#refused").getByText("GARAGE-3 has been refused by the operator").waitFor();
    await waiting.getByText("With a name and a key").click();
    await waiting.getByLabel("Name").fill("By the gate");
    await waiting.getByLabel("Make a key for it").check();
    await waiting.getByLabel("Name").press("Enter");
    await page.getByText("GARAGE-1 is let in.").first().waitFor();
    const key = await page.locator("#key code").innerText();
    await waiting.waitFor({ state: "detached" });
    assert.equal(await of("GARAGE-2").count(), 1);
    assert.equal(await page.locator("#key code").innerText(), key, "it stays in sight");
    await first.close();
    await assert.rejects(charger(csms.ws, "GARAGE-1"));
    const headers = { authorization: `Basic ${btoa(`GARAGE-1:${key}`)}` };
    const second = await charger(csms.ws, "GARAGE-1", { headers });
    await second.boot();
    await page.goto(`${pages(csms)}/stations`);
    await page.getByRole("link", { name: "By the gate" }).waitFor();
    await Promise.all([second.close(), other.close()]);
    await csms.stop();
  },
);

browserTest(
  "a handshake that is refused is seen at once, with why and what to do, and comes in once that is done",
  async (open) => {
    const csms = await kvolt(dev);
    const first = await charger(csms.ws, "YARD");
    await first.boot();
    await first.close();
    const key = (await csms.csms.stations.giveKey("YARD"))!;
    const { page } = await open();
    await page.goto(`${pages(csms)}/connect`);
    await assert.rejects(charger(csms.ws, "YARD"));
    const refused = page.locator("#refused");
    await refused.getByText("YARD sent no key").waitFor();
    await refused.getByText("Type the key into the charger").waitFor();
    const again = await charger(csms.ws, "YARD", {
      headers: { authorization: `Basic ${btoa(`YARD:${key}`)}` },
    });
    await page.locator("#lately").getByText("connected with ocpp1.6").nth(1).waitFor();
    await again.close();
    await csms.stop();
  },
);

Deno.test("behind TLS the address to type in begins with wss, with an id and without", async () => {
  const csms = await kvolt({ ...dev, PUBLIC_URL: "https://charge.example" });
  const text = await (await fetch(`${pages(csms)}/connect`)).text();
  assert.match(text, /<code>wss:\/\/charge\.example\/ocpp\/<\/code>/);
  assert.match(text, /<code>wss:\/\/charge\.example\/ocpp\/GARAGE-1<\/code>/);
  await csms.stop();
});
