import assert from "node:assert/strict";
import { dashboard } from "../../dashboard/mod.ts";
import { staffed } from "../routes/people/browser.ts";

Deno.test("pages: every one, and every answer of REST, runs no script but kvolt's own files, and stands in no frame", async () => {
  await using csms = await staffed({ Ann: "admin" });
  await csms.send("POST", "/stations", { id: "CP-1" });
  const { origin } = new URL(csms.api);
  const cookie = `kvolt-session=${(await csms.signedIn("Ann")).session()}`;
  const { paths } = await (await fetch(`${csms.api}/openapi.json`)).json();
  const rest = Object.keys(paths).filter((path) => paths[path].get && path.startsWith("/api/"));
  const pages = dashboard(csms.csms).routes.filter(({ method, path }) =>
    method === "GET" && !path.includes("*")
  ).map(({ path }) => path.replaceAll(/:\w+(\{[^}]*\})?/g, "CP-1"));
  const all = new Set([...pages, ...rest, "/api/docs", "/nowhere", "/api/v1/nowhere"]);
  assert.ok(all.size > 100, `${all.size} addresses`);
  for (const path of all) {
    const url = origin + path.replaceAll(/\{\w+\}/g, "CP-1");
    const { headers, body, status } = await fetch(url, {
      headers: { cookie, accept: "text/html" },
      redirect: "manual",
    });
    await body?.cancel();
    const said = `${status} ${path}`;
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'/, said);
    // No inline script is let run, so that none needs a nonce; `data:` is for pictures alone.
    assert.doesNotMatch(policy.replace(/img-src[^;]*/, ""), /unsafe|nonce|https?:|data:|\*/, said);
    assert.match(policy, /frame-ancestors 'none'|sandbox/, said);
    assert.equal(headers.get("x-content-type-options"), "nosniff", said);
    // What one has read is not there for the next one at the same browser.
    const kept = path.startsWith("/assets/")
      ? /^public, .*immutable$/
      : /^(no-store|(private, )?no-cache)$/;
    assert.match(headers.get("cache-control") ?? "", kept, said);
    const streamed = /event-stream/.test(headers.get("content-type") ?? "");
    if (pages.includes(path) && !path.startsWith("/assets/") && !streamed) {
      assert.equal(headers.get("cache-control"), "no-store", said);
    }
  }
});
