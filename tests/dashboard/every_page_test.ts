import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { everyForm } from "../support/every_form.ts";
import { peopled } from "../support/every_page.ts";
import { kvolt } from "../support/kvolt.ts";
import { pagesOf } from "../support/signed_in.ts";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

/** What cannot be reached by keyboard, or does not show that it is where one is. */
const UNSEEN = `[...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((each) => {
    if (!each.checkVisibility() || each.matches(":disabled, [type=hidden]")) return false;
    each.focus({ preventScroll: true });
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    const seen = boxShadow !== "none" || (outlineStyle !== "none" && outlineWidth !== "0px");
    return document.activeElement !== each || each.tabIndex < 0 || !seen;
  }).map(({ outerHTML }) => outerHTML.slice(0, 120))`;

/** Where the menus show that one is, and which of that is not on the screen. */
const OUTSIDE = `[...document.querySelectorAll("nav [aria-current=page]")]
  .map((each) => each.getBoundingClientRect())
  .filter(({ left, right }) => left < 0 || right > innerWidth)
  .map(({ left, right }) => "where one is stands from " + left + " to " + right)`;

const OVER = "document.documentElement.scrollWidth - innerWidth";
const OPEN = `for (const each of document.querySelectorAll("main details")) each.open = true`;
/** What ran that came from outside, or stands in the page as an element. */
const HURT = `[globalThis.hurt, document.querySelector("img[src=x]")?.outerHTML].filter(Boolean)`;

/** What keeps people from a page, in each of its looks, and what it does that it should not. */
async function wrongWith(page: Page, path: string, changes?: () => Promise<unknown>) {
  const wrong: string[] = [];
  const note = (what: string) => wrong.push(`${path}: ${what}`);
  const look = async (at: string, shades?: Parameters<typeof accessible>[1]) => {
    const over = await page.evaluate<number>(OVER);
    if (over > 0) note(`${over} px too wide ${at}`);
    await accessible(page, shades).catch(({ message }) => note(`${at}: ${message}`));
  };
  await page.setViewportSize(PHONE);
  const response = await page.goto(path);
  assert.ok(response!.status() < 500, path);
  (await page.evaluate<string[]>(OUTSIDE)).forEach(note);
  await page.keyboard.press("Tab");
  const skip = await page.evaluate<[string, number]>(
    "[document.activeElement.className, document.activeElement.getBoundingClientRect().x]",
  );
  if (skip[0] !== "skip" || skip[1] < 0) note("the first one to reach leads to the content");
  await page.evaluate("document.activeElement.blur()");
  await look("on a phone", ["light"]);
  await changes?.();
  await page.evaluate(OPEN);
  const over = await page.evaluate<number>(OVER);
  if (over > 0) note(`${over} px too wide on a phone, all opened`);
  const unseen = await page.evaluate<string[]>(UNSEEN);
  for (const each of unseen) note(`not reached or not seen by keyboard: ${each}`);
  const forms = await everyForm(page);
  forms.wrong.forEach(note);
  await page.setViewportSize(DESK);
  await look("on a desk, all opened and refused");
  (await page.evaluate<string[]>(HURT)).forEach(note);
  return { wrong, forms: forms.count };
}

browserTest(
  "every page is for everybody, folded and opened, in the light and in the dark, on a phone and on a desk, and by keyboard; each thing to do says that it is sent, and what came of it; and nothing runs that somebody sent",
  async (open) => {
    await using house = await peopled();
    const page = await house.enter(open, { bypassCSP: true });
    const found: string[] = [];
    let count = 0;
    for (const path of await house.pages()) {
      const { wrong, forms } = await wrongWith(page, path, house.faulted);
      found.push(...wrong);
      count += forms;
    }
    assert.deepEqual(found, []);
    assert.ok(count > 60, `${count} things to do`);

    await page.setViewportSize(PHONE);
    await page.goto("/stations");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate("document.activeElement.id"), "main");
  },
  /\[object Event\]|ERR_INCOMPLETE|^4(04|22) document /,
);

browserTest(
  "the form for the first account, a question, what was done, and the line that kvolt is lost are for everybody too",
  async (open) => {
    const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "" });
    const empty = await kvolt();
    const { page } = await open({ bypassCSP: true, viewport: PHONE });
    const found: string[] = [];
    for (const path of ["/setup", "/setup?token=T"]) {
      const { wrong } = await wrongWith(page, pagesOf(empty) + path);
      found.push(...wrong);
    }
    assert.deepEqual(found, []);
    assert.equal(new URL(page.url()).pathname, "/setup");
    await empty.stop();

    await page.setViewportSize(PHONE);
    await page.goto(`${pagesOf(csms)}/tags`);
    await page.getByText("Add a tag").click();
    await page.getByLabel("Id, as it is presented").fill("AB12");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("link", { name: "AB12" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator("output.done").waitFor();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("dialog").waitFor();
    await accessible(page);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.goto(`${pagesOf(csms)}/stations`);
    await csms.stop();
    await page.getByRole("alert").waitFor();
    await accessible(page);
  },
);
