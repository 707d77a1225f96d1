import type { JsonSchema } from "../support/official.ts";
import { resolve } from "./instances.ts";

/**
 * A JSON schema reduced to what it demands: references resolved, defaults of the draft spelled out,
 * words sorted, fields as a list in their order. Equal results mean the same payloads, fields in the same
 * order; with `sorted`, in any order.
 */
export function plain(
  schema: JsonSchema,
  { root = schema, sorted = false }: { root?: JsonSchema; sorted?: boolean } = {},
): unknown {
  const meant = resolve(schema, root);
  const { type, format, maxLength, minItems, maxItems, multipleOf } = meant;
  const values = meant.enum?.toSorted();
  const demands = { type, values, format, maxLength, minItems, maxItems, multipleOf };
  const within = { root, sorted };
  if (type === "array") return { ...demands, items: plain(meant.items!, within) };
  if (type === "integer" || type === "number") return { ...demands, ...bounds(meant) };
  if (type !== "object") return demands;
  const fields = Object.entries(meant.properties ?? {}).map(([name, field]) => ({
    name,
    required: meant.required?.includes(name) ?? false,
    schema: plain(field, within),
  }));
  if (sorted) fields.sort((a, b) => a.name < b.name ? -1 : 1);
  return { ...demands, open: meant.additionalProperties !== false, fields };
}

/** What an integer of JavaScript can be is no demand. */
function bounds({ minimum, maximum }: JsonSchema) {
  return {
    minimum: minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum,
    maximum: maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum,
  };
}
