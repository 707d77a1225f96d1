import assert from "node:assert/strict";
import { browserTest } from "../support/browser.ts";
import { peopled } from "../support/every_page.ts";

browserTest(
  "without script every page shows what it is about, and the way to the others",
  async (open) => {
    await using house = await peopled();
    const { page } = await open({ javaScriptEnabled: false });
    await page.context().addCookies([
      { name: "kvolt-session", value: house.session, url: house.origin },
    ]);
    const pages = await house.pages();
    assert.ok(pages.length > 20, `${pages.length} pages`);
    for (const path of pages) {
      await page.goto(house.origin + path);
      assert.ok((await page.locator("h1").first().innerText()).length > 0, path);
      const content = await page.locator("main").innerText();
      assert.ok(content.trim().split(/\s+/).length > 3, `${path}: ${content}`);
      if (await page.locator("body > header").count() > 0) {
        assert.ok(
          await page.getByRole("link", { name: "Stations", exact: true }).isVisible(),
          path,
        );
      }
    }
  },
  /^4(04|22) document /,
);
