import assert from "node:assert/strict";
import { browserTest } from "./browser.ts";
import { kvolt } from "./kvolt.ts";

browserTest("a page whose script does not load is found out, by the script", async (open) => {
  const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "" });
  const { page, faults } = await open();
  await page.route("**/act.js", (route) => route.fulfill({ status: 404 }));
  await page.route("**/kvolt.css", (route) => route.abort());
  await page.goto(`${csms.ws.replace("ws:", "http:")}/sign-in`);
  // What is said here would fail this test.
  const said = faults.splice(0).map((fault) => fault.replace(/http\S*\//, "")).sort();
  assert.deepEqual(said.filter((fault) => / (script|stylesheet) /.test(fault)), [
    "404 script act.js",
    "failed stylesheet kvolt.css",
  ]);
  await page.close();
  await csms.stop();
});
