import assert from "node:assert/strict";
import { browserTest } from "../support/browser.ts";
import { peopled } from "../support/every_page.ts";
import { hostile, places, type Word } from "../support/hostile.ts";

/** What can be read on a page: its text, all folds opened, and what stands in its fields. */
const READ = `(() => {
  for (const each of document.querySelectorAll("main details")) each.open = true;
  const fields = [...document.querySelectorAll("main :is(input, textarea)")]
    .filter((field) => field.checkVisibility());
  return [document.querySelector("main").innerText, ...fields.map(({ value }) => value)].join("\\n");
})()`;

/** Curves of which nothing can be read: neither words in their place, nor a table or words of theirs. */
const DUMB = `[...document.querySelectorAll("[data-chart]")].filter((chart) => {
  if (chart.textContent !== "") return false;
  const told = document.getElementById(chart.dataset.note)?.textContent ?? "";
  const after = [...document.querySelectorAll("main td")].filter((cell) =>
    chart.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING);
  return chart.checkVisibility() || (told === "" && after.length === 0);
}).map((chart) => chart.dataset.chart)`;

const EMPTY = `[...document.querySelectorAll("main table")]
  .filter((table) => !table.querySelector("tbody tr") && !table.closest("[data-figures-of]"))
  .map((table) => table.parentElement.ariaLabel)`;

/** What the main pages are for, besides what stations and people have said. */
const facts: Readonly<Record<string, readonly RegExp[]>> = {
  "/stations": [/Faulted/, /Charging/, /Offline/, /7 kW/],
  ":older": [/EVSE 1, connector 1/, /Faulted/, /Power\n7 kW/, /Power \(kW\)\n.*UTC\t7\n/],
  ":newer": [/EVSE 1, connector 1/, /Charging/, /Tag\n/],
  ":older/charging": [/kvolt computes: no limit/],
  ":running": [/Running/, /Energy\n200 Wh/, /Power\.Active\.Import 7000 W/],
  "/transactions": [/Running/, /Ended/, /200 Wh/, /\d sessions?/],
  "/analytics": [/Sessions/, /Energy/, /Online/],
  "/drive": [/Free now/],
  "/connect": [/ws:\/\//, /OFFERS/],
  "/settings": [/KV_PATH/, /:memory:/],
};

browserTest(
  "without script every page can be read: the states, what was told, the figures of curves, and the way to the others",
  async (open) => {
    await using house = await peopled();
    const page = await house.enter(open, { javaScriptEnabled: false });
    const missing: string[] = [];
    const read = new Map<string, string>();
    const pages = await house.pages();
    for (const path of pages) {
      await page.goto(path);
      read.set(path, await page.evaluate<string>(READ));
      assert.ok((await page.locator("h1").first().innerText()).length > 0, path);
      for (const each of await page.evaluate<string[]>(DUMB)) {
        missing.push(`${path}: the figures of ${each}`);
      }
      for (const each of await page.evaluate<string[]>(EMPTY)) {
        missing.push(`${path}: the rows of ${each}`);
      }
      if (await page.locator("body > header").count() === 0) continue;
      const way = page.getByRole("link", { name: "Stations", exact: true });
      assert.ok(await way.isVisible(), path);
    }
    for (const [place, wanted] of Object.entries(facts)) {
      const text = read.get(house.addressOf(place))!;
      missing.push(...wanted.filter((fact) => !fact.test(text)).map((fact) => `${place}: ${fact}`));
    }
    for (const [word, place] of Object.entries(places)) {
      const said = hostile(word as Word).slice(1);
      if (!read.get(house.addressOf(place))!.includes(said)) missing.push(`${place}: ${word}`);
    }
    assert.deepEqual(missing, []);

    await page.goto("/me");
    await page.locator("noscript p").waitFor();
    for (const label of ["Old password", "New password"]) {
      await page.getByLabel(label).fill("a secret, as it is typed");
    }
    await page.getByRole("button", { name: "Change it" }).click();
    assert.equal(new URL(page.url()).search, "", "what is typed goes into no address");
  },
  /^4(04|22) document /,
);
