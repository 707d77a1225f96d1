import type { JsonSchema } from "../support/official.ts";
import { resolve } from "./instances.ts";

/**
 * A JSON schema reduced to what it demands: references resolved, defaults of the draft spelled out,
 * fields as a list in their order. Equal results mean the same payloads, fields in the same order.
 */
export function plain(schema: JsonSchema, root: JsonSchema = schema): unknown {
  const {
    type,
    enum: values,
    format,
    maxLength,
    minItems,
    multipleOf,
    properties,
    required,
    items,
  } = resolve(schema, root);
  const demands = { type, values, format, maxLength, minItems, multipleOf };
  if (type === "array") return { ...demands, items: plain(items!, root) };
  if (type !== "object") return demands;
  const fields = Object.entries(properties ?? {}).map(([name, field]) => ({
    name,
    required: required?.includes(name) ?? false,
    schema: plain(field, root),
  }));
  return { ...demands, fields };
}
