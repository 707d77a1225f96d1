import assert from "node:assert/strict";
import { staffed } from "../routes/people/browser.ts";
import { browserTest } from "../support/browser.ts";
import { database } from "../support/database.ts";
import { killable } from "../support/killable.ts";
import { pagesOf, signIn } from "../support/signed_in.ts";

browserTest(
  "a page that no stream keeps tells too that kvolt is lost, and that it is back",
  async (open) => {
    await using file = await database();
    const server = killable(file.path, { KVOLT_DEV: "1", API_TOKEN: "" });
    await server.start();
    try {
      const pages = server.ws.replace("ws:", "http:");
      const [curves, list] = [(await open()).page, (await open()).page];
      await Promise.all([curves.goto(`${pages}/analytics`), list.goto(`${pages}/transactions`)]);
      await server.kill("SIGTERM");
      // What draws its curves anew, and what asks for a part of itself.
      await curves.evaluate("document.body.dispatchEvent(new CustomEvent('kvolt:figures'))");
      await list.evaluate("htmx.ajax('GET', location.href, '#main').catch(() => {})");
      const lost = (page: typeof list) => page.getByText("The connection to kvolt is lost");
      for (const page of [curves, list]) await lost(page).waitFor();
      await server.start();
      for (const page of [curves, list]) await lost(page).waitFor({ state: "hidden" });
    } finally {
      await server.kill("SIGTERM");
    }
  },
  /\[object Event\]|ERR_|htmx:(afterRequest|sendError)/,
);

browserTest(
  "a part of a page that is asked for by who is signed out is not taken away: the page says so",
  async (open) => {
    const csms = await staffed({ Olga: "operator" });
    const { page } = await open();
    await signIn(page, csms, "Olga");
    await page.goto(`${pagesOf(csms)}/transactions`);
    const heading = page.getByRole("heading", { name: "Transactions" });
    await heading.first().waitFor();
    await csms.send("POST", `/accounts/${csms.ids.Olga}/sign-out-everywhere`, {});
    // What shows a page leads to where one signs in, what shows its rows refuses.
    for (const asked of ["location.href", "'/transactions/more'"]) {
      await page.evaluate(`htmx.ajax('GET', ${asked}, '#main')`);
      await page.getByText("You are no longer signed in.").waitFor();
      assert.ok(await heading.first().isVisible());
      await page.evaluate("document.getElementById('lost').hidden = true");
    }
    await csms.stop();
  },
  /^401 xhr |status of 401|^Response Status Error Code 401 from |^htmx:responseError/,
);
