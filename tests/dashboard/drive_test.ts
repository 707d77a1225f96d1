import assert from "node:assert/strict";
import qrcode from "qrcode-generator";
import type { Page } from "playwright-core";
import { chargePoint } from "../../simulator/charge_point.ts";
import { staffed } from "../routes/people/browser.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { pagesOf, signIn } from "../support/signed_in.ts";

const phone = { viewport: { width: 390, height: 844 }, bypassCSP: true };

/** A kvolt with a driver, an operator, a tariff, and a station of that version. */
async function street(version: "1.6" | "2.0.1" | "2.1" = "1.6") {
  const csms = await staffed({ Ann: "driver", Bob: "driver", Olga: "operator" });
  await csms.csms.people.accounts.change(csms.ids.Ann!, { tags: ["TAG-A"] });
  await csms.csms.people.accounts.change(csms.ids.Bob!, { tags: ["TAG-B"] });
  for (const id of ["TAG-A", "TAG-B"]) await csms.send("PUT", `/tokens/${id}`, {});
  const tariff = { currency: "EUR", energy: { prices: [{ price: 0.5 }] } };
  assert.ok((await csms.send("PUT", "/tariffs/T1", tariff)).status < 300);
  await csms.send("PUT", "/tariff-assignments", { tariff: "T1" });
  const cp = chargePoint({
    ...{ id: "STREET <1>", url: `${csms.ws}/ocpp`, version, connectors: 2 },
    configuration: version === "1.6" ? { MeterValueSampleInterval: "1" } : {},
  });
  await cp.connect();
  await cp.booted;
  return {
    ...csms,
    cp,
    async end() {
      await cp.close();
      await csms.stop();
    },
  };
}

const widthOf = (page: Page) => page.evaluate<number>("document.documentElement.scrollWidth");

for (const version of ["1.6", "2.0.1", "2.1"] as const) {
  browserTest(
    `on a phone a driver finds a free station of ${version}, starts, watches, stops, and sees what it came to`,
    async (open) => {
      const csms = await street(version);
      const { page } = await open(phone);
      await signIn(page, csms, "Ann");
      await page.goto(`${pagesOf(csms)}/`);
      await page.waitForURL(/\/drive$/);
      await page.getByText("A month appears here").waitFor();
      await page.getByRole("link", { name: "STREET <1>" }).click();
      await page.getByRole("heading", { name: "Charge at STREET <1>" }).waitFor();
      await accessible(page);
      const first = page.getByRole("article").filter({ hasText: "EVSE 1" });
      await csms.cp.plug(1);
      await first.getByRole("button", { name: "Start" }).click();
      const now = page.getByRole("region", { name: "Charging now" });
      await now.getByText("With TAG-A").waitFor();
      await first.getByText("In use").or(first.getByText("Charging")).first().waitFor();
      await page.getByRole("link", { name: "All that is free" }).click();
      await csms.cp.sample(1).catch(() => {});
      await now.getByText("Cost so far").waitFor();
      await now.getByText(/EUR/).waitFor();
      await page.getByText("1 of 2 free").waitFor();
      await accessible(page);
      assert.ok(await widthOf(page) <= 390);
      await now.getByRole("button", { name: "Stop" }).click();
      await page.getByRole("button", { name: "Go on" }).click();
      const history = page.locator("#history tbody tr");
      await page.locator("#months tbody tr").first().waitFor();
      assert.equal(await history.count(), 1);
      await now.getByRole("heading", { name: "Just charged" }).waitFor();
      await now.getByRole("heading", { name: "Charging now" }).waitFor({ state: "detached" });
      assert.match(await now.innerText(), /Ended\s+Energy\s+\d.*Wh\s+Time\s+\d.*\s+Cost\s+.* EUR/);
      await accessible(page);
      const [transaction] = (await csms.csms.transactions.page({}, { limit: 5 })).items;
      assert.deepEqual([transaction!.token, transaction!.state], ["TAG-A", "closed"]);
      await csms.end();
    },
  );
}

browserTest(
  "the code on the poster leads to the station, by way of signing in, and back",
  async (open) => {
    const csms = await street();
    const operator = (await open({ bypassCSP: true })).page;
    await signIn(operator, csms, "Olga");
    await operator.goto(`${pagesOf(csms)}/stations/${encodeURIComponent("STREET <1>")}/qr`);
    const code = operator.getByRole("img", { name: /^QR code of/ });
    const url = (await code.getAttribute("aria-label"))!.slice("QR code of ".length);
    assert.equal(url, `${pagesOf(csms)}/s/STREET%20%3C1%3E`);
    assert.equal(await readBy(operator), url);
    await accessible(operator);
    const { page } = await open(phone);
    await page.goto(url);
    await page.waitForURL(/\/sign-in\?next=/);
    await page.getByLabel("E-mail").fill("Ann@example.org");
    await page.getByLabel("Password").fill("correct horse battery");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Charge at STREET <1>" }).waitFor();
    await csms.end();
  },
);

browserTest(
  "an operator charges with any tag that is named, and prints the code from the station's page",
  async (open) => {
    const csms = await street();
    const { page } = await open({ bypassCSP: true });
    await signIn(page, csms, "Olga");
    await page.goto(`${pagesOf(csms)}/drive`);
    await page.getByLabel("Tag").fill("TAG-B");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/tag=TAG-B/);
    await page.getByRole("link", { name: "STREET <1>" }).click();
    await csms.cp.plug(2);
    await page.getByRole("article").filter({ hasText: "EVSE 2" })
      .getByRole("button", { name: "Start" }).click();
    const now = page.getByRole("region", { name: "Charging now" });
    await now.getByText("With TAG-B").waitFor();
    await now.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await now.getByText(/With TAG-B, until/).waitFor();
    await now.getByRole("button", { name: "Stop" }).waitFor({ state: "detached" });
    await page.goto(`${pagesOf(csms)}/stations/${encodeURIComponent("STREET <1>")}`);
    await page.getByRole("link", { name: "QR code" }).click();
    await page.getByText("Scan it with the camera").waitFor();
    await csms.end();
  },
);

Deno.test("the pages of a driver show nothing of another one, whatever is asked", async () => {
  const csms = await street();
  await csms.cp.plug(1);
  const started = new Promise<void>((resolve) => csms.cp.on("started", () => resolve()));
  assert.equal((await csms.cp.tap("TAG-A", 1)).status, "Accepted");
  await started;
  await csms.cp.delivered();
  await csms.send("PUT", "/tokens/TAG-B", { places: [{ station: "ELSEWHERE" }] });
  const read = async (name: string, path: string) => {
    const cookie = `kvolt-session=${(await csms.signedIn(name)).session()}`;
    const response = await fetch(pagesOf(csms) + path, { headers: { cookie } });
    return { status: response.status, text: await response.text() };
  };
  const own = await read("Ann", "/drive");
  assert.match(own.text, /With TAG-A/);
  for (const path of ["/drive", "/drive?tag=TAG-A", "/drive/more?tag=TAG-A", "/drive?q=street"]) {
    const { status, text } = await read("Bob", path);
    assert.equal(status, 200, path);
    assert.doesNotMatch(text, /TAG-A|STREET/, path);
  }
  const barred = await read("Bob", `/s/${encodeURIComponent("STREET <1>")}`);
  const absent = await read("Bob", `/s/${encodeURIComponent("STREET <2>")}`);
  assert.deepEqual([barred.status, absent.status], [404, 404]);
  assert.equal(
    barred.text.replaceAll(/STREET.{1,12}1/g, "X"),
    absent.text.replaceAll(/STREET.{1,12}2/g, "X"),
  );
  assert.equal((await read("Bob", "/stations/STREET/qr")).status, 403);
  await csms.end();
});

/** What a code is of, once it is held against the library's own drawing of that. */
async function readBy(page: Page): Promise<string> {
  const drawn = await page.locator(".poster path").getAttribute("d");
  const url = (await page.locator(".poster p.quiet").innerText()).trim();
  const code = qrcode(0, "M");
  code.addData(url);
  code.make();
  const dark = new Set(drawn!.match(/M\d+ \d+/g));
  const all = Array.from({ length: code.getModuleCount() }, (_, at) => at);
  for (const row of all) {
    for (const column of all) {
      assert.equal(dark.has(`M${column + 4} ${row + 4}`), code.isDark(row, column));
    }
  }
  return url;
}
