import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { jumpsOf, watchJumps } from "../support/jumps.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { pagesOf } from "../support/signed_in.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "" };
const MANY = 130;
const CARDS = "#stations .cards > [data-place]";
const id = (n: number) => `CP-${String(n).padStart(3, "0")}`;

/** A kvolt that knows many stations, none of them connected. */
async function many(): Promise<TestKvolt> {
  const csms = await kvolt(dev);
  const ids = Array.from({ length: MANY }, (_, n) => id(n + 1));
  await Promise.all(ids.map((each) => csms.csms.stations.register(each)));
  return csms;
}

const shown = (page: Page): Promise<string[]> =>
  page.evaluate(
    `[...document.querySelectorAll("${CARDS}")].map((card) => card.querySelector("a").textContent)`,
  );

/** Waits until so many cards are shown, or the first ones are these. */
const until = (page: Page, is: number | readonly string[]) =>
  page.waitForFunction(
    `{
      const names = [...document.querySelectorAll("${CARDS} strong a")].map((a) => a.textContent);
      const is = ${JSON.stringify(is)};
      typeof is === "number" ? names.length === is : is.every((name, n) => names[n] === name);
    }`,
  );

const toEnd = (page: Page) => page.evaluate("scrollTo(0, document.body.scrollHeight)");
const toTop = (page: Page) => page.evaluate("scrollTo(0, 0)");

browserTest(
  "a list of many stations comes in portions as one scrolls, and the search looks beyond what is shown",
  async (open) => {
    const csms = await many();
    const { page } = await open({ bypassCSP: true });
    await page.goto(`${pagesOf(csms)}/stations`);
    await page.getByText("130 stations.").waitFor();
    await until(page, 60);
    await toEnd(page);
    await until(page, 120);
    await toEnd(page);
    await until(page, MANY);
    const all = await shown(page);
    assert.deepEqual(all, Array.from({ length: MANY }, (_, n) => id(n + 1)));
    assert.equal(await page.locator(".more").count(), 0);
    await page.getByLabel("Search").fill("cp-12");
    await page.getByText("10 of 130 stations.").waitFor();
    assert.deepEqual(await shown(page), Array.from({ length: 10 }, (_, n) => id(n + 120)));

    // By keyboard: the focus goes on with the first of the cards that came.
    await page.goto(`${pagesOf(csms)}/stations`);
    await page.getByRole("link", { name: "More" }).focus();
    await until(page, 120);
    await page.waitForFunction(`document.activeElement.textContent === "${id(61)}"`);
    await csms.stop();
  },
);

browserTest(
  "a station that comes stands on top at once, whether it was shown or not, and goes down when it leaves",
  async (open) => {
    const csms = await many();
    const { page } = await open({ viewport: { width: 390, height: 844 }, bypassCSP: true });
    for (const search of ["", "?q=cp"]) {
      await page.goto(`${pagesOf(csms)}/stations${search}`);
      await until(page, [id(1), id(2)]);
      await page.evaluate("document.title = 'not loaded again'");
      await watchJumps(page);
      const far = await charger(csms.ws, id(100));
      await until(page, [id(100), id(1), id(2)]);
      const near = await charger(csms.ws, id(50));
      await until(page, [id(50), id(100), id(1)]);
      await page.getByRole("listitem").filter({ hasText: id(100) }).getByText("Online").waitFor();
      assert.equal(await page.locator("#stations [role=status]").innerText(), "");
      await far.close();
      await until(page, [id(50), id(1), id(2)]);
      await near.close();
      await until(page, [id(1), id(2), id(3)]);
      const names = await shown(page);
      assert.equal(new Set(names).size, names.length);
      assert.equal(await page.title(), "not loaded again");
      const { moved, what } = await jumpsOf(page);
      assert.ok(moved < 0.01, `jumped by ${moved}: ${what}`);
    }
    await csms.stop();
  },
);

browserTest(
  "nothing moves for one who works in the list, or reads further down; it does once that is over",
  async (open) => {
    const csms = await many();
    const { page } = await open({ bypassCSP: true });
    await page.goto(`${pagesOf(csms)}/stations`);
    await until(page, 60);
    const list = page.locator("#stations .cards");
    const says = page.getByText("Sorted anew once you leave the list.");
    const card = (n: number) => list.getByRole("listitem").filter({ hasText: id(n) });

    await list.getByRole("link", { name: id(2) }).focus();
    const first = await charger(csms.ws, id(100));
    const second = await charger(csms.ws, id(2));
    await says.waitFor();
    await card(2).getByText("Online").first().waitFor();
    assert.deepEqual((await shown(page)).slice(0, 3), [id(1), id(2), id(3)]);
    assert.equal(await page.evaluate("document.activeElement.textContent"), id(2));
    await page.getByLabel("Search").focus();
    await until(page, [id(2), id(100), id(1)]);
    await says.waitFor({ state: "hidden" });

    await card(1).hover();
    const third = await charger(csms.ws, id(3));
    await card(3).getByText("Online").first().waitFor();
    await says.waitFor();
    assert.deepEqual((await shown(page)).slice(0, 4), [id(2), id(100), id(1), id(3)]);
    await page.mouse.move(0, 0);
    await until(page, [id(2), id(3), id(100), id(1)]);

    await toEnd(page);
    await page.waitForFunction(`document.querySelectorAll("${CARDS}").length > 61`);
    const at = await page.evaluate("scrollY");
    const fourth = await charger(csms.ws, id(4));
    await page.waitForFunction(`document.querySelector("[role=status]").textContent !== ""`);
    assert.deepEqual((await shown(page)).slice(0, 4), [id(2), id(3), id(100), id(1)]);
    assert.equal(await page.evaluate("scrollY"), at);
    await toTop(page);
    await until(page, [id(2), id(3), id(4), id(100), id(1)]);
    const names = await shown(page);
    assert.ok(names.length > 61, "what was fetched before is there still");
    assert.equal(new Set(names).size, names.length);
    await csms.csms.stations.remove(id(5));
    await page.getByText("129 stations.").waitFor();
    assert.ok((await shown(page)).length > 61);
    assert.equal(await list.getByText(id(5), { exact: true }).count(), 0);
    for (const each of [first, second, third, fourth]) await each.close();
    await csms.stop();
  },
);

Deno.test("without script all stations are there, some on each page, the online ones first", async () => {
  const csms = await many();
  const station = await charger(csms.ws, id(99));
  const seen: string[] = [];
  let next: string | undefined = "/stations?q=cp&state=&label=";
  let pages = 0;
  while (next) {
    const html: string = await (await fetch(pagesOf(csms) + next)).text();
    assert.match(html, /^<!doctype html>[^]*130 stations\./);
    assert.equal(html.includes("From the first"), pages > 0);
    seen.push(
      ...[...html.matchAll(/<li id="[^"]*" data-place="[01]([^"]*)"/g)].map(([, id]) => id!),
    );
    next = /<a href="([^"]*)">More<\/a>/.exec(html)?.[1]?.replaceAll("&amp;", "&");
    pages++;
  }
  const others = Array.from({ length: MANY }, (_, n) => id(n + 1)).filter((each) =>
    each !== id(99)
  );
  assert.deepEqual([pages, seen], [3, [id(99), ...others]]);
  await station.close();
  await csms.stop();
});
