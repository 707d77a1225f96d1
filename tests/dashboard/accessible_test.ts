import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { accessible } from "../support/axe.ts";
import { browserTest, type Watched } from "../support/browser.ts";
import { peopled } from "../support/every_page.ts";
import { soon } from "../support/until.ts";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };
type Peopled = Awaited<ReturnType<typeof peopled>>;

/** What cannot be reached by keyboard, or does not show that it is where one is. */
const UNSEEN = `[...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((each) => {
    if (!each.checkVisibility() || each.matches(":disabled, [type=hidden]")) return false;
    each.focus({ preventScroll: true });
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    const seen = boxShadow !== "none" || (outlineStyle !== "none" && outlineWidth !== "0px");
    return document.activeElement !== each || each.tabIndex < 0 || !seen;
  }).map(({ outerHTML }) => outerHTML.slice(0, 120))`;

/** Adds up what moves by itself from now on (Cumulative Layout Shift). */
const JUMPS = `globalThis.jumped = 0;
new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) globalThis.jumped += value;
}).observe({ type: "layout-shift" });`;

async function signedIn(open: (options: object) => Promise<Watched>, house: Peopled) {
  const { page } = await open({ bypassCSP: true, viewport: PHONE });
  await page.context().addCookies([
    { name: "kvolt-session", value: house.session, url: house.origin },
  ]);
  return page;
}

const widest = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - innerWidth");

browserTest(
  "every page is for everybody: in the light and in the dark, on a phone and on a desk",
  async (open) => {
    await using house = await peopled();
    const page = await signedIn(open, house);
    const wrong: string[] = [];
    for (const path of await house.pages()) {
      await page.setViewportSize(PHONE);
      await page.goto(house.origin + path);
      for (const size of [PHONE, DESK]) {
        await page.setViewportSize(size);
        const over = await widest(page);
        if (over > 0) wrong.push(`${path} is ${over} px wider than ${size.width}`);
        await accessible(page).catch((error) => wrong.push(`${path} at ${size.width}: ${error}`));
      }
    }
    assert.deepEqual(wrong, []);
  },
  /\[object Event\]|ERR_INCOMPLETE|^4(04|22) document /,
);

browserTest(
  "every page is reached and used by keyboard alone, and shows where one is",
  async (open) => {
    await using house = await peopled();
    const page = await signedIn(open, house);
    for (const path of await house.pages()) {
      await page.goto(house.origin + path);
      await page.keyboard.press("Tab");
      const skip = page.locator(".skip");
      assert.equal(await page.evaluate("document.activeElement.className"), "skip", path);
      assert.ok((await skip.boundingBox())!.x >= 0, `${path}: the skip link is seen`);
      const unseen = await page.evaluate(UNSEEN);
      assert.deepEqual(unseen, [], path);
    }
    await page.goto(`${house.origin}/stations`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate("document.activeElement.id"), "main");
  },
  /\[object Event\]|ERR_INCOMPLETE|^4(04|22) document /,
);

browserTest("nothing jumps while cards change", async (open) => {
  await using house = await peopled();
  const page = await signedIn(open, house);
  await page.goto(`${house.origin}/stations`);
  const card = page.getByRole("listitem").filter({ hasText: "onclick" }).first();
  await card.getByText("Faulted").first().waitFor();
  await page.evaluate(JUMPS);
  for (const [status, word] of [["Charging", "Charging"], ["Available", "Available"]] as const) {
    await house.becomes(status);
    await soon(async () => assert.ok(await card.getByText(word).count() > 0));
    await page.evaluate(
      "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
    );
  }
  const jumps = await page.evaluate("jumped");
  assert.ok(Number(jumps) < 0.01, `jumped by ${jumps}`);
});

browserTest("on a phone, too, the menu shows where one is", async (open) => {
  await using house = await peopled();
  const page = await signedIn(open, house);
  const wanted = /^\/(stations|analytics|settings|stations\/.*\/access)$/;
  const paths = (await house.pages()).filter((path) => wanted.test(path));
  assert.ok(paths.length >= 4, paths.join());
  for (const path of paths) {
    await page.goto(house.origin + path);
    const places = await page.evaluate<{ left: number; right: number }[]>(
      `[...document.querySelectorAll("nav [aria-current=page]")].map((each) => each.getBoundingClientRect())`,
    );
    assert.ok(places.length > 0, path);
    for (const { left, right } of places) {
      assert.ok(left >= 0 && right <= PHONE.width, `${path}: from ${left} to ${right}`);
    }
  }
});
