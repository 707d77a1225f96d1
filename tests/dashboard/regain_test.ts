import assert from "node:assert/strict";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { killable } from "../support/killable.ts";

browserTest(
  "a server that is lost is told of, and found again by itself, with what was typed and what happened meanwhile",
  async (open) => {
    const folder = await Deno.makeTempDir({ prefix: "kvolt-regain-" });
    const server = killable(`${folder}/kvolt.db`, { KVOLT_DEV: "1", API_TOKEN: "" });
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
      await Deno.remove(folder, { recursive: true });
    }
  },
  // What is searched for while the server is away fails, and is told of in the console.
  /\[object Event\]|ERR_|htmx:(afterRequest|sendError)/,
);
