import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { power } from "../../dashboard/parts/number.ts";
import { staffed } from "../routes/people/browser.ts";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";
import { begins, draws } from "../support/session.ts";
import { pagesOf, signIn } from "../support/signed_in.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "", AUTH_UNKNOWN: "Accepted" };

/** A page of one who charges. */
async function charging(page: Page) {
  const csms = await kvolt(dev);
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  const id = await begins(station);
  await page.goto(`${pagesOf(csms)}/drive?tag=TAG-1`);
  const session = page.locator("#running article");
  await session.getByText("With TAG-1").waitFor();
  return {
    ...{ csms, station, id, session },
    /** The station says what it draws: the piece is sent again. */
    async shows(watts: number) {
      await draws(station, id, watts);
      await session.getByText(power(watts), { exact: true }).waitFor();
    },
    async end() {
      await station.close();
      await csms.stop();
    },
  };
}

browserTest(
  "what a station answered stays while its meter goes on, whenever that told something",
  async (open) => {
    const { page } = await open();
    const { station, session, shows, end } = await charging(page);
    await shows(1_000);
    await session.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("dialog").waitFor();
    await shows(2_000);
    await page.getByRole("button", { name: "Go on" }).click();
    const output = session.locator("output");
    await output.getByText("Sent").waitFor();
    await shows(3_000);
    assert.match(await output.innerText(), /^Sent/);
    await station.answers("RemoteStopTransaction", { status: "Rejected" });
    await output.getByText("The station refused: Rejected").waitFor();
    await shows(4_000);
    await shows(5_000);
    assert.equal(await output.innerText(), "The station refused: Rejected");
    await end();
  },
);

browserTest("a button has the focus still when its piece comes anew", async (open) => {
  const { page } = await open();
  const { session, shows, end } = await charging(page);
  await session.getByRole("button", { name: "Stop" }).focus();
  await shows(1_000);
  await shows(2_000);
  assert.equal(await page.evaluate("document.activeElement.textContent"), "Stop");
  await end();
});

/** Gives a page a piece, as its stream does, right behind something else. */
const gives = (page: Page, html: string, behind = "") =>
  page.evaluate(`{
    ${behind};
    const elt = document.querySelector("[data-pieces]");
    const detail = { data: ${JSON.stringify(html)} };
    elt.dispatchEvent(new CustomEvent("htmx:sseBeforeMessage", { bubbles: true, cancelable: true, detail }));
  }`);

const piece = (said: string) =>
  `<section id="running" aria-label="Charging now"><p>${said}</p>
  <details><summary>Advice (${said})</summary><a href="#main">Read</a></details>
  <form data-api="POST /x"><input aria-label="Amps" value="1"><button>Go</button></form></section>`;

browserTest(
  "a piece that comes while one types takes its place as soon as that is over, the newest of them",
  async (open) => {
    const { page } = await open();
    const { end } = await charging(page);
    const running = page.locator("#running");
    await gives(page, piece("one"));
    await running.getByText("one", { exact: true }).waitFor();
    await page.getByLabel("Amps").focus();
    await gives(page, piece("two"));
    await gives(page, piece("three"));
    await running.getByText("one", { exact: true }).waitFor();
    await page.getByLabel("Amps").blur();
    await running.getByText("three", { exact: true }).waitFor();
    await page.getByLabel("Amps").fill("7");
    await page.getByLabel("Amps").blur();
    await gives(page, piece("four"));
    await page.evaluate("new Promise((done) => setTimeout(done))");
    await running.getByText("three", { exact: true }).waitFor();
    assert.equal(await page.getByLabel("Amps").inputValue(), "7");
    await page.evaluate("document.querySelector('#running form').reset()");
    await running.getByText("four", { exact: true }).waitFor();
    await page.getByLabel("Amps").focus();
    await gives(page, piece("five"));
    await gives(page, piece("six"), "document.activeElement.blur()");
    await page.evaluate("new Promise((done) => setTimeout(done))");
    await running.getByText("six", { exact: true }).waitFor();
    await end();
  },
);

browserTest(
  "what one has opened in a piece stays open, and a link in it has the focus",
  async (open) => {
    const { page } = await open();
    const { end } = await charging(page);
    await gives(page, piece("one"));
    const details = page.locator("#running details");
    await details.locator("summary").click();
    await details.getByRole("link", { name: "Read" }).focus();
    await gives(page, piece("three"));
    await page.locator("#running").getByText("three", { exact: true }).waitFor();
    const opened = "document.querySelector('#running details').open";
    assert.equal(await page.evaluate(opened), true);
    assert.equal(await page.evaluate("document.activeElement.textContent"), "Read");
    await end();
  },
);

browserTest(
  "who has been signed out everywhere is told so, with the way to sign in, on the page that is open",
  async (open) => {
    const csms = await staffed({ Ann: "driver" });
    const { page } = await open();
    await signIn(page, csms, "Ann");
    await page.goto(`${pagesOf(csms)}/drive?q=x`);
    await page.getByRole("heading", { name: "Charge" }).first().waitFor();
    await csms.send("POST", `/accounts/${csms.ids.Ann}/sign-out-everywhere`, {});
    const told = page.getByRole("alert");
    await told.getByText("You are no longer signed in.").waitFor();
    assert.equal(await page.getByText("The connection to kvolt is lost").isVisible(), false);
    await told.getByRole("link", { name: "Sign in" }).click();
    await page.waitForURL(/\/sign-in\?next=%2Fdrive%3Fq%3Dx$/);
    await csms.stop();
  },
  /\[object Event\]|^40[13] eventsource|ERR_/,
);

const place = (name: string) => ({ component: { name: "Room" }, variable: { name } });

/** The page of a device with one variable; it `tells` of another one, and the page has heard of that. */
async function device(page: Page) {
  const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "" });
  const station = await charger(csms.ws, "CP-1", { protocols: ["ocpp2.0.1"] });
  await station.boot();
  const at = () => new Date().toISOString();
  const names: string[] = [];
  async function reports(name: string): Promise<void> {
    names.push(name);
    const asked = csms.send("POST", "/stations/CP-1/reports", { base: "FullInventory" });
    const request = await station.answers("GetBaseReport", { status: "Accepted" });
    const { requestId } = request.payload;
    await asked;
    const variableAttribute = [{ value: "1", mutability: "ReadWrite" }];
    const reportData = names.map((name) => ({ ...place(name), variableAttribute }));
    await station.call("NotifyReport", { requestId, generatedAt: at(), seqNo: 0, reportData });
  }
  await reports("First");
  await page.goto(`${pagesOf(csms)}/stations/CP-1/device`);
  const part = page.locator("#variables");
  await part.getByText("Room.First").waitFor();
  return {
    ...{ csms, station, part },
    /** Resolves once the page has fetched the part, and thus has decided whether to show it. */
    async tells(name: string): Promise<void> {
      const fetched = page.waitForEvent(
        "requestfinished",
        (request) => request.url().endsWith("/device?q="),
      );
      await reports(name);
      await fetched;
      await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
    },
    async end() {
      await page.close();
      await station.close();
      await csms.stop();
    },
  };
}

browserTest(
  "a part that is fetched anew waits while somebody is at work in it, and comes as soon as that is over",
  async (open) => {
    const { page } = await open();
    const { part, tells, end } = await device(page);
    const row = part.getByRole("row").filter({ hasText: "First" });
    const change = row.locator("summary").filter({ hasText: "Change" });
    await change.click();
    await tells("Second");
    assert.equal(await part.getByText("Room.Second").count(), 0, "what is open stays");
    await change.click();
    await part.getByText("Room.Second").waitFor();

    await change.click();
    await row.getByLabel("Value").first().fill("half a w");
    await tells("Third");
    await change.click();
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
    assert.equal(await part.getByText("Room.Third").count(), 0, "what is typed stays");
    assert.equal(await row.getByLabel("Value").first().inputValue(), "half a w");
    await change.click();
    await row.getByLabel("Value").first().fill("1");
    await row.getByLabel("Value").first().blur();
    await change.click();
    await part.getByText("Room.Third").waitFor();
    await end();
  },
);

browserTest("what was typed and sent keeps no news away", async (open) => {
  const { page } = await open();
  const { station, part, tells, end } = await device(page);
  const row = part.getByRole("row").filter({ hasText: "First" });
  const change = row.locator("summary").filter({ hasText: "Change" });
  await change.click();
  await row.getByLabel("Value").first().fill("mine");
  await row.getByRole("button", { name: "Set" }).first().click();
  await station.answers("SetVariables", {
    setVariableResult: [{ attributeStatus: "Accepted", ...place("First") }],
  });
  await row.locator("output.done").first().waitFor();
  await tells("Second");
  assert.equal(await part.getByText("Room.Second").count(), 0, "what is open stays");
  await change.click();
  await part.getByText("Room.Second").waitFor();
  await end();
});
