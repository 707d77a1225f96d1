import { createValidator } from "ocpp-rpc";
import { type JsonSchema, officialSchemas } from "./official.ts";

/**
 * The official schemas of 2.1 for the strict mode of ocpp-rpc, which ships them by other names than it looks for:
 * `urn:XRequest` is `urn:X.req` to it, and so is the `urn:X` of a message without an answer.
 */
export function strict21() {
  const schemas = [...officialSchemas("ocpp2.1")].map(([id, schema]) => ({
    ...schema,
    $id: named(id),
    definitions: Object.fromEntries(Object.entries(schema.definitions ?? {}).map(quiet)),
  }));
  return createValidator("ocpp2.1", schemas);
}

const named = (id: string): string =>
  id.endsWith("Response") ? id.replace(/Response$/, ".conf") : `${id.replace(/Request$/, "")}.req`;

/** They say of each list of words that it has no more properties, which means nothing, but is told on the console. */
function quiet([name, schema]: [string, JsonSchema]): [string, JsonSchema] {
  const { additionalProperties: _, ...rest } = schema;
  return [name, schema.type === "object" ? schema : rest];
}
