// deno-lint-ignore-file no-explicit-any
import fc from "fast-check";

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

/** One method of one path of the OpenAPI document. */
export interface Operation {
  readonly path: string;
  readonly method: string;
  readonly operation: any;
}

/** A request that somebody might send. */
export interface Sent {
  readonly method: string;
  /** With its query, below no prefix. */
  readonly url: string;
  readonly body?: unknown;
  readonly of: Operation;
}

/** Every method of every path of a document. */
export function operationsOf(document: any): Operation[] {
  return Object.entries<any>(document.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, operation]) => ({ path, method, operation }))
  );
}

/** Requests of these, their parts and bodies as the document says or near to it; `names` are of things that are there. */
export function anything(
  document: any,
  operations: readonly Operation[],
  names: readonly string[],
): fc.Arbitrary<Sent> {
  const value = fc.oneof(
    fc.constantFrom(...names, "1", "0", "-1", "1e9", "Reset"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 80 }),
  ).filter((text) => text !== "." && text !== "..");

  return fc.constantFrom(...operations).chain((of) => {
    const { path, method, operation } = of;
    const parameters: any[] = operation.parameters ?? [];
    const parts = parameters.filter((each) => each.in === "path").map(({ name }) => name);
    const asked = parameters.filter((each) => each.in === "query");
    const body = operation.requestBody?.content["application/json"]?.schema;
    const query = fc.record(
      Object.fromEntries(
        asked.map(({ name, schema }) => [name, fc.oneof(near(schema, document), value)]),
      ),
      { requiredKeys: [] },
    );
    return fc.record({
      values: fc.record(Object.fromEntries(parts.map((name) => [name, value]))),
      query: query as fc.Arbitrary<Record<string, unknown>>,
      body: body ? fc.option(near(body, document), { nil: undefined }) : fc.constant(undefined),
    }).map(({ values, query, body }) => {
      const filled = path.replace(
        /\{(\w+)\}/g,
        (_, name) => encodeURIComponent((values as any)[name].toWellFormed()),
      );
      const search = new URLSearchParams(
        Object.entries(query).map(([name, value]) => [name, text(value).toWellFormed()]),
      );
      return { method: method.toUpperCase(), url: `${filled}?${search}`, body, of };
    });
  });
}
