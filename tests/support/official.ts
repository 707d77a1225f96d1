/** The official JSON schemas of OCPP, as ocpp-rpc ships and reads them. */
import { createRequire } from "node:module";
import type { Protocol } from "../../csms/model.ts";
import { judge } from "./judge.ts";

export type Direction = "req" | "conf";

/** As much of JSON Schema as the official schemas use. */
export interface JsonSchema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
}

const files: Record<Protocol, string> = {
  "ocpp1.6": "ocpp1_6",
  "ocpp2.0.1": "ocpp2_0_1",
  "ocpp2.1": "ocpp2_1",
};
const require = createRequire(import.meta.url);
const loaded = new Map<Protocol, ReadonlyMap<string, JsonSchema>>();

/** The official schemas of a version by their ids, as ocpp-rpc ships them. */
export function officialSchemas(protocol: Protocol): ReadonlyMap<string, JsonSchema> {
  const known = loaded.get(protocol);
  if (known) return known;
  const schemas: JsonSchema[] = require(`ocpp-rpc/lib/schemas/${files[protocol]}.json`);
  const byId = new Map(schemas.map((schema) => [schema.$id!, schema]));
  loaded.set(protocol, byId);
  return byId;
}

/** 2.1 names its schemas `urn:XRequest` and `urn:XResponse`, and a message without an answer just `urn:X`. */
function ids(direction: Direction, action: string): readonly string[] {
  return direction === "req"
    ? [`urn:${action}.req`, `urn:${action}Request`, `urn:${action}`]
    : [`urn:${action}.conf`, `urn:${action}Response`];
}

/** The official JSON schema of one payload; throws when there is none. */
export function officialSchema(
  protocol: Protocol,
  direction: Direction,
  action: string,
): JsonSchema {
  const schemas = officialSchemas(protocol);
  const schema = schemas.get(ids(direction, action).find((id) => schemas.has(id)) ?? "");
  if (!schema) throw new Error(`${protocol} has no official schema for ${action}.${direction}`);
  return schema;
}

/**
 * A check of one payload against the official schema: null when it is valid, else what is wrong with it.
 * Throws when there is no such schema. Known leniency: a date-time without a zone passes.
 */
export function official(
  protocol: Protocol,
  direction: Direction,
  action: string,
): (payload: unknown) => string | null {
  const schema = officialSchema(protocol, direction, action);
  return (payload) => judge(schema, payload);
}

/** The names of all actions that have an official schema, sorted. */
export function officialActions(protocol: Protocol): readonly string[] {
  const names = [...officialSchemas(protocol).keys()].map((id) =>
    id.replace(/^urn:/, "").replace(/(\.req|\.conf|Request|Response)$/, "")
  );
  return [...new Set(names)].sort();
}
