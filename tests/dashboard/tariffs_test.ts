import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { chargePoint } from "../../simulator/charge_point.ts";
import { staffed } from "../routes/people/browser.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { pagesOf, signIn } from "../support/signed_in.ts";
import { soon } from "../support/until.ts";

const isOpen = { AUTH_UNKNOWN: "Accepted" };
const UNFOLD = "document.querySelectorAll('main details').forEach((one) => one.open = true)";
type Staffed = Awaited<ReturnType<typeof staffed>>;

/** A charger that stands plugged in, and what it calls a session that it begins. */
async function simulated(csms: Staffed, version: "1.6" | "2.1") {
  const station = chargePoint({
    ...{ id: "GARAGE", url: csms.ws, version },
    configuration: version === "1.6" ? { MeterValueSampleInterval: "1" } : {},
  });
  await station.connect();
  await station.booted;
  await station.plug(1);
  return {
    station,
    async begins(tag: string): Promise<string> {
      const started = new Promise<void>((resolve) => station.on("started", () => resolve()));
      await station.tap(tag, 1);
      await started;
      await station.delivered();
      return (await csms.csms.transactions.page({}, { limit: 1 })).items[0]!.id;
    },
    [Symbol.asyncDispose]: () => station.close(),
  };
}

const goOn = (page: Page) => page.getByRole("button", { name: "Go on" }).click();

browserTest(
  "an admin makes a tariff and lets it hold, and who charges sees what it costs, as does the admin",
  async (open) => {
    await using csms = await staffed({ Ann: "admin", Dan: "driver" }, isOpen);
    await csms.csms.people.accounts.change(csms.ids.Dan!, { tags: ["TAG-D"] });
    const { page } = await open({ bypassCSP: true });
    await signIn(page, csms, "Ann");
    await page.goto(`${pagesOf(csms)}/tariffs`);
    await page.getByText("There is no tariff, so that sessions cost nothing.").waitFor();
    await page.getByText("Make a tariff").click();
    await page.locator("[name=id]").fill("HOME 1/2");
    await page.getByLabel("What it is").fill("At home");
    await page.getByLabel("Currency").fill("EUR");
    await page.getByLabel("Price per kWh").fill("0.36");
    await page.getByLabel("Price for each session").fill("1.5");
    await page.getByText("Fixed fee: taxes").click();
    const tax = page.getByRole("group", { name: "Fixed fee, one more tax" });
    await tax.getByLabel("Name").fill("VAT");
    await tax.getByLabel("Percent").fill("20");
    await page.getByRole("button", { name: "Make it" }).click();
    await page.waitForURL(/\/tariffs\/HOME%201%2F2$/);
    await page.getByText("0.36 EUR per kWh", { exact: true }).waitFor();
    await page.getByText("1.50 EUR for each session; plus 20 % VAT").waitFor();
    await page.getByText("Nowhere yet, so that nobody pays by it.").waitFor();
    await page.getByRole("button", { name: "Let it hold by default" }).click();
    await page.getByRole("cell", { name: "Where no other one holds" }).waitFor();
    await page.evaluate(UNFOLD);
    await accessible(page);

    await using sim = await simulated(csms, "1.6");
    const id = await sim.begins("TAG-D");
    await page.goto(`${pagesOf(csms)}/transactions/${id}`);
    const cost = page.locator("#cost");
    assert.match(await cost.innerText(), /Fixed fee\s+1\.80 EUR\s+Tax in it\s+0\.30 EUR/);
    assert.match(await page.locator("#summary").innerText(), /Cost\s+1\.[89]\d EUR/);
    await cost.getByText("By the tariff HOME 1/2").click();
    await cost.getByText("0.36 EUR per kWh").waitFor();
    await accessible(page);
    const driver = (await open()).page;
    await signIn(driver, csms, "Dan");
    await driver.goto(`${pagesOf(csms)}/drive`);
    const running = driver.locator("#running");
    assert.match(await running.innerText(), /Cost so far\s+1\.[89]\d EUR/);
    await sim.station.stop(1);
    await running.getByText("Just charged").waitFor();
    assert.match(await running.innerText(), /Cost\s+1\.[89]\d EUR/);

    await page.goto(`${pagesOf(csms)}/transactions?station=GARAGE&tag=TAG-D`);
    await page.getByText(/^In all: 1 session, .*Wh, 1\.[89]\d EUR\.$/).waitFor();
    await page.goto(`${pagesOf(csms)}/tariffs`);
    await page.getByText("Holds by default").waitFor();
    await page.getByRole("link", { name: "HOME 1/2" }).first().click();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByText("HOME 1/2 is removed, and holds nowhere any more.").waitFor();
    await goOn(page);
    await page.waitForURL(/\/tariffs$/);
    await page.getByText("There is no tariff").waitFor();
    assert.deepEqual((await csms.get("/tariff-assignments")).body.items, []);
    assert.match(await (await driver.request.get(driver.url())).text(), /1\.[89]\d EUR/);
  },
  /\[object Event\]|ERR_/,
);

/** A tariff that has all that REST takes. */
const whole = {
  ...{ currency: "EUR", description: "All of it", timeZone: "Europe/Berlin" },
  energy: {
    prices: [
      { price: 0.2463, when: { from: "22:00", to: "06:00", days: ["Mon", "Sun"] } },
      { price: 0.3, when: { minEnergyWh: 16_100, maxEnergyWh: 20_000.5, minPowerW: 1_380 } },
      { price: 0.36 },
    ],
    taxes: [{ name: "GST", percent: 5 }, { name: "City", percent: 2.5, stack: 1 }],
  },
  charging: { prices: [{ price: 0.01 }] },
  idle: { prices: [{ price: 0.1, when: { minSeconds: 14_437, maxSeconds: 65_993 } }] },
  fixed: { prices: [{ price: 1, when: { maxPowerW: 11_000 } }, { price: 2 }] },
  ...{ minCost: 0.5, maxCost: 99.99 },
};

browserTest(
  "whatever a tariff says is in its form, and is changed there; what cannot be is told by its path",
  async (open) => {
    await using csms = await staffed({ Ann: "admin" });
    await csms.send("PUT", "/tariffs/ALL", whole);
    const now = async () => {
      const { changedAt, ...rest } = (await csms.get("/tariffs/ALL")).body;
      return { changedAt, rest };
    };
    const before = await now();
    const { page } = await open({ bypassCSP: true });
    await signIn(page, csms, "Ann");
    await page.goto(`${pagesOf(csms)}/tariffs/ALL`);
    const save = async (changedAt: string) => {
      await page.getByRole("button", { name: "Save" }).click();
      await soon(async () => assert.notEqual((await now()).changedAt, changedAt));
    };
    await save(before.changedAt);
    const saved = await now();
    assert.deepEqual(saved.rest, before.rest, "nothing was changed");

    // It goes on with what was saved.
    await page.waitForFunction("performance.getEntriesByType('navigation')[0].type === 'reload'");
    await page.waitForLoadState("load");
    await page.getByLabel("and at most").fill("0.1");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("maxCost: must not be less than minCost").waitFor();
    await page.getByLabel("and at most").fill("");
    const group = (name: string) => page.getByRole("group", { name, exact: true });
    await group("Energy, price 1").getByRole("button", { name: "Take it away" }).click();
    await group("Energy, price 1").waitFor({ state: "detached" });
    await group("Energy, tax 1").getByRole("button", { name: "Take it away" }).click();
    const more = group("Energy, one more price");
    await more.getByLabel("Until").fill("07:30");
    await more.getByLabel("Sat").check();
    await more.getByLabel("Below kW").fill("16.1");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("energy.prices.1.price: it is missing").waitFor();
    await more.getByLabel("Price", { exact: true }).fill("0.1");
    await accessible(page);
    await save(saved.changedAt);
    const { rest } = await now();
    assert.equal(rest.maxCost, null);
    const [first, second, third] = rest.energy.prices;
    assert.deepEqual([first.price, second.price, third], [0.3, 0.1, { price: 0.36, when: null }]);
    const { to, days, maxPowerW, from } = second.when;
    assert.deepEqual([from, to, days, maxPowerW], [null, "07:30", ["Sat"], 16_100]);
    assert.deepEqual(rest.energy.taxes, [{ name: "City", percent: 2.5, stack: 1 }]);
  },
  /^422 fetch .*\/tariffs\/ALL$/,
);

browserTest(
  "a tariff holds at a station, at one of its EVSEs and for a tag until that is ended, and a slip of the pen is seen",
  async (open) => {
    await using csms = await staffed({ Ann: "admin" });
    for (const id of ["DAY", "NIGHT"]) await csms.send("PUT", `/tariffs/${id}`, whole);
    await csms.send("PUT", "/tariff-assignments", { tariff: "DAY" });
    await csms.send("POST", "/stations", { id: "GARAGE" });
    const { page } = await open();
    await signIn(page, csms, "Ann");
    await page.goto(`${pagesOf(csms)}/tariffs/NIGHT`);
    const rows = page.locator("#places tbody tr");
    await page.getByRole("button", { name: "Let it hold by default" }).click();
    await page.getByText("NIGHT takes the place of DAY, which holds there now.").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.locator("[name=station]").fill("GARAGE");
    await page.locator("[name=evse]").fill("2");
    await page.getByRole("button", { name: "Let it hold there" }).click();
    await rows.getByText("Station GARAGE, EVSE 2").waitFor();
    await page.locator("[name=station]").fill("GARRAGE");
    await page.locator("[name=evse]").fill("");
    await page.getByRole("button", { name: "Let it hold there" }).click();
    await rows.getByText("Station GARRAGE ▲ Not known here").waitFor();
    await page.locator("[name=token]").fill("04 A&B");
    await page.getByRole("button", { name: "Let it hold for the tag" }).click();
    await rows.filter({ hasText: "04 A&B" }).waitFor();
    const held = async () => (await csms.get("/tariff-assignments")).body.items.length;
    assert.deepEqual([await rows.count(), await held()], [3, 4]);
    await page.goto(`${pagesOf(csms)}/tariffs`);
    assert.equal(await rows.count(), 4);
    for (const [where, place] of [["EVSE 2", "at EVSE 2 of GARAGE"], ["04 A&B", "with the tag"]]) {
      const row = rows.filter({ hasText: where! });
      await row.getByRole("button", { name: "End" }).click();
      await page.getByText(`NIGHT holds no longer ${place}`).waitFor();
      await goOn(page);
      await row.waitFor({ state: "detached" });
    }
    assert.deepEqual([await rows.count(), await held()], [2, 2]);
  },
);

browserTest(
  "a session that runs goes on with another tariff, and its station is told how energy may flow",
  async (open) => {
    await using csms = await staffed({ Olga: "operator" }, isOpen);
    const fee = (price: number) => ({ fixed: { prices: [{ price }] } });
    await csms.send("PUT", "/tariffs/OLD", { currency: "EUR", ...fee(3) });
    await csms.send("PUT", "/tariffs/NEW", { currency: "EUR", idle: fee(0).fixed });
    await csms.send("PUT", "/tariffs/FAR", { currency: "USD", ...fee(1) });
    await csms.send("PUT", "/tariff-assignments", { tariff: "OLD" });
    await using sim = await simulated(csms, "2.1");
    const id = await sim.begins("TAG-1");
    const { page } = await open({ bypassCSP: true });
    await signIn(page, csms, "Olga");
    await page.goto(`${pagesOf(csms)}/transactions/${id}`);
    const tariff = page.locator("select[name=tariff]");
    assert.deepEqual(await tariff.locator("option").allInnerTexts(), ["NEW", "OLD"]);
    await tariff.selectOption("NEW");
    await page.getByRole("button", { name: "Change the tariff" }).click();
    await page.getByText("By the tariff NEW, and for 3.00 EUR of it by another one before")
      .waitFor();
    await page.getByText("Nothing was said yet.").waitFor();
    await page.getByLabel("AC on three phases").check();
    await page.getByLabel("AC in both directions", { exact: true }).check();
    await page.getByRole("button", { name: "Allow these" }).click();
    await page.getByText("The station takes it.").waitFor();
    const { body } = await csms.get(`/transactions/${id}/charging`);
    assert.deepEqual(body.allowed.modes, ["AC_three_phase", "AC_BPT"]);
    await page.reload();
    assert.ok(await page.getByLabel("AC on three phases").isChecked());
    assert.equal(await page.getByLabel("DC", { exact: true }).isChecked(), false);
    await accessible(page);
  },
  /\[object Event\]|ERR_/,
);
