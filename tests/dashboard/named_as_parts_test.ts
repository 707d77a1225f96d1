import assert from "node:assert/strict";
import { kvolt } from "../support/kvolt.ts";
import { pagesOf } from "../support/signed_in.ts";

Deno.test("a tag, a station or a tariff has its page whatever part of kvolt it is called like", async () => {
  const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "" });
  for (const name of ["more", "list", "cards", "parts", "live"]) {
    await csms.send("PUT", `/tokens/${name}`, {});
    await csms.send("POST", "/stations", { id: name });
    await csms.send("POST", "/tariffs", { id: name, currency: "EUR" });
    for (const path of [`/tags/${name}`, `/stations/${name}`, `/tariffs/${name}`]) {
      const html = await (await fetch(pagesOf(csms) + path)).text();
      assert.match(html, /^<!doctype html>/, path);
      assert.match(html, new RegExp(`<h1[^>]*>[^/]*${name}`), path);
    }
  }
  await csms.stop();
});
