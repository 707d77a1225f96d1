// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import { restApi } from "../../routes/mod.ts";
import { kvolt } from "../support/kvolt.ts";
import { rest } from "../support/rest.ts";

/** Routes that are no part of the API: the document itself and the pages. */
const pages = ["/api/v1/openapi.json"];

Deno.test("every route of the app is in the document, and nothing else is", async () => {
  const csms = await kvolt();
  const { document } = await rest(csms);
  const app = restApi(csms.csms);
  const routes = app.routes
    .filter(({ method, path }) =>
      method !== "ALL" && !pages.includes(path) && !path.startsWith("/api/docs")
    )
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`).sort();
  const documented = Object.entries<Record<string, unknown>>(document.paths)
    .flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
    ).sort();
  assert.deepEqual(documented, routes);
  assert.equal(new Set(routes).size, routes.length);
  assert.ok(routes.length >= 60, `${routes.length} routes`);
  await csms.stop();
});

Deno.test("the document is OpenAPI 3.1, says each path's parameters, and its references lead somewhere", async () => {
  const csms = await kvolt();
  const { document } = await rest(csms);
  assert.match(document.openapi, /^3\.1\./);
  const text = JSON.stringify(document);
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    assert.ok(document.components.schemas[name!], `${name} is referred to and missing`);
  }
  for (const [path, methods] of Object.entries<any>(document.paths)) {
    for (const [method, operation] of Object.entries<any>(methods)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const said = (operation.parameters ?? []).filter((p: any) => p.in === "path");
      assert.deepEqual(said.map((p: any) => p.name).sort(), named.sort(), `${method} ${path}`);
      for (const { name, schema } of operation.parameters ?? []) {
        if (schema.default === undefined) continue;
        assert.ok(
          new Ajv2020({ strict: false }).validate(schema, schema.default),
          `${path}: ${name}`,
        );
      }
      for (const { name, required } of said) {
        assert.equal(required, true, `${method} ${path}: {${name}}`);
      }
      assert.ok(operation.summary, `${method} ${path} has no summary`);
      const open = operation.security?.length === 0;
      assert.ok(open || operation.responses[401], `${method} ${path}`);
    }
  }
  await csms.stop();
});

Deno.test("the page of the document is served by kvolt alone, under a policy that lets nothing else in", async () => {
  const csms = await kvolt();
  const origin = new URL(csms.api).origin;
  const page = await fetch(`${origin}/api/docs`);
  const html = await page.text();
  assert.match(page.headers.get("content-type")!, /^text\/html/);
  const policy = page.headers.get("content-security-policy")!;
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  assert.equal(page.headers.get("strict-transport-security"), null);
  assert.doesNotMatch(html, /https?:|<script>|style=/);
  const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link!);
  assert.equal(links.length, 3);
  for (const link of links) {
    const file = await fetch(origin + link);
    assert.equal(file.status, 200, link);
    assert.match(file.headers.get("content-type")!, /^text\/(css|javascript)/);
    assert.equal(file.headers.get("x-content-type-options"), "nosniff");
    assert.ok((await file.text()).length > 100, link);
  }
  await csms.stop();
});
