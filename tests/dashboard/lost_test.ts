import assert from "node:assert/strict";
import { kvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "" };
const html = { headers: { accept: "text/html" } };

Deno.test("an address where nothing is says so: as a page to people, as a problem to programs", async () => {
  const csms = await kvolt(dev);
  const base = csms.ws.replace("ws:", "http:");
  const page = await fetch(`${base}/nowhere<b>`, html);
  assert.equal(page.status, 404);
  assert.match(page.headers.get("content-type")!, /^text\/html/);
  assert.match(page.headers.get("content-security-policy")!, /default-src 'none'/);
  const text = await page.text();
  assert.match(text, /Not found/);
  assert.doesNotMatch(text, /<b>/);
  for (const [path, init] of [["/nowhere", {}], ["/api/v1/nowhere", html]] as const) {
    const problem = await fetch(base + path, init);
    assert.equal(problem.status, 404);
    assert.equal((await problem.json()).type, "urn:kvolt:problem:unknown");
  }
  await csms.stop();
});

Deno.test("a page that is asked for wrongly says what is wrong", async () => {
  const csms = await kvolt(dev);
  const base = csms.ws.replace("ws:", "http:");
  const page = await fetch(`${base}/audit?cursor=nonsense`, html);
  assert.equal(page.status, 422);
  assert.match(await page.text(), /cursor/);
  await csms.stop();
});
