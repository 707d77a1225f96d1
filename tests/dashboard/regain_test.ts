import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { database } from "../support/database.ts";
import { peopled } from "../support/every_page.ts";
import { freePort } from "../support/free_port.ts";
import { OLDER } from "../support/hostile.ts";
import { killable } from "../support/killable.ts";
import { kvolt } from "../support/kvolt.ts";

browserTest(
  "a server that is lost is told of, and found again by itself, with what was typed and what happened meanwhile",
  async (open) => {
    await using file = await database();
    const server = killable(file.path, { KVOLT_DEV: "1", API_TOKEN: "" });
    await server.start();
    try {
      const first = await charger(server.ws, "CP-1");
      await first.boot();
      const { page } = await open();
      await page.goto(`${server.ws.replace("ws:", "http:")}/stations`);
      const cards = page.locator("#stations");
      await cards.getByRole("link", { name: "CP-1" }).waitFor();
      await page.evaluate("document.title = 'not loaded again'");
      await server.kill("SIGTERM");
      await first.closed;
      const banner = page.getByText("The connection to kvolt is lost");
      await banner.waitFor();
      await page.getByLabel("Search").fill("CP");
      await server.start();
      const again = await charger(server.ws, "CP-1");
      const second = await charger(server.ws, "CP-2");
      await second.boot();
      const status = { connectorId: 1, status: "Faulted", errorCode: "NoError" };
      await again.call("StatusNotification", status);
      await banner.waitFor({ state: "hidden", timeout: 60_000 });
      await cards.getByRole("link", { name: "CP-2" }).waitFor();
      await cards.getByText("Faulted").first().waitFor();
      assert.equal(await page.getByLabel("Search").inputValue(), "CP");
      assert.equal(await page.title(), "not loaded again");
      await Promise.all([again.close(), second.close()]);
    } finally {
      await server.kill("SIGTERM");
    }
  },
  // What is searched for while the server is away fails, and is told of in the console.
  /\[object Event\]|ERR_|htmx:(afterRequest|sendError)/,
);

/** Types into the first field of a page, behind whatever fold it is; false where there is none. */
const TYPE = `(() => {
  const text = "main :is(input:not([type]), input[type=text], input[type=search], textarea)";
  const field = [...document.querySelectorAll(text)].find(({ readOnly, value }) =>
    !readOnly && value === "");
  for (let at = field; at; at = at.parentElement) if (at.localName === "details") at.open = true;
  if (!field) return false;
  field.value = "typed by hand";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  field.blur();
  document.title = "not loaded again";
  globalThis.typed = field;
  return true;
})()`;
const KEPT = `[typed.isConnected && typed.value, document.title]`;

browserTest(
  "on every page that takes words what was typed outlives the loss and the return of kvolt, and its stream goes on",
  async (open) => {
    await using file = await database();
    const house = await peopled({ KV_PATH: file.path, PORT: String(freePort()) });
    const pages: { path: string; page: Page; live: boolean }[] = [];
    // A station of 2.1 has every page that one of 1.6 has.
    const older = `/${encodeURIComponent(OLDER)}`;
    for (const path of (await house.pages()).filter((path) => !path.includes(older))) {
      const page = await house.enter(open, { viewport: { width: 800, height: 600 } });
      await page.goto(path);
      if (!await page.evaluate<boolean>(TYPE)) await page.context().close();
      else pages.push({ path, page, live: await page.locator("[sse-connect]").count() > 0 });
    }
    const live = pages.filter((each) => each.live);
    assert.ok(pages.length > 10 && live.length > 5, `${pages.length} pages, ${live.length} live`);
    await house.csms.stop();
    for (const { page } of live) {
      await page.getByText("The connection to kvolt is lost").waitFor();
    }
    const again = await kvolt(house.env);
    const found: string[] = [];
    for (const { path, page } of pages) {
      await page.locator("#lost").waitFor({ state: "hidden", timeout: 60_000 });
      const [value, title] = await page.evaluate<[unknown, string]>(KEPT);
      if (value !== "typed by hand") found.push(`${path}: ${value}`);
      if (title !== "not loaded again") found.push(`${path} was loaded again`);
    }
    assert.deepEqual(found, []);
    for (const { page } of pages) await page.close();
    await again.stop();
  },
  /\[object Event\]|ERR_|htmx:(afterRequest|sendError)|^4(04|22) document /,
);
