import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { chargePoint } from "../../simulator/charge_point.ts";
import { scaledClock } from "../../simulator/scaled_clock.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "" };
const pages = ({ ws }: TestKvolt) => ws.replace("ws:", "http:");
const img = "<img src=x onerror=alert(1)>";

for (const version of ["1.6", "2.0.1", "2.1"] as const) {
  browserTest(
    `firmware is uploaded and fetched, a log comes, and a vendor's data is shown, with ${version}`,
    async (open) => {
      const csms = await kvolt(dev);
      const station = chargePoint({
        ...{ id: "SIM-1", url: csms.ws, version, clock: scaledClock(10) },
      });
      await station.connect();
      await station.booted;
      const { page } = await open({ bypassCSP: true });
      page.on("dialog", () => assert.fail("a script of the station ran"));
      await page.goto(`${pages(csms)}/stations/SIM-1/maintenance`);
      await page.getByText("kvolt has no file yet").waitFor();
      await page.locator("input[type=file]").setInputFiles({
        ...{ name: "any.bin", mimeType: "application/octet-stream" },
        buffer: Buffer.from("new firmware"),
      });
      await page.getByLabel("Name").fill("fw-2.bin");
      await page.getByRole("button", { name: "Upload" }).click();
      await page.locator("#files option").getByText("fw-2.bin").waitFor({ state: "attached" });
      assert.equal((await csms.csms.files.get("fw-2.bin"))!.size, 12);

      await page.getByRole("button", { name: "Ask for the log" }).click();
      if (version === "1.6") {
        // The simulator of 1.6 only says that it sends.
        await page.locator("#uploads strong").getByText("Uploaded").waitFor();
        const { location } = await station.received("GetDiagnostics") as { location: string };
        const sent = await fetch(`${location}log.txt`, { method: "PUT", body: "a log" });
        assert.equal(sent.status, 204);
      }
      const link = page.locator("#uploads a");
      await link.waitFor();
      if (version === "1.6") assert.match(await link.innerText(), /\(5 B\)$/);
      const log = await fetch(pages(csms) + await link.getAttribute("href"));
      assert.equal(log.status, 200);
      assert.ok((await log.text()).length > 0);

      await page.getByText("Data transfers of the vendor").click();
      await station.send("DataTransfer", { vendorId: img, data: img });
      const transfer = page.locator("#transfers tbody tr");
      await transfer.getByRole("rowheader", { name: img }).waitFor();
      assert.equal(await page.locator("main img").count(), 0);
      await page.getByLabel("Vendor", { exact: true }).fill("org.example");
      await page.getByLabel("Data", { exact: true }).fill("ping");
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await transfer.getByRole("rowheader", { name: "org.example" }).waitFor();

      await page.getByRole("button", { name: "Update", exact: true }).click();
      await page.getByText("it is offline while it starts again").waitFor();
      await page.getByRole("button", { name: "Go on" }).click();
      await page.locator("#firmware strong").getByText("Downloaded").waitFor();
      await page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)");
      await accessible(page);
      await page.close();
      await station.close();
      await csms.stop();
    },
  );
}

browserTest(
  "a message is shown on the display of 2.0.1, and its certificates are listed",
  async (open) => {
    const csms = await kvolt(dev);
    const station = chargePoint({ id: "SIM-1", url: csms.ws, version: "2.0.1" });
    await station.connect();
    await station.booted;
    const { page } = await open();
    await page.goto(`${pages(csms)}/stations/SIM-1/maintenance`);
    await page.getByText("Messages on its display").click();
    await page.getByLabel("Text").fill(img);
    await page.getByRole("button", { name: "Show it" }).click();
    await page.locator("#displays td").getByText(img).waitFor();
    await page.locator("#displays").getByRole("button", { name: "Drop" }).click();
    await page.getByText("Nothing of ours, so far as is known.").waitFor();
    await page.getByText("Certificates", { exact: true }).click();
    await page.getByRole("button", { name: "Have it list them" }).click();
    await page.getByText("It has listed them.").waitFor();
    await page.getByText("What it knows of a customer").click();
    await page.getByLabel("Customer").fill("ADA");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.locator("#customers article").first().waitFor();
    assert.equal(await page.locator("main img").count(), 0);
    await page.close();
    await station.close();
    await csms.stop();
  },
);

browserTest("a tariff is given to a station of 2.1, and it says which it has", async (open) => {
  const csms = await kvolt(dev);
  const station = chargePoint({ id: "SIM-1", url: csms.ws, version: "2.1" });
  await station.connect();
  await station.booted;
  const prices = [{ price: 0.3 }];
  await csms.send("PUT", "/tariffs/NIGHT", { currency: "EUR", energy: { prices } });
  const { page } = await open();
  await page.goto(`${pages(csms)}/stations/SIM-1/maintenance`);
  await page.getByText("Tariffs on the station").click();
  await page.getByRole("button", { name: "Give it the tariff" }).click();
  await page.getByText("It has it.").waitFor();
  await page.getByRole("button", { name: "Ask which it has" }).click();
  await page.locator("output code").getByText("NIGHT").waitFor();
  const drop = page.getByRole("article").filter({ hasText: "Without it" });
  for (
    const [tariff, said] of [["DAY", "The station has none of it. (NoTariff)"], [
      "NIGHT",
      "Dropped.",
    ]] as const
  ) {
    await drop.locator("[name=tariff]").fill(tariff);
    await drop.getByRole("button", { name: "Drop it" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await drop.getByText(said).waitFor();
  }
  await page.close();
  await station.close();
  await csms.stop();
});

browserTest(
  "a local controller offers firmware to the stations behind it, says how far it is, and takes it back",
  async (open) => {
    const csms = await kvolt(dev);
    const station = chargePoint({
      ...{ id: "SIM-1", url: csms.ws, version: "2.1", clock: scaledClock(10) },
    });
    await station.connect();
    await station.booted;
    const { page } = await open({ bypassCSP: true });
    await page.goto(`${pages(csms)}/stations/SIM-1/maintenance`);
    await page.getByText("Firmware for the stations behind it").click();
    const list = page.locator("#publications");
    await list.getByText("It was asked to offer none.").waitFor();
    await page.locator("input[type=file]").setInputFiles({
      ...{ name: "any.bin", mimeType: "application/octet-stream" },
      buffer: Buffer.from("firmware for many"),
    });
    await page.getByLabel("Name").fill("fw-3.bin");
    await page.getByRole("button", { name: "Upload" }).click();
    await page.locator("#offered option").getByText("fw-3.bin").waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Have it offer it" }).click();
    await page.getByText("It is going to fetch and offer it.").waitFor();
    const offer = list.getByRole("row").filter({ hasText: "Take back" }).last();
    await offer.getByText("Published").waitFor();
    await page.locator("#offers").getByText("ChecksumVerified").waitFor();
    await accessible(page);
    await offer.getByRole("button", { name: "Take back" }).click();
    await page.getByText("It offers this firmware to its stations no longer.").waitFor();
    // What it tells while somebody is asked takes the place of nothing that waits for the answer.
    await page.evaluate("document.querySelector('#publications form').asks = true");
    await station.send("PublishFirmwareStatusNotification", { status: "Idle" });
    await page.locator("#offers").getByText("Idle").waitFor();
    assert.ok(await page.evaluate("document.querySelector('#publications form').asks"));
    await page.getByRole("button", { name: "Go on" }).click();
    await list.getByText("Unpublished").waitFor();
    await page.getByLabel("Where it is").fill("https://vendor.example/fw.bin");
    await page.getByLabel("Its MD5").fill("d41d8cd98f00b204e9800998ecf8427e");
    await page.getByRole("button", { name: "Have it offer that" }).click();
    await list.getByText("https://vendor.example/fw.bin").waitFor();
    await station.send("PublishFirmwareStatusNotification", {
      ...{ status: "DownloadFailed", requestId: 1 },
      statusInfo: { reasonCode: "Other", additionalInfo: img },
    });
    await page.locator("#offers").getByText(img).waitFor();
    assert.equal(await page.locator("main img").count(), 0);
    await page.close();
    await station.close();
    await csms.stop();
  },
);
