// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import fc from "fast-check";
import { kvolt } from "../support/kvolt.ts";
import { rest } from "../support/rest.ts";

/** Bodies near to what a schema asks for: each field is there or not, right or anything at all. */
function near(schema: any, document: any): fc.Arbitrary<unknown> {
  const name = schema.$ref?.split("/").at(-1);
  if (name) return near(document.components.schemas[name], document);
  const any = fc.jsonValue({ maxDepth: 2 });
  const mostly = (right: fc.Arbitrary<unknown>) =>
    fc.oneof({ arbitrary: right, weight: 9 }, { arbitrary: any, weight: 1 });
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each: any) => near(each, document)));
  if (schema.enum) return mostly(fc.constantFrom(...schema.enum));
  if (schema.properties) {
    const fields = Object.entries(schema.properties).map(([name, field]) =>
      [name, near(field, document)] as const
    );
    return mostly(fc.record(Object.fromEntries(fields), { requiredKeys: schema.required ?? [] }));
  }
  switch ([schema.type].flat()[0]) {
    case "array":
      return mostly(fc.array(near(schema.items, document), { maxLength: 4 }));
    case "boolean":
      return mostly(fc.boolean());
    case "integer":
      return mostly(fc.integer({ min: -1, max: 5 }));
    case "number":
      return mostly(fc.double({ min: -1, max: 100 }));
    case "string":
      return mostly(
        schema.format === "date-time"
          ? fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
          : fc.string({ unit: "binary", maxLength: 60 }),
      );
    default:
      return any;
  }
}

const text = (value: unknown) => typeof value === "string" ? value : JSON.stringify(value);

Deno.test("whatever is sent to whatever endpoint, the answer is one that the document allows, and never 500", async () => {
  const csms = await kvolt({ DISCOVERY: "closed" });
  const api = await rest(csms);
  await api.send("POST", "/stations", { id: "CP-1" });
  await api.send("PUT", "/tokens/TAG-1");
  await api.send("PUT", "/tokens/TAG-2");
  const value = fc.oneof(
    fc.constantFrom("CP-1", "TAG-1", "1", "0", "-1", "1e9", "Reset"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 80 }),
  ).filter((text) => text !== "." && text !== "..");
  const operations = Object.entries<any>(api.document.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, operation]) => ({ path, method, operation }))
  ).filter(({ path, method }) =>
    path.startsWith("/api/v1/") && path !== "/api/v1/events" &&
    !(method === "delete" && /\/\{station\}$/.test(path))
  );

  const request = fc.constantFrom(...operations).chain(({ path, method, operation }) => {
    const parameters: any[] = operation.parameters ?? [];
    const names = parameters.filter((each) => each.in === "path").map(({ name }) => name);
    const asked = parameters.filter((each) => each.in === "query");
    const body = operation.requestBody?.content["application/json"]?.schema;
    return fc.record({
      path: fc.record(Object.fromEntries(names.map((name) => [name, value]))).map((values) =>
        path.slice("/api/v1".length).replace(
          /\{(\w+)\}/g,
          (_, name) => encodeURIComponent((values as any)[name].toWellFormed()),
        )
      ),
      query: fc.record(
        Object.fromEntries(
          asked.map(({ name, schema }) => [name, fc.oneof(near(schema, api.document), value)]),
        ),
        { requiredKeys: [] },
      ),
      method: fc.constant(method.toUpperCase()),
      body: body ? fc.option(near(body, api.document), { nil: undefined }) : fc.constant(undefined),
    });
  });

  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, query, body }) => {
      const search = new URLSearchParams(
        Object.entries(query).map(([name, value]) => [name, text(value).toWellFormed()]),
      );
      const { status } = await api.send(method, `${path}?${search}`, body);
      assert.notEqual(status, 500, `${method} ${path}`);
      seen.add(status);
    }),
    {
      numRuns: 1_500,
      // By chance alone nothing that is there may be deleted.
      examples: [[{ method: "DELETE", path: "/tokens/TAG-2", query: {}, body: undefined }]],
    },
  );
  for (const status of [200, 204, 404, 409, 422]) assert.ok(seen.has(status), `never ${status}`);
  await csms.stop();
});
